// Which rows of a sheet are its header: the rows whose cells are words that headers use, unlike the
// rows below them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/table/table.hpp"

namespace dalil {

/// Stored rows (indices, ascending and adjacent) of the header; empty if the sheet has none.
std::vector<std::uint32_t> find_header_rows(const Table& table);

/// Headers of all stored columns from these stored rows; cells merged over several columns are
/// spread.
std::vector<std::string> read_headers(const Table& table, const std::vector<std::uint32_t>& rows);

/// How much the row's cells look like headers: strong words count 1, weak ones 0.5, data -1.
struct HeaderScore {
    double words = 0;
    std::uint32_t filled = 0, data = 0, columns = 0;
    double share() const { return filled == 0 ? 0 : words / filled; }
};
HeaderScore score_header_row(const Table& table, std::uint32_t row);

/// Numbers, dates, addresses of mail: what a header is not.
bool looks_like_data(const CellValue& cell);

}  // namespace dalil
