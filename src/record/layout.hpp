// Where a list stands in its sheet: header rows, records, and rows that are neither.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/table/table.hpp"

namespace dalil {

class RecordIssues;

struct SheetLayout {
    std::vector<std::uint32_t> header_rows;    ///< rows of the file; empty: no header
    std::vector<std::string> headers;          ///< one per stored column; two lines joined by " / "
    std::uint32_t last_row = 0;                ///< of the file; 0 when there is none
    std::vector<std::uint32_t> left_out_rows;  ///< rows of the file, ascending
};

/// Finds the layout from the content. Rows left out are reported into `log`.
SheetLayout find_layout(const Table& table, RecordIssues& log);
/// The same when a person has said which rows are the header.
SheetLayout find_layout(const Table& table, const std::vector<std::uint32_t>& header_rows,
                        RecordIssues& log);

}  // namespace dalil
