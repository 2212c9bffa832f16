// link/weak_joins.hpp: atoms that are very likely two people, but not surely.
//
// Edges of low odds are many: sampled like the others they would tie all atoms into one component
// that is visited a hundred times to see a handful of joins. Each is joined with its probability
// once per draw instead, on top of what the sampler drew from the stronger edges.
#pragma once

#include <cstdint>
#include <vector>

#include "link/draws.hpp"
#include "link/gibbs.hpp"
#include "link/groups.hpp"

namespace dalil::linking {

struct WeakEdge {
    std::uint32_t a = 0, b = 0;  ///< records
    AtomGain gain;               ///< of joining their atoms alone; at most `kSampledAbove`
    std::uint32_t size_a = 0, size_b = 0;  ///< records of the two atoms
};

/// Nats; edges above are sampled. Half a nat above it the odds are still small.
inline constexpr double kSampledAbove = -3;

/// Joins drawn people along `edges` and brings the changes and the numbers of people up to date.
void join_weakly(const MergeRule& rule, const Partition& best, const Groups& people,
                 const std::vector<WeakEdge>& edges, const std::vector<Perturbation>& draws,
                 PartitionSample& sample, const Context& context);

}  // namespace dalil::linking
