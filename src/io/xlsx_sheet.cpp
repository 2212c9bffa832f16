#include "io/xlsx_sheet.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "io/cell_text.hpp"
#include "io/issue_log.hpp"
#include "io/number_text.hpp"
#include "io/sheet_address.hpp"
#include "io/table_limits.hpp"
#include "io/xlsx_text.hpp"
#include "io/xml_stream.hpp"

namespace dalil::io {

namespace {

constexpr std::size_t kMaxMergedRanges = 1'000'000;
constexpr std::size_t kSafeDigits = 15;  // of a number in a spreadsheet

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Text and type of one cell; `text` may point into the reader's buffers.
struct Shown {
    std::string text;
    CellType type = CellType::Text;
};

/// ISO dates as workbooks of the strict variant store them: "1990-03-04T00:00:00".
Shown iso_value(std::string_view stored) {
    std::string text(stored);
    if (const std::size_t midnight = text.find("T00:00:00"); midnight != std::string::npos)
        text.erase(midnight);
    const bool time = text.size() >= 5 && text[2] == ':';
    return {std::move(text), time ? CellType::Time : CellType::Date};
}

class SheetHandler : public XmlHandler {
  public:
    SheetHandler(const XlsxWorkbook& workbook, const XlsxSheet& sheet, const Limits& limits)
        : workbook_(workbook), limits_(limits), log_(sheet.name) {}

    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;
    Table finish();

  private:
    void start_row(const XmlAttributes& attributes);
    void start_cell(const XmlAttributes& attributes);
    void end_cell();
    void add_shared_string();
    void add_number(const CellStyle* style);
    void add(std::string_view text, std::string_view raw, CellType type);
    void note_look(const CellStyle& style);
    void note_merged(const XmlAttributes& attributes);
    const CellStyle* style() const {
        return style_ < workbook_.styles.size() ? &workbook_.styles[style_] : nullptr;
    }

    const XlsxWorkbook& workbook_;
    const Limits& limits_;
    TableBuilder builder_;
    IssueLog log_;
    std::vector<MergedRange> merged_;
    bool in_data_ = false;
    std::uint32_t row_ = 0, column_ = 0;
    // The cell being read.
    std::string type_;
    std::uint32_t style_ = 0;
    bool has_formula_ = false, has_value_ = false, in_value_ = false;
    std::string value_;
    std::uint64_t value_bytes_ = 0;  ///< of the file, also those beyond the limit
    XlsxText inline_text_;
    // How many cells say something by their look.
    bool plain_row_seen_ = false, row_plain_ = false;
    Issue coloured_{"cells-coloured",
                    Severity::Note,
                    {},
                    "cells are coloured; colours are not read, so if they mean something, write it "
                    "into a column",
                    0};
    Issue struck_out_{"cells-struck-out",
                      Severity::Note,
                      {},
                      "cells are struck out; they are read like any other",
                      0};
    std::uint64_t cells_ = 0;
};

void SheetHandler::start(std::string_view name, const XmlAttributes& attributes) {
    if (!in_data_) {
        if (name == "sheetData") in_data_ = true;
        if (name == "mergeCell") note_merged(attributes);
        if (name == "col" && attributes.flag("hidden")) {
            builder_.hide_columns(attributes.number("min", 1), attributes.number("max", 0));
        }
        return;
    }
    if (name == "c") {
        start_cell(attributes);
    } else if (name == "v") {
        has_value_ = in_value_ = true;
    } else if (name == "f") {
        has_formula_ = true;
    } else if (name == "row") {
        start_row(attributes);
    } else {
        inline_text_.start(name);
    }
}

void SheetHandler::end(std::string_view name) {
    if (!in_data_) return;
    if (name == "c") {
        end_cell();
    } else if (name == "v") {
        in_value_ = false;
    } else if (name == "sheetData") {
        in_data_ = false;
    } else if (name == "row") {
        plain_row_seen_ = plain_row_seen_ || row_plain_;
    } else {
        inline_text_.end(name);
    }
}

void SheetHandler::text(std::string_view piece) {
    if (!in_data_) return;
    if (!in_value_) {
        inline_text_.add(piece);
        return;
    }
    value_bytes_ += piece.size();
    if (value_.size() <= limits_.cell_bytes) value_ += piece;
}

void SheetHandler::start_row(const XmlAttributes& attributes) {
    row_ = attributes.number("r", row_ + 1);
    if (row_ == 0) row_ = 1;
    column_ = 0;
    row_plain_ = false;
    if (attributes.flag("hidden")) builder_.hide_row(row_);
}

void SheetHandler::start_cell(const XmlAttributes& attributes) {
    const auto address = parse_sheet_address(attributes.get("r"));
    if (address) row_ = address->row;
    column_ = address ? address->column : column_ + 1;
    if (row_ == 0) row_ = 1;
    type_ = attributes.get("t");
    style_ = attributes.number("s", 0);
    has_formula_ = has_value_ = in_value_ = false;
    value_.clear();
    value_bytes_ = 0;
    inline_text_.begin();
}

void SheetHandler::end_cell() {
    if (column_ > limits_.columns) {
        log_.add("too-many-columns", Severity::Error, row_, column_,
                 fmt::format("the cell lies beyond column {}; it is left out", limits_.columns));
        return;
    }
    if (has_formula_ && !has_value_) {
        log_.add("formula-without-value", Severity::Warning, row_, column_,
                 "the cell holds a formula whose result the file does not store; open and save it "
                 "in a spreadsheet "
                 "program");
    }
    if (type_ == "s") {
        add_shared_string();
    } else if (type_ == "inlineStr") {
        add(inline_text_.take(), {}, CellType::Text);
    } else if (type_ == "str") {
        add(without_escapes(value_), {}, CellType::Text);
    } else if (type_ == "b") {
        add(value_ == "0" ? "FALSE" : value_ == "1" ? "TRUE" : value_, value_, CellType::Boolean);
    } else if (type_ == "e") {
        add(value_, {}, CellType::Error);
        log_.add("cell-error", Severity::Warning, row_, column_,
                 "the cell holds an error of the spreadsheet, such as #N/A or #REF!");
    } else if (type_ == "d") {
        const Shown shown = iso_value(value_);
        add(shown.text, value_, shown.type);
    } else if (has_value_) {
        add_number(style());
    }
    if (++cells_ % 64 == 0) {
        if (auto fits = check_size(builder_, limits_); !fits) failure = std::move(fits.error());
    }
}

void SheetHandler::add_shared_string() {
    std::uint64_t index = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (error != std::errc() || end != value_.data() + value_.size() ||
        index >= workbook_.strings.size()) {
        log_.add("text-missing", Severity::Error, row_, column_,
                 "the cell refers to a text that the file does not hold; the file is damaged here");
        return;
    }
    const std::string_view text = workbook_.strings.at(index);
    value_bytes_ = text.size();
    add(text, {}, CellType::Text);
}

void SheetHandler::add_number(const CellStyle* style) {
    if (style != nullptr && style->format.is_date()) {
        const SerialDate date = serial_date(value_, style->format, workbook_.epoch);
        if (date.fictitious) {
            log_.add("date-fictitious", Severity::Warning, row_, column_,
                     "29 February 1900 was no day; spreadsheets count it by mistake");
        } else if (date.type == CellType::Number) {
            log_.add("date-out-of-range", Severity::Warning, row_, column_,
                     "the cell is formatted as a date but holds a number that is none");
        }
        add(date.text, value_, date.type);
        return;
    }
    std::string text = number_text(value_);
    if (all_digits(text) && text.size() > kSafeDigits) {
        log_.add("number-too-long", Severity::Warning, row_, column_,
                 "the number has more than 15 digits, which spreadsheets do not keep; if it is an "
                 "identifier, its "
                 "last digits may be wrong");
    }
    if (style != nullptr && !style->format.zeros.empty() && all_digits(text))
        text = zero_filled(text, style->format);
    add(text, value_, CellType::Number);
}

void SheetHandler::add(std::string_view text, std::string_view raw, CellType type) {
    if (is_blank(text)) return;
    value_bytes_ = std::max<std::uint64_t>(value_bytes_, text.size());
    if (value_bytes_ > limits_.cell_bytes) {
        log_.add("cell-too-long", Severity::Error, row_, column_,
                 cut_message(value_bytes_, limits_));
        text = cut_utf8(text, limits_.cell_bytes);
        raw = {};
    }
    builder_.add(row_, column_,
                 CellView{text, raw == text ? std::string_view() : raw, type, has_formula_});
    if (const CellStyle* its_style = style()) note_look(*its_style);
    row_plain_ = row_plain_ || style() == nullptr || !style()->coloured;
}

/// Colour and strike-through often mean something to the people who keep a list; a coloured head
/// row does not.
void SheetHandler::note_look(const CellStyle& style) {
    const auto note = [&](Issue& issue) {
        if (issue.count++ == 0) issue.where = {{}, {}, row_, column_};
    };
    if (style.coloured && plain_row_seen_) note(coloured_);
    if (style.struck_out) note(struck_out_);
}

void SheetHandler::note_merged(const XmlAttributes& attributes) {
    const auto range = parse_sheet_range(attributes.get("ref"));
    if (range && merged_.size() < kMaxMergedRanges) merged_.push_back(*range);
}

Table SheetHandler::finish() {
    Table table = builder_.finish();
    table.merged = std::move(merged_);
    for (Issue* issue : {&coloured_, &struck_out_}) {
        if (issue->count > 0) table.issues.push_back(std::move(*issue));
    }
    log_.move_into(table);
    return table;
}

}  // namespace

Result<Table> read_xlsx_sheet(Archive& archive, const XlsxWorkbook& workbook,
                              const XlsxSheet& sheet, const Limits& limits,
                              const Context& context) {
    SheetHandler handler(workbook, sheet, limits);
    if (auto read = parse_part(archive, sheet.part, context, handler); !read)
        return fail(std::move(read.error()));
    Table table = handler.finish();
    table.sheet = sheet.name;
    table.hidden = sheet.hidden;
    return table;
}

}  // namespace dalil::io
