// workflow/analysis.hpp: the way of the data in memory: tables -> records -> people -> counts ->
// estimates.
//
//     Lists lists = prepare_lists(std::move(tables), owners, corrections, {}, context);
//     Result<Analysis> result = analyse(lists, options, context);
//
// Nothing here reads or writes files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/estimate.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/recipe.hpp"
#include "dalil/record/record_set.hpp"
#include "dalil/table/table.hpp"
#include "dalil/tally/coverage.hpp"
#include "dalil/tally/tally.hpp"
#include "dalil/workflow/pooled.hpp"

namespace dalil {

/// What the lists hold, typed, with everything odd about them.
struct Lists {
    std::vector<Table> tables;
    Recipe recipe;  ///< parallel to tables
    RecordSet records;
    std::vector<Issue> issues;  ///< of reading, of the recipe and of the values
};

/// `corrections`: a recipe that a person gave back, laid over what is inferred. `owners`: the name
/// of each table's file. `issues`: what was odd before.
Lists prepare_lists(std::vector<Table> tables, const std::vector<std::string>& owners,
                    const std::optional<Recipe>& corrections, std::vector<Issue> issues,
                    const Context& context);

/// "quick", "standard", "thorough".
std::string_view effort_name(Effort effort);
/// Nothing if no effort has this name.
std::optional<Effort> effort_named(std::string_view name);

struct AnalysisOptions {
    std::vector<std::string> by;
    double level = 0.95;
    Effort effort = Effort::Standard;
    std::vector<PairDecision> decisions;
    std::shared_ptr<const EarlierLinkage> earlier;  ///< see LinkOptions
    std::vector<std::string> methods;               ///< of estimation; empty: all
    bool keep_draws = false;                        ///< of estimation
    /// What explains how people get on lists, for `doubly_robust`; empty: usual_covariates().
    std::vector<std::string> covariates;
};

/// One stratum with its estimate.
struct EstimatedStratum {
    std::vector<std::string> key;  ///< one value per name of Estimates::by
    StratumEstimate estimate;
};

/// Estimates of all strata; `headline` is the stratum whose figure stands for the whole, if no
/// strata were asked for.
struct Estimates {
    std::vector<std::string> by;  ///< empty: one stratum, everybody
    std::vector<EstimatedStratum> strata;
    std::size_t headline = 0;
    /// When lists cover different periods: the period of the headline, "2015-01 to 2016-12"; else
    /// empty.
    std::string period;
    /// The sum over strata beside one fit of all; empty where that makes no sense.
    std::vector<PooledFit> pooled;

    std::size_t refused() const;  ///< how many strata have no estimate
};

struct Counts {
    Tally whole;      ///< one stratum
    Tally by;         ///< as asked; no strata if nothing was asked
    Tally over_time;  ///< by event year, else by birth year; no strata without dates
};

struct Analysis {
    Linkage linkage;
    Counts counts;
    Estimates estimates;
};

Linkage link_lists(const Lists& lists, const AnalysisOptions& options, const Context& context);
Result<Counts> count_lists(const Lists& lists, const Linkage& linkage,
                           const AnalysisOptions& options, const Context& context);
/// By the strata asked for; without any, by the periods that the lists cover if these differ.
Result<Estimates> estimate_lists(const Lists& lists, const Linkage& linkage, const Counts& counts,
                                 const AnalysisOptions& options, const Context& context);

Result<Analysis> analyse(const Lists& lists, const AnalysisOptions& options,
                         const Context& context);

}  // namespace dalil
