// link/learn.hpp: what people found so far say about how a person's records vary and how many there
// are.
#pragma once

#include "link/learning_sample.hpp"

namespace dalil::linking {

/// Learns alpha and theta of every field from the people found, and sets m to what they imply for a
/// pair.
void learn_variation(Model& model, const EntityModel& entity, const std::vector<Cluster>& people,
                     const Context& context);

/// alpha and theta that agree with m, before any people are known.
void variation_from_pairs(Model& model);

/// Values that stand for each other in several of `people`.
void learn_aliases(Model& model, const EntityModel& entity, const std::vector<Cluster>& people,
                   const Context& context);

/// Learns the prior of sizes from all records, or those drawn.
SizePrior learn_sizes(const Canonical& canonical, const LearningSample& sample,
                      const std::vector<Cluster>& people);

}  // namespace dalil::linking
