#include "io/ods_reader.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "io/cell_text.hpp"
#include "io/issue_log.hpp"
#include "io/ods_value.hpp"
#include "io/table_limits.hpp"
#include "io/xml_stream.hpp"

namespace dalil::io {

namespace {

constexpr std::uint64_t kMaxRow = 1U
                                  << 30;  ///< sheets end at 1,048,576; repeats in a bad file do not
constexpr std::size_t kManifestBytes = 1 << 20;
constexpr std::uint32_t kMaxSpaces = 1000;

/// Text of a cell: paragraphs become lines; comments, drawings and readings above the text are left
/// out.
class OdsText {
  public:
    void begin() {
        text_.clear();
        paragraphs_ = depth_ = skipping_ = 0;
    }
    void start(std::string_view name, const XmlAttributes& attributes) {
        if (skipping_ > 0 || name == "annotation" || name == "frame" || name == "custom-shape" ||
            name == "ruby-text" || name == "table") {
            ++skipping_;
        } else if (name == "p") {
            if (paragraphs_++ > 0) text_ += '\n';
            ++depth_;
        } else if (name == "s") {
            text_.append(std::min(attributes.number("c", 1), kMaxSpaces), ' ');
        } else if (name == "tab") {
            text_ += '\t';
        } else if (name == "line-break") {
            text_ += '\n';
        }
    }
    void end(std::string_view name) {
        if (skipping_ > 0) {
            --skipping_;
        } else if (name == "p") {
            --depth_;
        }
    }
    void add(std::string_view piece) {
        if (skipping_ == 0 && depth_ > 0) text_ += piece;
    }
    bool skipping() const { return skipping_ > 0; }
    const std::string& text() const { return text_; }

  private:
    std::string text_;
    int paragraphs_ = 0, depth_ = 0, skipping_ = 0;
};

class OdsHandler : public XmlHandler {
  public:
    explicit OdsHandler(const Limits& limits) : limits_(limits) {}

    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override {
        if (in_cell_) text_.add(piece);
    }
    std::vector<Table> tables;

  private:
    struct PlacedCell {
        std::uint32_t column, repeated;
        CellValue value;
    };

    void start_style(std::string_view name, const XmlAttributes& attributes);
    void start_table(const XmlAttributes& attributes);
    void start_column(const XmlAttributes& attributes);
    void start_row(const XmlAttributes& attributes);
    void start_cell(const XmlAttributes& attributes);
    void end_cell();
    void end_row();
    void end_table();
    void add_row(std::uint32_t row);
    void note_merged(const XmlAttributes& attributes);

    const Limits& limits_;
    std::set<std::string, std::less<>> hidden_styles_;
    std::string style_;
    bool in_table_ = false, in_cell_ = false;
    std::uint32_t sheets_ = 0;

    std::string name_;
    bool hidden_ = false;
    std::unique_ptr<TableBuilder> builder_;
    IssueLog log_;
    std::vector<MergedRange> merged_;
    std::uint64_t next_column_definition_ = 1;
    std::uint64_t row_ = 1, row_repeated_ = 1, column_ = 1, cell_repeated_ = 1;
    std::vector<PlacedCell> cells_;
    OdsValue value_;
    OdsText text_;
};

void OdsHandler::start(std::string_view name, const XmlAttributes& attributes) {
    if (in_cell_) {
        text_.start(name, attributes);
    } else if (!in_table_) {
        if (name == "table") {
            start_table(attributes);
        } else {
            start_style(name, attributes);
        }
    } else if (name == "table-cell" || name == "covered-table-cell") {
        start_cell(attributes);
    } else if (name == "table-row") {
        start_row(attributes);
    } else if (name == "table-column") {
        start_column(attributes);
    }
}

void OdsHandler::end(std::string_view name) {
    if (in_cell_ && !text_.skipping() && (name == "table-cell" || name == "covered-table-cell")) {
        end_cell();
    } else if (in_cell_) {
        text_.end(name);
    } else if (in_table_ && name == "table-row") {
        end_row();
    } else if (in_table_ && name == "table") {
        end_table();
    }
}

/// A sheet is hidden by the style it uses.
void OdsHandler::start_style(std::string_view name, const XmlAttributes& attributes) {
    if (name == "style") style_ = attributes.get("style:name");
    if (name == "table-properties" && attributes.get("table:display") == "false")
        hidden_styles_.insert(style_);
}

void OdsHandler::start_table(const XmlAttributes& attributes) {
    if (++sheets_ > limits_.sheets) {
        failure = Error{Fault::Input,
                        "too-many-sheets",
                        fmt::format("the file has more than {} sheets", limits_.sheets),
                        "save the sheets that hold lists into a file of their own",
                        {}};
        return;
    }
    in_table_ = true;
    name_ = attributes.get("table:name");
    hidden_ = hidden_styles_.count(attributes.get("table:style-name")) > 0;
    builder_ = std::make_unique<TableBuilder>();
    log_ = IssueLog(name_);
    merged_.clear();
    row_ = next_column_definition_ = 1;
}

void OdsHandler::start_column(const XmlAttributes& attributes) {
    const std::uint64_t repeated =
        std::max(1U, attributes.number("table:number-columns-repeated", 1));
    const std::string_view visibility = attributes.get("table:visibility");
    if (visibility == "collapse" || visibility == "filter") {
        builder_->hide_columns(
            static_cast<std::uint32_t>(std::min(next_column_definition_, kMaxRow)),
            static_cast<std::uint32_t>(std::min(next_column_definition_ + repeated - 1, kMaxRow)));
    }
    next_column_definition_ = std::min(next_column_definition_ + repeated, kMaxRow);
}

void OdsHandler::start_row(const XmlAttributes& attributes) {
    row_repeated_ = std::max(1U, attributes.number("table:number-rows-repeated", 1));
    column_ = 1;
    cells_.clear();
    const std::string_view visibility = attributes.get("table:visibility");
    if (visibility == "collapse" || visibility == "filter") {
        builder_->hide_rows(
            static_cast<std::uint32_t>(std::min(row_, kMaxRow)),
            static_cast<std::uint32_t>(std::min(row_ + row_repeated_ - 1, kMaxRow)));
    }
}

void OdsHandler::start_cell(const XmlAttributes& attributes) {
    in_cell_ = true;
    cell_repeated_ = std::max(1U, attributes.number("table:number-columns-repeated", 1));
    value_ = OdsValue::of(attributes);
    text_.begin();
    note_merged(attributes);
}

void OdsHandler::end_cell() {
    in_cell_ = false;
    CellValue cell = value_.cell(text_.text());
    const std::uint64_t first = column_;
    column_ = std::min(column_ + cell_repeated_, kMaxRow);
    if (is_blank(cell.text)) {
        if (value_.formula && value_.type.empty()) {
            log_.add("formula-without-value", Severity::Warning, static_cast<std::uint32_t>(row_),
                     static_cast<std::uint32_t>(first),
                     "the cell holds a formula whose result the file does not store; open and save "
                     "it in a "
                     "spreadsheet program");
        }
        return;
    }
    if (first + cell_repeated_ - 1 > limits_.columns) {
        log_.add("too-many-columns", Severity::Error, static_cast<std::uint32_t>(row_),
                 static_cast<std::uint32_t>(first),
                 fmt::format("cells lie beyond column {}; they are left out", limits_.columns));
        if (first > limits_.columns) return;
    }
    if (cell.text.size() > limits_.cell_bytes) {
        log_.add("cell-too-long", Severity::Error, static_cast<std::uint32_t>(row_),
                 static_cast<std::uint32_t>(first), cut_message(cell.text.size(), limits_));
        cell.text = cut_utf8(cell.text, limits_.cell_bytes);
        cell.raw.clear();
    }
    if (cell.type == CellType::Error) {
        log_.add("cell-error", Severity::Warning, static_cast<std::uint32_t>(row_),
                 static_cast<std::uint32_t>(first),
                 "the cell holds an error of the spreadsheet, such as #N/A or #REF!");
    }
    const std::uint64_t last = std::min<std::uint64_t>(first + cell_repeated_ - 1, limits_.columns);
    cells_.push_back({static_cast<std::uint32_t>(first),
                      static_cast<std::uint32_t>(last - first + 1), std::move(cell)});
}

/// A row that holds something may stand for many; the limits are checked before they are written
/// out.
void OdsHandler::end_row() {
    std::uint64_t filled = 0;
    for (const PlacedCell& cell : cells_) filled += cell.repeated;
    if (filled > 0) {
        const bool fits = row_ + row_repeated_ <= kMaxRow && row_repeated_ <= limits_.cells &&
                          builder_->cells() + filled * row_repeated_ <= limits_.cells;
        if (!fits) {
            failure = Error{Fault::Input,
                            "too-many-cells",
                            fmt::format("a sheet has more than {} cells", limits_.cells),
                            "delete the rows below the list, which repeat one cell, and save again",
                            {}};
            return;
        }
        for (std::uint64_t i = 0; i < row_repeated_; ++i)
            add_row(static_cast<std::uint32_t>(row_ + i));
        if (auto size = check_size(*builder_, limits_); !size) failure = std::move(size.error());
    }
    row_ = std::min(row_ + row_repeated_, kMaxRow);
}

void OdsHandler::add_row(std::uint32_t row) {
    for (const PlacedCell& cell : cells_) {
        for (std::uint32_t i = 0; i < cell.repeated; ++i)
            builder_->add(row, cell.column + i, cell.value);
    }
}

void OdsHandler::end_table() {
    in_table_ = false;
    Table table = builder_->finish();
    table.sheet = name_;
    table.hidden = hidden_;
    table.merged = std::move(merged_);
    log_.move_into(table);
    if (table.rows() > 0) tables.push_back(std::move(table));
}

void OdsHandler::note_merged(const XmlAttributes& attributes) {
    const std::uint32_t columns = attributes.number("table:number-columns-spanned", 1);
    const std::uint32_t rows = attributes.number("table:number-rows-spanned", 1);
    if ((columns <= 1 && rows <= 1) || columns == 0 || rows == 0) return;
    const auto row = static_cast<std::uint32_t>(row_), column = static_cast<std::uint32_t>(column_);
    if (columns > kMaxRow || rows > kMaxRow) return;
    merged_.push_back({row, row + rows - 1, column, column + columns - 1});
}

}  // namespace

Result<std::vector<Table>> read_ods(Archive& archive, const Limits& limits,
                                    const Context& context) {
    if (archive.has("META-INF/manifest.xml")) {
        auto manifest = archive.read("META-INF/manifest.xml", context, kManifestBytes);
        if (manifest && manifest->find("encryption-data") != std::string::npos) {
            return fail(Fault::Input, "password-protected", "the file is protected by a password",
                        "open it with its password, save it without one, and give that file");
        }
    }
    OdsHandler handler(limits);
    if (auto read = parse_part(archive, "content.xml", context, handler); !read)
        return fail(std::move(read.error()));
    return std::move(handler.tables);
}

Result<std::vector<Table>> read_flat_ods(std::string_view document, const Limits& limits,
                                         const Context& context) {
    OdsHandler handler(limits);
    if (auto read = parse_xml(document, context, handler); !read)
        return fail(std::move(read.error()));
    return std::move(handler.tables);
}

}  // namespace dalil::io
