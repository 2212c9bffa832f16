// What the columns of a list mean when its header does not say it ("c1", "c2"): from what their
// values look like, from frequent names, and from their neighbours.
#pragma once

#include <vector>

#include "record/column_meaning.hpp"
#include "record/list_records.hpp"

namespace dalil {

/// Settles the meaning of every column whose header is no known word. Nothing that it says is
/// certain.
void read_by_content(const ListRecords& view, std::vector<ColumnGuess>& columns);

}  // namespace dalil
