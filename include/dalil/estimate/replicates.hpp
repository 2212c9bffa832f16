// estimate/replicates.hpp: one estimate from replicates, tables of one stratum in which fields that
// were missing have been filled in anew each time (multiple imputation).
//
//     StratumEstimate e = estimate_replicates(tables, ReplicateRule::Rubin, {}, context);
//     e.methods[0].between_share;       // share of the variance that the filling-in brings
//
// or from posteriors that somebody else has sampled:
//
//     std::vector<ReplicatePosterior> parts;
//     for (...) parts.push_back(summarize_replicate(listed, draws_of_total));
//     CombinedReplicates c = combine_replicates(parts, 0.95, ReplicateRule::Rubin);
//
// The rule works on log(N - n) (Rubin 1987); formulas in docs/methods/estimation.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dalil/base/context.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "dalil/estimate/estimate.hpp"

namespace dalil {

/// Only the degrees of freedom differ: (m-1)(1 + W/((1+1/m)B))^2 of Rubin (1987), or with (m+1)B in
/// place of (1+1/m)B, as the R package verdata 1.0.2 has it, which gives wider intervals.
enum class ReplicateRule : std::uint8_t { Rubin, Verdata };

/// "rubin", "verdata"; nothing for other names.
std::optional<ReplicateRule> replicate_rule_named(std::string_view name);

/// What the rule needs of one replicate's posterior.
struct ReplicatePosterior {
    double listed = 0;  ///< n
    double mean_unlisted = 0;
    double mean_log_unlisted = 0, var_log_unlisted = 0;
    double weight = 1;  ///< how many replicates are equal to this one
};

/// From draws of N, at least two; where nobody is unlisted the logarithm is that of 0.1.
ReplicatePosterior summarize_replicate(double listed, std::span<const double> totals);

struct CombinedReplicates {
    double listed = 0;    ///< mean n, rounded
    double estimate = 0;  ///< mean of the replicates' means
    double median = 0;    ///< middle of the interval on the log scale
    double low = 0, high = 0;
    double within = 0, between = 0;  ///< variances of log(N - n)
    double df = 0;                   ///< infinite where replicates do not differ
    double between_share = 0;        ///< (1 + 1/m) B / T
};

/// At least two replicates, counted with their weights.
CombinedReplicates combine_replicates(std::span<const ReplicatePosterior> replicates, double level,
                                      ReplicateRule rule);

/// Counts averaged over tables of the same lists, rounded; lists and models are judged on it.
CaptureTable mean_table(std::span<const CaptureTable> tables);

/// Estimates one stratum from its replicates: every method on each, then combined; samplers start
/// anew on each and have at least 1,000 effective draws of it. `ess` is the least and `rhat` the
/// largest among replicates; variants, `modes`, facts and refits are of the mean table. The order
/// of the replicates does not matter. All tables have the same lists.
StratumEstimate estimate_replicates(std::span<const CaptureTable> replicates, ReplicateRule rule,
                                    const EstimateOptions& options, const Context& context);

}  // namespace dalil
