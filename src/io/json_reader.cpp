#include "io/json_reader.hpp"

#include <tsl/robin_map.h>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "io/cell_text.hpp"
#include "io/issue_log.hpp"
#include "io/number_text.hpp"
#include "io/table_limits.hpp"

namespace dalil::io {

namespace {

constexpr std::size_t kMaxDepth = 64;

/// Receives the events of nlohmann's parser and puts each record into a row.
class RecordSink : public nlohmann::json_sax<nlohmann::json> {
  public:
    /// `top_depth`: how many brackets stand around the records.
    RecordSink(std::size_t top_depth, const Limits& limits, const Context& context)
        : top_depth_(top_depth), limits_(limits), context_(context) {}

    bool null() override { return true; }
    bool boolean(bool value) override {
        return add(value ? "TRUE" : "FALSE", value ? "true" : "false", CellType::Boolean);
    }
    bool number_integer(number_integer_t value) override {
        return add(std::to_string(value), {}, CellType::Number);
    }
    bool number_unsigned(number_unsigned_t value) override {
        return add(std::to_string(value), {}, CellType::Number);
    }
    bool number_float(number_float_t, const string_t& stored) override {
        return add(number_text(stored), stored, CellType::Number);
    }
    bool string(string_t& value) override { return add(value, {}, CellType::Text); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override;
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

    void begin_record() {
        names_.clear();
        clear_record();
    }
    /// Writes the record into its row.
    void end_record(std::uint32_t row);
    Table finish();
    std::optional<Error> failure;
    IssueLog log;

  private:
    struct Field {
        std::uint32_t column;
        CellValue value;
    };
    bool open();
    bool close();
    void clear_record() {
        for (const Field& field : record_) place_[field.column] = 0;
        record_.clear();
    }
    bool add(std::string text, std::string raw, CellType type);
    std::uint32_t column_of(const std::string& name);
    void join(CellValue& value, const std::string& more);

    std::size_t top_depth_;
    const Limits& limits_;
    const Context& context_;
    TableBuilder builder_;
    tsl::robin_map<std::string, std::uint32_t> columns_;
    std::vector<std::string> column_names_;
    bool columns_full_ = false;
    std::vector<std::string>
        names_;  ///< names of the objects around the next value, innermost last
    std::vector<Field> record_;
    std::vector<std::uint32_t>
        place_;  ///< by column: 1 + index in record_, 0 if it is not there yet
    std::uint32_t list_row_ = 2;
};

bool RecordSink::open() {
    names_.emplace_back();
    return names_.size() <= kMaxDepth;
}

bool RecordSink::close() {
    names_.pop_back();
    if (top_depth_ == 0 || names_.size() != top_depth_) return true;
    end_record(list_row_++);
    return !failure;
}

bool RecordSink::key(string_t& name) {
    names_.back() = name;
    return true;
}

bool RecordSink::add(std::string text, std::string raw, CellType type) {
    std::string name;
    for (std::size_t i = top_depth_; i < names_.size(); ++i) {
        if (names_[i].empty()) continue;  // a list inside the record
        if (!name.empty()) name += '.';
        name += names_[i];
    }
    if (name.empty()) name = "value";
    const std::uint32_t column = column_of(name);
    if (column > limits_.columns) return true;
    std::erase(text, '\0');
    CellValue value{std::move(text), {}, type, false};
    if (raw != value.text) value.raw = std::move(raw);
    if (place_.size() <= column) place_.resize(column + 1, 0);
    if (place_[column] != 0) {
        join(record_[place_[column] - 1].value, value.text);
        return true;
    }
    record_.push_back({column, std::move(value)});
    place_[column] = static_cast<std::uint32_t>(record_.size());
    return true;
}

void RecordSink::join(CellValue& value, const std::string& more) {
    if (more.empty() || value.text.size() > limits_.cell_bytes) return;
    if (!value.text.empty()) value.text += "; ";
    value.text += more;
    value.raw.clear();
    value.type = CellType::Text;
}

/// The column of a field; one beyond the limit for fields that are left out.
std::uint32_t RecordSink::column_of(const std::string& name) {
    if (const auto known = columns_.find(name); known != columns_.end()) return known->second;
    const auto column = static_cast<std::uint32_t>(column_names_.size() + 1);
    if (column > limits_.columns) {
        if (!columns_full_) {
            log.add(
                "too-many-columns", Severity::Error, 1, 0,
                fmt::format("the records have more than {} different fields; the rest is left out",
                            limits_.columns));
        }
        columns_full_ = true;
        return column;
    }
    columns_[name] = column;
    column_names_.push_back(name);
    return column;
}

void RecordSink::end_record(std::uint32_t row) {
    if (row % 256 == 0) context_.check_stop();
    for (Field& field : record_) {
        if (field.value.text.size() > limits_.cell_bytes) {
            log.add("cell-too-long", Severity::Error, row, field.column,
                    cut_message(field.value.text.size(), limits_));
            field.value.text = cut_utf8(field.value.text, limits_.cell_bytes);
            field.value.raw.clear();
        }
        builder_.add(row, field.column, field.value);
    }
    clear_record();
    if (auto fits = check_size(builder_, limits_); !fits) failure = std::move(fits.error());
}

Table RecordSink::finish() {
    for (std::size_t i = 0; i < column_names_.size(); ++i) {
        builder_.add_text(1, static_cast<std::uint32_t>(i + 1),
                          cut_utf8(column_names_[i], limits_.cell_bytes));
    }
    Table table = builder_.finish();
    table.encoding = "UTF-8";
    log.move_into(table);
    return table;
}

tl::unexpected<Error> json_damaged() {
    return fail(Fault::Input, "json-damaged",
                "the file starts like JSON but is not valid to its end",
                "copy or export it again; lists are read as one object per line, or as one list of "
                "objects");
}

}  // namespace

Result<Table> read_json_lines(std::string_view text, const Limits& limits, const Context& context) {
    RecordSink sink(0, limits, context);
    std::uint32_t row = 1;
    std::size_t good = 0, bad = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        ++row;
        if (is_blank(line)) continue;
        sink.begin_record();
        if (nlohmann::json::sax_parse(line.begin(), line.end(), &sink)) {
            sink.end_record(row);
            ++good;
        } else {
            sink.log.add("json-line-damaged", Severity::Error, row, 0,
                         "the line is not valid JSON; it is left out");
            ++bad;
        }
        if (sink.failure) return fail(std::move(*sink.failure));
    }
    if (good == 0 || bad > good) return json_damaged();
    return sink.finish();
}

Result<Table> read_json_list(std::string_view text, const Limits& limits, const Context& context) {
    RecordSink sink(1, limits, context);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &sink)) {
        if (sink.failure) return fail(std::move(*sink.failure));
        return json_damaged();
    }
    return sink.finish();
}

}  // namespace dalil::io
