// workflow/pooled.hpp: the sum over strata beside one fit of everybody.
//
// If strata differ in how their people are listed, one fit of all is biased; if they
// do not, the sum is only less precise. Where the two disagree, the difference is worth a look.
//
//     estimates.pooled = compare_with_pooled(estimates.strata, tables, options, context);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/estimate.hpp"

namespace dalil {

/// One method, both ways.
struct PooledFit {
    std::string method;
    std::size_t strata = 0;             ///< with an estimate by this method
    std::size_t without = 0;            ///< without one: only their listed people are in the sum
    double sum = 0, low = 0, high = 0;  ///< strata taken as independent
    std::optional<double> pooled, pooled_low, pooled_high;
};

/// `tables`: of the best partition, one per estimate. Nothing for fewer than two strata, or if
/// these do not have the same lists. Methods: the headline's, log-linear models and decomposable
/// graphs, of those that were asked for.
std::vector<PooledFit> compare_with_pooled(const std::vector<const StratumEstimate*>& strata,
                                           const std::vector<const CaptureTable*>& tables,
                                           const EstimateOptions& options, const Context& context);

}  // namespace dalil
