// estimate/refits.hpp: the cheap methods on tables that were changed a little: what a figure rests
// on.
//
// Each list left out; the two lists that share most beyond chance taken as one; each pattern of one
// to three people left out. Log-linear models and decomposable graphs, which take milliseconds; a
// sampler without each list: LatentOptions::sensitivity.
#pragma once

#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/estimate.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

/// `methods`: results on the whole table; only those that have an estimate are refitted. Nothing
/// for bounded cells, fewer than three lists or more than kMostRefitted.
std::vector<Refit> refit_without(const UsableTable& usable,
                                 const std::vector<MethodResult>& methods, double level,
                                 const Context& context);

inline constexpr std::size_t kMostRefitted = 8;

/// Without a list: people who were on no other leave.
CaptureTable without_list(const CaptureTable& table, std::size_t list);
/// Two lists as one, in the place of `first`.
CaptureTable with_merged_lists(const CaptureTable& table, std::size_t first, std::size_t second);

}  // namespace dalil
