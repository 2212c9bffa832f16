#include "io/csv_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "dalil/text/encoding.hpp"
#include "io/cell_text.hpp"
#include "io/csv_dialect.hpp"
#include "io/csv_scanner.hpp"
#include "io/formula_guard.hpp"
#include "io/issue_log.hpp"
#include "io/table_limits.hpp"

namespace dalil::io {

namespace {

class CsvReading {
  public:
    CsvReading(std::string_view text, const CsvDialect& dialect, const Limits& limits,
               const Context& context)
        : text_(text), dialect_(dialect), limits_(limits), context_(context) {}

    Result<Table> run();
    IssueLog log;

  private:
    void take(const CsvField& field);
    void report(const CsvField& field);
    void check_width();
    void add_unusual(std::string_view text);

    std::string_view text_;
    CsvDialect dialect_;
    const Limits& limits_;
    const Context& context_;
    TableBuilder builder_;
    std::uint32_t row_ = 1, column_ = 1;
    std::uint32_t filled_ = 0;  ///< last column of the row that holds something
    bool begun_ = false;  ///< a row of usual width was seen; rows above it are titles, not faults
    std::string scratch_, raw_;
};

Result<Table> CsvReading::run() {
    CsvScanner scanner(text_, dialect_);
    CsvField field;
    while (scanner.next(field)) {
        take(field);
        if (!field.ends_record) {
            ++column_;
            continue;
        }
        if (filled_ > 0) check_width();
        if (row_ % 1024 == 0) {
            context_.check_stop();
            if (auto fits = check_size(builder_, limits_); !fits)
                return fail(std::move(fits.error()));
        }
        ++row_;
        column_ = 1;
        filled_ = 0;
    }
    if (auto fits = check_size(builder_, limits_); !fits) return fail(std::move(fits.error()));
    return builder_.finish();
}

void CsvReading::take(const CsvField& field) {
    if (field.stray_quote || field.never_closed) report(field);
    if (field.text.empty()) return;
    if (column_ > limits_.columns) {
        if (column_ == limits_.columns + 1) {
            log.add("too-many-columns", Severity::Error, row_, column_,
                    fmt::format("the row has more than {} cells; the rest is left out",
                                limits_.columns));
        }
        return;
    }
    filled_ = column_;
    const bool has_nul = field.text.find('\0') != std::string_view::npos;
    if (field.text.front() == '\'' || field.text.size() > limits_.cell_bytes || has_nul) {
        add_unusual(field.text);
    } else {
        builder_.add_text(row_, column_, field.text);
    }
}

void CsvReading::check_width() {
    begun_ = begun_ || column_ == dialect_.width;
    const bool more = filled_ > dialect_.width;
    if (!begun_ || (!more && column_ >= dialect_.width)) return;
    const bool note = column_ == 1;  // a line of text below or between the rows
    log.add(
        more ? "row-too-long" : "row-too-short", note ? Severity::Note : Severity::Warning, row_, 0,
        fmt::format("the row has {} cells where most rows have {}; check its quotes and delimiters",
                    column_, dialect_.width));
}

void CsvReading::report(const CsvField& field) {
    if (field.never_closed) {
        log.add("quote-never-closed", Severity::Warning, row_, column_,
                "a quote is opened and never closed; the file may be cut off here");
    } else {
        log.add("stray-quote", Severity::Note, row_, column_,
                "a quote stands where none belongs; it is kept as text");
    }
}

/// Cells that are not taken over as they stand.
void CsvReading::add_unusual(std::string_view text) {
    if (text.size() > limits_.cell_bytes) {
        log.add("cell-too-long", Severity::Error, row_, column_, cut_message(text.size(), limits_));
        text = cut_utf8(text, limits_.cell_bytes);
    }
    std::string_view raw;
    if (text.find('\0') != std::string_view::npos) {
        log.add("nul-byte", Severity::Warning, row_, column_,
                "the cell holds NUL bytes; they are left out");
        scratch_.clear();
        raw_.clear();
        for (const char c : text) {
            if (c == '\0') {
                raw_ += "\uFFFD";
            } else {
                scratch_.push_back(c);
                raw_.push_back(c);
            }
        }
        text = scratch_;
        raw = raw_;
    }
    if (has_guard(text)) {
        if (raw.empty()) raw = text;
        text.remove_prefix(1);
    }
    builder_.add(row_, column_, CellView{text, raw, CellType::Text, false});
}

std::string delimiter_text(char delimiter) {
    return std::string(1, delimiter);
}

void report_encoding(const Decoded& decoded, IssueLog& log) {
    if (decoded.other_lines > 0) {
        log.add("mixed-encodings", Severity::Warning, 0, 0,
                fmt::format("lines that are not {1} were read as {2} (lines: {0})",
                            decoded.other_lines, decoded.encoding, decoded.other_encoding));
    }
    if (decoded.replaced > 0) {
        log.add("characters-lost", Severity::Warning, 0, 0,
                fmt::format("characters that mean nothing in {1} stand as U+FFFD (characters: {0})",
                            decoded.replaced, decoded.encoding));
    }
    if (!decoded.certain && decoded.other_lines == 0) {
        log.add("encoding-guessed", Severity::Note, 0, 0,
                fmt::format("the file does not say its encoding; by its letters it is {}",
                            decoded.encoding));
    }
}

/// Share of control characters that no text has; NULs are counted with them.
bool looks_binary(std::string_view text) {
    const std::string_view sample = text.substr(0, 1 << 16);
    const auto controls = std::count_if(sample.begin(), sample.end(), [](unsigned char c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' &&
                c != 0x1B && c != 0x1A) ||
               c == 0x7F;
    });
    return static_cast<std::size_t>(controls) * 50 > sample.size();
}

tl::unexpected<Error> not_a_table() {
    return fail(Fault::Input, "not-a-table", "the file is neither a spreadsheet nor a text table",
                "open it in the program that made it and save it as .xlsx or .csv");
}

}  // namespace

Result<Table> read_csv(std::string_view bytes, const Limits& limits, const Context& context) {
    const EncodingGuess guess = guess_encoding(bytes);
    Decoded decoded;
    std::string_view text = bytes.substr(guess.mark_bytes);
    if (guess.name != "UTF-8" || guess.mixed) {
        decoded = decode_text(bytes, guess);
        text = decoded.utf8;
    } else {
        decoded.encoding = guess.name;  // the bytes are read in place
        decoded.certain = guess.certain;
    }
    while (!text.empty() && text.back() == '\x1A') text.remove_suffix(1);  // end of file in DOS
    if (looks_binary(text)) return not_a_table();
    context.check_stop();
    const CsvDialect dialect = sniff_dialect(text);
    CsvReading reading(text, dialect, limits, context);
    report_encoding(decoded, reading.log);
    auto table = reading.run();
    if (!table) return table;
    table->encoding = decoded.encoding;
    table->delimiter = delimiter_text(dialect.delimiter);
    reading.log.move_into(*table);
    return table;
}

}  // namespace dalil::io
