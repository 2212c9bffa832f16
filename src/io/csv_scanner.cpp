#include "io/csv_scanner.hpp"

#include <algorithm>

namespace dalil::io {

namespace {

/// After so many opening quotes that were none, quotes are text: each cost a look at much of the
/// file.
constexpr int kMaxCostlyLooks = 64;
constexpr std::size_t kCheapLook = 4096;

}  // namespace

CsvScanner::CsvScanner(std::string_view text, const CsvDialect& dialect)
    : text_(text), dialect_(dialect), at_(dialect.start) {
    kinds_[static_cast<unsigned char>('"')] = Quote;
    kinds_[static_cast<unsigned char>('\n')] = Break;
    kinds_[static_cast<unsigned char>('\r')] = Break;
    kinds_[static_cast<unsigned char>(dialect.delimiter)] = Delimiter;
}

bool CsvScanner::next(CsvField& field) {
    if (at_ >= text_.size() && !field_due_) return false;
    field = CsvField{};
    field_due_ = false;
    const std::size_t open = opening_quote();
    if (open == std::string_view::npos || !scan_quoted(field, open)) scan_plain(field, at_);
    finish_field(field);
    return true;
}

/// Position of the quote that opens the field, which may follow spaces; npos if the field is plain.
std::size_t CsvScanner::opening_quote() const {
    std::size_t i = at_;
    while (i < text_.size() && text_[i] == ' ') ++i;
    return i < text_.size() && text_[i] == '"' && costly_looks_ < kMaxCostlyLooks
               ? i
               : std::string_view::npos;
}

/// A lone CR is a line break inside a cell unless the dialect says otherwise. CR CR LF, which some
/// programs write by mistake, is one end of line.
bool CsvScanner::ends_record_at(std::size_t i) const {
    return text_[i] == '\n' || dialect_.lone_cr_ends_record || i + 1 == text_.size() ||
           text_[i + 1] == '\n' || text_.substr(i + 1, 2) == "\r\n";
}

std::size_t CsvScanner::plain_end(std::size_t from, bool& quote) const {
    for (std::size_t i = from; i < text_.size(); ++i) {
        const Kind kind = kinds_[static_cast<unsigned char>(text_[i])];
        if (kind == Plain) continue;
        if (kind == Delimiter || (kind == Break && ends_record_at(i))) return i;
        quote = quote || kind == Quote;
    }
    return text_.size();
}

void CsvScanner::scan_plain(CsvField& field, std::size_t start) {
    bool quote = false;
    at_ = plain_end(start, quote);
    field.stray_quote = quote;
    field.text = text_.substr(start, at_ - start);
}

/// False if the opening quote turns out to be text: it never closes, or lines later in the middle
/// of a field.
bool CsvScanner::scan_quoted(CsvField& field, std::size_t open) {
    scratch_.clear();
    std::size_t from = open + 1;
    std::size_t close = text_.find('"', from);
    while (close != std::string_view::npos && close + 1 < text_.size() && text_[close + 1] == '"') {
        scratch_.append(text_, from, close + 1 - from);
        from = close + 2;
        close = text_.find('"', from);
    }
    const bool closed = close != std::string_view::npos;
    if (!closed) close = text_.size();
    bool quote = false;
    const std::size_t end = closed ? plain_end(close + 1, quote) : close;
    const std::string_view rest =
        closed ? text_.substr(close + 1, end - close - 1) : std::string_view();
    const bool clean = closed && rest.find_first_not_of(" \t\r") == std::string_view::npos;
    if (!clean && text_.substr(open, close - open).find('\n') != std::string_view::npos) {
        if (close - open > kCheapLook) ++costly_looks_;
        return false;
    }
    if (closed && !clean)
        close = end;  // the closing quote and what follows it are part of the text
    if (scratch_.empty()) {
        field.text = text_.substr(from, close - from);
    } else {
        scratch_.append(text_, from, close - from);
        field.text = scratch_;
    }
    field.quoted = true;
    field.stray_quote = closed && !clean;
    field.never_closed = !closed;
    at_ = end;
    return true;
}

/// Steps over the delimiter or the end of the line.
void CsvScanner::finish_field(CsvField& field) {
    if (at_ >= text_.size()) {
        field.ends_record = true;
    } else if (text_[at_] == dialect_.delimiter) {
        ++at_;
        field_due_ = true;
    } else {
        if (text_.substr(at_, 3) == "\r\r\n") {
            at_ += 3;
        } else {
            at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
        }
        field.ends_record = true;
    }
}

}  // namespace dalil::io
