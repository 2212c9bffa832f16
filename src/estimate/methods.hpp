// estimate/methods.hpp: one call for every method, so that one table, many draws of the linkage and
// censored cells go the same way.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/estimate.hpp"
#include "estimate/decomposable_graphs.hpp"
#include "estimate/independence.hpp"
#include "estimate/latent_ladder.hpp"
#include "estimate/model.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

/// What is worked out once on the best table and reused on others.
struct MethodPlan {
    double level = 0.95;
    std::vector<std::string> models;  ///< named by the user
    std::vector<Model> averaged;      ///< log-linear models to average over; empty: search
    bool variants = true;
    bool sensitivity = false;                ///< of samplers: other priors and lists left out
    double effective_draws = 2000;           ///< of samplers
    bool keep_draws = false;                 ///< of N, in the result
    std::shared_ptr<const GraphSet> graphs;  ///< decomposable ones that a search found
    std::vector<LadderState> ladders;        ///< of the best table: where those of draws start
    std::uint64_t stream = 0;                ///< tells apart the random numbers of draws
    std::size_t sweeps = 200;                ///< of the sampler on one draw
    /// Tables are replicates: samplers start anew on each, and diagnose it. Going on from the
    /// ladders of a table nearby is no faster, because step sizes and heats are then not its own.
    bool diagnose = false;
};

/// `learned`: where what other tables can reuse is kept.
MethodRun run_method(std::string_view method, const UsableTable& usable, const MethodPlan& plan,
                     const Context& context, MethodPlan* learned = nullptr);

bool is_bound(std::string_view method);
bool is_sampler(std::string_view method);

/// Tables that stand for one: draws of the linkage, or the values a censored cell may have.
struct WeightedTable {
    UsableTable usable;
    double weight = 1;
};

/// `best`'s method on other tables, each going on from what `plan` has learned; streams are the
/// positions of the tables.
std::vector<MethodRun> run_on_tables(const MethodRun& best, const UsableTable& best_table,
                                     const std::vector<WeightedTable>& tables,
                                     const MethodPlan& plan, const Context& context);

/// Each variant of a pair of lists becomes the mixture of its figures in `runs`.
void mix_pairs(MethodRun& best, const std::vector<WeightedTable>& tables,
               const std::vector<MethodRun>& runs, double level);

/// The mixture over tables, in place of the figures of `best`. `weigh_by_fit`: the tables are
/// alternatives that the data themselves weigh (censored cells), not draws. Gives the share of the
/// variance of log N that lies between the tables, if there is one.
std::optional<double> mix_over_tables(MethodRun& best, const UsableTable& best_table,
                                      const std::vector<WeightedTable>& tables,
                                      const MethodPlan& plan, bool weigh_by_fit,
                                      const Context& context);

}  // namespace dalil
