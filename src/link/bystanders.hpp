// link/bystanders.hpp: a weighted sample of the pairs of records that were not kept, so that the
// classes of related people are learned from all pairs and not from those that look like matches.
//
// Candidate pairs are chosen because they agree on much: neighbours whose names differ are hardly
// among them, and how common neighbours are would be learned far too small, the more so the more
// records there are. Pairs are therefore drawn at random among those that share a surname, a place
// or an event; a pair drawn for one such field or several weighs the inverse of its chance to be
// drawn (Horvitz and Thompson 1952).
#pragma once

#include <vector>

#include "dalil/base/context.hpp"
#include "link/pairs.hpp"

namespace dalil::linking {

struct WeightedPair {
    ComparedPair pair;
    double weight = 0;  ///< number of pairs of records it stands for
};

/// Pairs that are not in `kept` (ascending by their first, smaller record).
std::vector<WeightedPair> sample_bystanders(const Canonical& canonical,
                                            const std::vector<Comparator>& comparators,
                                            const Model& model,
                                            const std::vector<ComparedPair>& kept,
                                            const Context& context);

}  // namespace dalil::linking
