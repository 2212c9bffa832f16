// reference/estimate/slow_existence.hpp: the existence question by enumeration.
//
// The estimate exists if cell means, all positive, can have the observed margins. The non-negative
// means with these margins form a polytope; a cell can be positive if it is in one of its vertices.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil::reference {

/// Code 0 to 3 as SparseMSE gives it: 1 no estimate, 2 not identified, 3 both. Effects with an
/// empty margin leave first, with the cells that contain them. Small tables only: tries every
/// basis.
int slow_existence(const CaptureTable& table, const std::vector<std::uint64_t>& terms);

}  // namespace dalil::reference
