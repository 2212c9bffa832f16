// estimate/refusal.hpp: when no number should be printed, and when one should be doubted.
//
// The thresholds and their reasons stand in docs/methods/estimation.md.
#pragma once

#include <vector>

#include "dalil/estimate/estimate.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

/// Fewer people on several lists than this carry no estimate (Robson and Regier 1964: the bias of
/// Chapman's estimator is negligible from seven recaptures on).
inline constexpr std::uint64_t kFewestOnSeveral = 7;

/// With more lists nearly every person has a pattern of their own.
inline constexpr std::size_t kMostLists = 40;

/// The data are too poor for any estimate.
std::vector<Reason> too_poor(const UsableTable& usable);

/// What the estimates themselves show: refuses, or adds warnings. `methods` are all that were
/// computed, shown or not, so that the verdict does not depend on what was asked for.
void judge(const UsableTable& usable, const std::vector<MethodResult>& methods,
           StratumEstimate& stratum);

}  // namespace dalil
