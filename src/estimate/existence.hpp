// estimate/existence.hpp: does the maximum-likelihood estimate of a log-linear model exist, and is
// the model identified by the cells that can be seen?
//
// Fienberg and Rinaldo (2012): the estimate exists if and only if the observed margins lie in the
// relative interior of the cone of the design. That depends only on which cells hold people, so it
// is decided exactly, in whole numbers: rank of the design, then a small linear program.
#pragma once

#include <cstdint>
#include <vector>

namespace dalil {

enum class Existence : std::uint8_t {
    Exists = 0,
    NoEstimate = 1,     ///< the maximum lies at infinity
    NotIdentified = 2,  ///< several parameter values fit equally well
    Neither = 3,
};

using DesignRow = std::vector<std::int8_t>;  ///< one entry per parameter, 0 or 1

/// Do the rows of the occupied cells alone identify every parameter? Then the estimate exists,
/// whatever the empty cells are.
bool full_rank(const std::vector<DesignRow>& occupied, std::size_t parameters);

/// `occupied`: rows of the cells that hold people; `empty`: rows of the possible cells that hold
/// none.
Existence check_existence(const std::vector<DesignRow>& occupied,
                          const std::vector<DesignRow>& empty, std::size_t parameters);

}  // namespace dalil
