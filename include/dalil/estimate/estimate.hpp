// estimate/estimate.hpp: how many were never listed, by several methods side by side, or a refusal.
//
//     StratumEstimate e = estimate(table, {}, context);
//     if (e.refused) for (const Reason& r : e.reasons) say(r.text);
//     else           for (const MethodResult& m : e.methods) say(m.method, m.estimate, m.low,
//     m.high);
//
// Methods and their formulas, sources and refusals: docs/methods/estimation.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "dalil/estimate/covariates.hpp"
#include "dalil/estimate/scrutiny.hpp"

namespace dalil {

/// A parameter as it stands in the result: a number, a word, or a list of words.
using Parameter = std::variant<double, std::string, std::vector<std::string>>;

/// One alternative of a method: another model, pair, prior.
struct Variant {
    std::map<std::string, Parameter> parameters;
    std::optional<double> estimate;  ///< absent when it does not exist
    std::optional<double> low, high;
    std::map<std::string, double> figures;  ///< "se", "deviance", "df", "aic", "bic", "weight"
    std::vector<std::string> warnings;
};

/// One of several humps of a posterior.
struct Mode {
    double median = 0, low = 0, high = 0;
    double mass = 1;        ///< share of the posterior
    double mass_error = 0;  ///< Monte-Carlo standard error of the mass
};

struct MethodResult {
    std::string method;  ///< names of interface.md
    std::optional<double> estimate;
    std::optional<double> median, mean;
    std::optional<double> low, high;
    double level = 0.95;
    std::optional<double> ess;   ///< effective draws of N, where the method samples
    std::optional<double> rhat;  ///< rank-normalised split R-hat of its chains
    /// With replicates: share of the variance of log(N - n) between them.
    std::optional<double> between_share;
    std::vector<Mode> modes;          ///< of a posterior; more than one is a warning
    std::vector<ChainRecord> chains;  ///< of a sampler, on the best partition
    /// Of N, at equal steps of log N from the .002 to the .998 quantile; headline methods only.
    std::vector<DensityPoint> density;
    /// Draws of N, by chain, if EstimateOptions::keep_draws; one chain of equally probable values
    /// where they come from a mixture.
    std::vector<std::vector<double>> draws;
    bool lower_bound = false;  ///< a bound, never called an estimate
    std::map<std::string, Parameter> parameters;
    std::map<std::string, double> figures;
    std::vector<Variant> variants;
    std::vector<std::string> warnings;
    double seconds = 0;
};

/// Why there is no number, or why it should be doubted. Codes are stable.
struct Reason {
    std::string code;  ///< "fewer-than-three-lists", "overlap-too-small", "no-mle",
                       ///< "intervals-disjoint", ...
    std::string text;
};

struct StratumEstimate {
    std::uint64_t n = 0;
    std::vector<std::string> lists, dropped_lists;
    bool refused = false;
    std::vector<Reason> reasons;   ///< of the refusal
    std::vector<Reason> warnings;  ///< that do not refuse
    std::vector<MethodResult> methods;
    std::string headline;  ///< method whose figure stands for the stratum; empty if refused
    /// With draws of the linkage: share of the variance of log N that is due to linkage.
    std::optional<double> linkage_share;
    TableFacts facts;           ///< of the best partition
    std::vector<Refit> refits;  ///< without a list, a cell; two lists as one
    /// What the headline would be if xi times as few were unlisted as it says; empty if refused.
    std::optional<Identification> identification;
};

struct EstimateOptions {
    double level = 0.95;
    double effective_draws = 2000;  ///< of N, at which a sampler may stop
    /// Listed people above which no sampler runs, unless asked for by name: the stratum is refused.
    std::uint64_t most_sampled = 5'000'000;
    bool sensitivity = false;          ///< other priors, and each list left out, as variants
    bool refits = true;                ///< of StratumEstimate
    bool keep_draws = false;           ///< of MethodResult
    std::vector<std::string> methods;  ///< empty: all; see method_names()
    std::vector<std::string>
        models;  ///< log-linear models to show whatever their BIC: "[123,14,34]"
    /// The count rests on scripts that could not be compared: refuse with this reason.
    std::optional<Reason> forced_refusal;
    /// What is known about the people of the table, for `doubly_robust`; not owned, may be absent.
    const CovariateSample* covariates = nullptr;
};

/// Methods that can be asked for, in the order in which they are reported.
const std::vector<std::string>& method_names();

/// Estimates one stratum from one table. A refused stratum keeps its lower bounds; where the data
/// are too poor for any number, other methods stand only if they were asked for by name. At most 64
/// lists.
StratumEstimate estimate(const CaptureTable& table, const EstimateOptions& options,
                         const Context& context);

/// Estimates one stratum from one table per draw of the linkage; `best` is the table of the best
/// partition. Figures and intervals are those of the mixture over draws (linkage averaging, Sadinle
/// 2018); what the best partition alone gives stands in figures["estimate_best"]. Variants of
/// log-linear models are of `best`.
StratumEstimate estimate_draws(const CaptureTable& best, std::span<const CaptureTable> draws,
                               const EstimateOptions& options, const Context& context);

}  // namespace dalil
