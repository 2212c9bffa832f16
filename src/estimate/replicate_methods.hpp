// estimate/replicate_methods.hpp: one method on many replicates, combined by Rubin's rule.
#pragma once

#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/replicates.hpp"
#include "estimate/methods.hpp"

namespace dalil {

/// In place of the figures of `best`, which is the run on the mean table. Where fewer than two
/// replicates have an estimate there is none.
void combine_over_replicates(MethodRun& best, const UsableTable& mean,
                             const std::vector<WeightedTable>& replicates, const MethodPlan& plan,
                             ReplicateRule rule, const Context& context);

}  // namespace dalil
