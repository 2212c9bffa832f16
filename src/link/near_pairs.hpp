// link/near_pairs.hpp: pairs of records that could be one person and were not joined beyond doubt:
// where links may be missing, and where new records can tip the balance.
#pragma once

#include <vector>

#include "link/fit.hpp"

namespace dalil::linking {

/// Edges of the fit between different atoms, as records of the RecordSet.
std::vector<NearPair> near_pairs(const Fit& fit, const Context& context);

}  // namespace dalil::linking
