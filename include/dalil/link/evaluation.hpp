// link/evaluation.hpp: how far a partition is from a known truth. Definitions of every figure stand
// beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dalil {

struct PrecisionRecall {
    double precision = 1, recall = 1, f1 = 1;
};

struct Evaluation {
    std::uint64_t records = 0, entities = 0, clusters = 0;
    std::uint64_t true_pairs = 0, predicted_pairs = 0, correct_pairs = 0;
    PrecisionRecall pairwise;  ///< over pairs of records
    PrecisionRecall bcubed;  ///< per record: share of its cluster (entity) that is right, averaged
    PrecisionRecall exact_cluster;  ///< clusters that are an entity, whole and alone
    double clusters_over_entities = 0;
    std::uint32_t largest_cluster = 0, largest_entity = 0;
    /// Overlap table error: sum over capture patterns of |predicted - true| persons, over entities.
    double overlap_error = 0;
};

/// `entity[r]`, `cluster[r]`: any labels; `source[r]`: the list of the record (at most 12 lists for
/// the overlap).
Evaluation evaluate(const std::vector<std::uint32_t>& entity,
                    const std::vector<std::uint32_t>& cluster,
                    const std::vector<std::uint32_t>& source);

}  // namespace dalil
