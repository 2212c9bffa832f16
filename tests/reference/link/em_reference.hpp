// tests/reference/link/em_reference.hpp: EM of two classes over every pair of records, one by one,
// no patterns.
#pragma once

#include <vector>

#include "link/pairs.hpp"

namespace dalil::reference {

struct PairwiseEm {
    double match_share = 0;
    std::vector<linking::LevelTable> m;
};

/// `rounds` of EM for one list, without prior, cap, related classes or term frequency: u stays at
/// `chance`.
PairwiseEm em(const linking::Model& start, const std::vector<linking::ComparedPair>& pairs,
              double all_pairs, int rounds);

}  // namespace dalil::reference
