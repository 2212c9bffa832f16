#include "record/layout.hpp"

#include <algorithm>
#include <map>

#include "dalil/text/unicode.hpp"
#include "record/header.hpp"
#include "record/header_rows.hpp"
#include "record/missing.hpp"
#include "record/record_issues.hpp"

namespace dalil {
namespace {

constexpr std::size_t kLongestNameInWords = 7;
constexpr std::uint32_t kRowsOfAUsualValue = 3;

class RowSorter {
  public:
    RowSorter(const Table& table, const std::vector<std::uint32_t>& header, SheetLayout& layout,
              RecordIssues& log)
        : table_(table), header_(header), layout_(layout), log_(log), merged_(table.merged) {
        first_ = header.empty() ? 0 : header.back() + 1;
        std::sort(merged_.begin(), merged_.end(), [](const MergedRange& a, const MergedRange& b) {
            return a.first_row < b.first_row;
        });
        count_filled();
        find_special_columns();
    }

    void run() {
        std::uint32_t last = table_.rows();
        for (std::uint32_t r = first_; r < table_.rows(); ++r) {
            if (begins_second_list(r)) {
                leave_rest(r);
                break;
            }
            if (is_record(r)) last = r;
        }
        layout_.last_row = last == table_.rows() ? 0 : table_.row_info[last].number;
        if (layout_.last_row == 0 && first_ < table_.rows())
            layout_.last_row = table_.row_info.back().number;
    }

  private:
    void count_filled() {
        filled_.assign(table_.rows(), 0);
        for (const Column& column : table_.columns)
            for (std::uint32_t r = first_; r < table_.rows() && r < column.codes.size(); ++r)
                filled_[r] += column.codes[r] != 0 ? 1 : 0;
        std::vector<std::uint32_t> sorted(filled_.begin() + first_, filled_.end());
        if (sorted.empty()) return;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        typical_ = *middle;
    }

    void find_special_columns() {
        name_.assign(table_.width(), false);
        number_.assign(table_.width(), false);
        for (std::uint32_t c = 0; c < table_.width(); ++c) {
            const HeaderReading reading = read_header(layout_.headers[c]);
            number_[c] = reading.generic_id;
            name_[c] = reading.meaning == Meaning::FullName ||
                       reading.meaning == Meaning::GivenName ||
                       reading.meaning == Meaning::FamilyName;
        }
    }

    std::uint32_t first_filled(std::uint32_t row) const {
        for (std::uint32_t c = 0; c < table_.width(); ++c)
            if (table_.columns[c].code(row) != 0) return c;
        return table_.width();
    }

    void leave_out(std::uint32_t row, const char* code, Severity severity, const char* text) {
        CellAddress where = table_.address(row, 0);
        where.column = 0;
        layout_.left_out_rows.push_back(where.row);
        log_.add(code, severity, where, text);
    }

    bool is_record(std::uint32_t row) {
        if (repeats_header(row)) {
            leave_out(row, "header-repeated", Severity::Note,
                      "the header stands here again; the row is not a record");
            return false;
        }
        if (is_total(row)) {
            leave_out(row, "totals-row", Severity::Note, "a row of totals; it is not a record");
            return false;
        }
        if (is_bare_number(row)) {
            leave_out(row, "numbered-row-empty", Severity::Note,
                      "only the row's number is filled; it is not a record");
            return false;
        }
        if (is_note(row) || is_heading_above_header(row)) {
            leave_out(row, "note-row", Severity::Note,
                      "a note, heading or source line; it is not a record");
            return false;
        }
        return true;
    }

    /// Equal text has an equal code, so the header's codes tell.
    bool repeats_header(std::uint32_t row) const {
        for (const std::uint32_t line : header_) {
            std::uint32_t same = 0;
            for (const Column& column : table_.columns)
                if (column.code(row) != 0 && column.code(row) == column.code(line)) ++same;
            if (same >= 2 && same * 5 >= filled_[row] * 4) return true;
            if (same == 1 && filled_[row] == 1 && table_.width() == 1) return true;
        }
        return false;
    }

    bool is_total(std::uint32_t row) const {
        if (filled_[row] >= std::max<std::uint32_t>(typical_, 3) && typical_ > 2) {
            // A full row of sums: every other cell is a number.
            const std::uint32_t c = first_filled(row);
            return is_total_word(table_.cell(row, c).text) && others_are_numbers(row, c);
        }
        std::uint32_t seen = 0;
        for (std::uint32_t c = 0; c < table_.width() && seen < 3; ++c) {
            if (table_.columns[c].code(row) == 0) continue;
            ++seen;
            if (is_total_word(table_.cell(row, c).text))
                return filled_[row] * 2 <= typical_ + 1 || others_are_numbers(row, c);
        }
        return false;
    }

    bool others_are_numbers(std::uint32_t row, std::uint32_t except) const {
        std::uint32_t numbers = 0;
        for (std::uint32_t c = 0; c < table_.width(); ++c) {
            if (c == except || table_.columns[c].code(row) == 0) continue;
            if (!looks_like_data(table_.cell(row, c))) return false;
            ++numbers;
        }
        return numbers > 0 || filled_[row] == 1;
    }

    bool is_bare_number(std::uint32_t row) const {
        if (filled_[row] != 1 || table_.width() < 2) return false;
        return number_[first_filled(row)] && looks_like_data(table_.cell(row, first_filled(row)));
    }

    bool spans_many_columns(std::uint32_t row, std::uint32_t column) const {
        const std::uint32_t number = table_.row_info[row].number;
        const auto by_row = [](const MergedRange& range, std::uint32_t row_number) {
            return range.first_row < row_number;
        };
        auto range = std::lower_bound(merged_.begin(), merged_.end(), number, by_row);
        for (; range != merged_.end() && range->first_row == number; ++range)
            if (range->first_column == table_.columns[column].number)
                return (range->last_column - range->first_column + 1) * 2 >= table_.width();
        return false;
    }

    bool is_note(std::uint32_t row) {
        if (filled_[row] > 2 || typical_ < 3) return filled_[row] == 1 && is_marked_note(row);
        const std::uint32_t c = first_filled(row);
        const std::string& text = table_.cell(row, c).text;
        if (filled_[row] == 2) return starts_like_a_note(text) && c <= 1;
        if (spans_many_columns(row, c) || starts_like_a_note(text)) return true;
        const bool name = name_[c] || header_.empty();
        if (!name) return !looks_like_data(table_.cell(row, c)) && !is_usual_value(row, c);
        return words(text).size() > kLongestNameInWords;
    }

    /// A heading or note stands once; what other rows have in this column, too, is a value.
    bool is_usual_value(std::uint32_t row, std::uint32_t column) {
        std::vector<std::uint32_t>& counts = counts_[column];
        if (counts.empty()) {
            counts.assign(table_.columns[column].values.size(), 0);
            for (const std::uint32_t code : table_.columns[column].codes) ++counts[code];
        }
        return counts[table_.columns[column].code(row)] >= kRowsOfAUsualValue;
    }

    /// A lone cell right above a repeated header is the title of the next part.
    bool is_heading_above_header(std::uint32_t row) const {
        return filled_[row] == 1 && row + 1 < table_.rows() && repeats_header(row + 1);
    }

    bool is_marked_note(std::uint32_t row) const {
        const std::string& text = table_.cell(row, first_filled(row)).text;
        return table_.width() > 1 && text.size() > 8 && starts_like_a_note(text);
    }

    /// After a gap, a row of header words that is not this list's header.
    bool begins_second_list(std::uint32_t row) const {
        if (row <= first_ || filled_[row] < 2 || header_.empty()) return false;
        if (table_.row_info[row].number <= table_.row_info[row - 1].number + 1) return false;
        const HeaderScore score = score_header_row(table_, row);
        return score.data == 0 && score.words >= 2 && score.share() >= 0.6 && !repeats_header(row);
    }

    void leave_rest(std::uint32_t row) {
        CellAddress where = table_.address(row, 0);
        where.column = 0;
        log_.add("second-list", Severity::Warning, where,
                 "a second list begins here; put it on a sheet of its own to have it read");
        for (; row < table_.rows(); ++row)
            layout_.left_out_rows.push_back(table_.row_info[row].number);
    }

    const Table& table_;
    const std::vector<std::uint32_t>& header_;
    SheetLayout& layout_;
    RecordIssues& log_;
    std::vector<MergedRange> merged_;  ///< by first row
    std::uint32_t first_ = 0;
    std::uint32_t typical_ = 0;
    std::vector<std::uint32_t> filled_;
    std::vector<bool> name_, number_;
    std::map<std::uint32_t, std::vector<std::uint32_t>> counts_;  ///< per column, of its values
};

SheetLayout layout_below(const Table& table, const std::vector<std::uint32_t>& header,
                         RecordIssues& log) {
    SheetLayout layout;
    for (const std::uint32_t row : header) layout.header_rows.push_back(table.row_info[row].number);
    layout.headers = read_headers(table, header);
    if (table.rows() > 0) RowSorter(table, header, layout, log).run();
    return layout;
}

}  // namespace

SheetLayout find_layout(const Table& table, RecordIssues& log) {
    const std::vector<std::uint32_t> header = find_header_rows(table);
    if (header.empty() && table.rows() > 0)
        log.add("header-missing", Severity::Warning, {table.source, table.sheet, 0, 0},
                "no header row was found; columns are understood from their content alone");
    return layout_below(table, header, log);
}

SheetLayout find_layout(const Table& table, const std::vector<std::uint32_t>& header_rows,
                        RecordIssues& log) {
    std::vector<std::uint32_t> header;
    for (std::uint32_t r = 0; r < table.rows(); ++r)
        if (std::find(header_rows.begin(), header_rows.end(), table.row_info[r].number) !=
            header_rows.end())
            header.push_back(r);
    return layout_below(table, header, log);
}

}  // namespace dalil
