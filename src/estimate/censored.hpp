// estimate/censored.hpp: cells known only as an upper bound ("<=k").
//
// Each value the cell may have gives a table; the tables are weighed by how well the model explains
// them, and mixed. A cell with a wide range is looked at on a grid.
#pragma once

#include <optional>
#include <vector>

#include "estimate/methods.hpp"

namespace dalil {

/// The tables that `usable` may stand for; nothing if they are too many.
std::optional<std::vector<WeightedTable>> possible_tables(const UsableTable& usable);

}  // namespace dalil
