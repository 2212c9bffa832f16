// Columns that repeat what others of the same list say must not count as evidence twice.
#pragma once

#include <vector>

#include "record/column_meaning.hpp"
#include "record/list_records.hpp"

namespace dalil {

/// Sets aside (Ignore) full names whose words stand in the given and family name beside them, and
/// columns that equal another of the same kind nearly everywhere. A full name that says more stays.
void set_redundant_aside(const ListRecords& view, std::vector<ColumnGuess>& columns);

/// The share of records whose cell in `full` holds all words of the cell in `part`.
double share_held(const ListRecords& view, std::uint32_t full, std::uint32_t part);

}  // namespace dalil
