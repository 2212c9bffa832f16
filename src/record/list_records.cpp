#include "record/list_records.hpp"

#include <algorithm>

#include "record/missing.hpp"
#include "record/record_issues.hpp"

namespace dalil {

ListRecords::ListRecords(const Table& table, const ListRecipe& recipe, RecordIssues* log)
    : table_(&table) {
    for (const std::uint32_t row : recipe.header_rows)
        last_header_row_ = std::max(last_header_row_, row);
    std::vector<std::uint32_t> left_out = recipe.left_out_rows;
    std::sort(left_out.begin(), left_out.end());
    for (std::uint32_t r = 0; r < table.rows(); ++r) {
        const std::uint32_t number = table.row_info[r].number;
        if (number <= last_header_row_ || (recipe.last_row != 0 && number > recipe.last_row))
            continue;
        if (!std::binary_search(left_out.begin(), left_out.end(), number)) rows_.push_back(r);
    }
    codes_.resize(table.width());
    for (std::uint32_t c = 0; c < table.width(); ++c) {
        codes_[c].resize(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i)
            codes_[c][i] = table.columns[c].code(rows_[i]);
    }
    fill_merged(log);
    for (std::uint32_t c = 0; c < table.width(); ++c) fill_dittos(c, log);
    if (log) report_hidden(*log);
}

void ListRecords::fill_dittos(std::uint32_t column, RecordIssues* log) {
    const std::vector<CellValue>& values = table_->columns[column].values;
    std::vector<bool> ditto(values.size(), false);
    bool any = false;
    for (std::size_t v = 1; v < values.size(); ++v) {
        ditto[v] = is_ditto_mark(values[v].text);
        any = any || ditto[v];
    }
    if (!any) return;
    std::uint32_t above = 0;
    for (std::uint32_t i = 0; i < size(); ++i) {
        std::uint32_t& code = codes_[column][i];
        if (!ditto[code]) {
            above = code;
            continue;
        }
        code = above;
        if (log)
            log->add("ditto-filled", Severity::Note, address(i, column),
                     "a ditto mark was read as the value of the row above");
    }
}

void ListRecords::fill_merged(RecordIssues* log) {
    std::vector<MergedRange> ranges = table_->merged;
    std::sort(ranges.begin(), ranges.end(),
              [](const MergedRange& x, const MergedRange& y) { return x.first_row < y.first_row; });
    std::vector<std::uint32_t> filled_until(width(), last_header_row_);
    for (const MergedRange& range : ranges) {
        const auto column = std::lower_bound(
            table_->columns.begin(), table_->columns.end(), range.first_column,
            [](const Column& stored, std::uint32_t number) { return stored.number < number; });
        if (column == table_->columns.end() || column->number != range.first_column) continue;
        const auto c = static_cast<std::uint32_t>(column - table_->columns.begin());
        // Ranges of a sound sheet do not overlap; those of a broken one must not cost more for it.
        if (range.last_row <= range.first_row || range.first_row <= filled_until[c]) continue;
        filled_until[c] = range.last_row;
        fill_range(range, c, log);
    }
}

void ListRecords::fill_range(const MergedRange& range, std::uint32_t column, RecordIssues* log) {
    const auto& info = table_->row_info;
    const auto first =
        std::lower_bound(info.begin(), info.end(), range.first_row,
                         [](const Row& row, std::uint32_t number) { return row.number < number; });
    if (first == info.end() || first->number != range.first_row) return;
    const auto top = table_->columns[column].code(static_cast<std::uint32_t>(first - info.begin()));
    if (top == 0) return;
    const auto below = std::upper_bound(
        rows_.begin(), rows_.end(), range.first_row,
        [&info](std::uint32_t number, auto row) { return number < info[row].number; });
    for (auto i = static_cast<std::uint32_t>(below - rows_.begin()); i < size(); ++i) {
        if (info[rows_[i]].number > range.last_row) break;
        if (codes_[column][i] != 0) continue;
        codes_[column][i] = top;
        if (log)
            log->add("merged-filled", Severity::Note, address(i, column),
                     "a merged cell was read as the value of every row it covers");
    }
}

void ListRecords::report_hidden(RecordIssues& log) const {
    for (std::uint32_t i = 0; i < size(); ++i) {
        if (!table_->row_info[rows_[i]].hidden) continue;
        CellAddress where = address(i, 0);
        where.column = 0;
        log.add("hidden-row", Severity::Warning, where, "a hidden row was imported as a record");
    }
    for (const Column& column : table_->columns) {
        if (!column.hidden) continue;
        log.add("hidden-column", Severity::Note, {table_->source, table_->sheet, 0, column.number},
                "a hidden column was imported");
    }
}

}  // namespace dalil
