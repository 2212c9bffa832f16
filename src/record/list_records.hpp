// The records of one table as its recipe cuts them out: which stored rows, and what stands in each
// cell after ditto marks and merged cells are filled from above.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/record/recipe.hpp"
#include "dalil/table/table.hpp"

namespace dalil {

class RecordIssues;

class ListRecords {
  public:
    /// Cuts the records out of `table`. With a log, fills and hidden rows are reported into it.
    ListRecords(const Table& table, const ListRecipe& recipe, RecordIssues* log);

    const Table& table() const { return *table_; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
    std::uint32_t width() const { return table_->width(); }
    /// Stored row of the table.
    std::uint32_t table_row(std::uint32_t record) const { return rows_[record]; }
    /// As people.csv counts: from 1 after the last header row.
    std::uint32_t row(std::uint32_t record) const {
        return table_->row_info[rows_[record]].number - last_header_row_;
    }
    /// Code of the cell's value in its column, filled.
    std::uint32_t code(std::uint32_t record, std::uint32_t column) const {
        return codes_[column][record];
    }
    const std::vector<std::uint32_t>& codes(std::uint32_t column) const { return codes_[column]; }
    const CellValue& value(std::uint32_t column, std::uint32_t code) const {
        return table_->columns[column].values[code];
    }
    CellAddress address(std::uint32_t record, std::uint32_t column) const {
        return table_->address(rows_[record], column);
    }

  private:
    void fill_dittos(std::uint32_t column, RecordIssues* log);
    void fill_merged(RecordIssues* log);
    void fill_range(const MergedRange& range, std::uint32_t column, RecordIssues* log);
    void report_hidden(RecordIssues& log) const;

    const Table* table_;
    std::uint32_t last_header_row_ = 0;
    std::vector<std::uint32_t> rows_;
    std::vector<std::vector<std::uint32_t>> codes_;  ///< per column, per record
};

}  // namespace dalil
