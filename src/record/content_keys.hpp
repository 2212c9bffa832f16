// A name for every record that survives any reordering of rows and files.
#pragma once

#include <cstdint>
#include <vector>

#include "record/list_records.hpp"

namespace dalil {

/// One key per record of the list, from the list's name, the record's cells and its occurrence
/// among records with equal cells.
std::vector<std::uint64_t> content_keys(const ListRecords& view);

}  // namespace dalil
