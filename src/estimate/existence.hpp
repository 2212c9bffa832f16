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

using DesignRow =
    std::vector<std::int8_t>;  ///< one entry per parameter, 0 or 1; the intercept first

struct Support {
    Existence code = Existence::Exists;
    /// One per empty row: may the cell have a positive mean while the margins stay as observed? The
    /// others have mean zero at the maximum (the extended maximum-likelihood estimate).
    std::vector<std::uint8_t> reachable;
    /// Even if some effects are infinite or not identified: is the intercept, and so the number of
    /// the unlisted, finite and determined?
    bool intercept_determined = true;
};

/// Do the rows of the occupied cells alone identify every parameter? Then the estimate exists,
/// whatever the empty cells are.
bool full_rank(const std::vector<DesignRow>& occupied, std::size_t parameters);

/// `occupied`: rows of the cells that hold people; `empty`: rows of the possible cells that hold
/// none.
Support find_support(const std::vector<DesignRow>& occupied, const std::vector<DesignRow>& empty,
                     std::size_t parameters);

/// Positions of a largest independent set of columns, the first ones preferred.
std::vector<std::size_t> independent_columns(const std::vector<DesignRow>& rows,
                                             std::size_t parameters);

}  // namespace dalil
