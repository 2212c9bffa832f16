#include "estimate/decomposable.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "estimate/chain_diagnostics.hpp"
#include "estimate/graph_search.hpp"
#include "estimate/independence_posterior.hpp"

namespace dalil {

namespace {

constexpr double kHalf = 0.5, kOne = 1;
constexpr double kVariantPoints = 4000;
constexpr double kHeaviestPrior = 4096;  // people that the prior of a variant may weigh
constexpr double kPairsAgree = 0.1;      // of the probability that two lists are joined
constexpr double kVariantWork = 0.25;    // of a search, over that of the figure

/// Why there is no figure; empty if there can be one.
std::string unusable(const UsableTable& usable, bool search) {
    if (usable.n == 0 || usable.lists() < 3)
        return "dependence between lists cannot be seen with fewer than three";
    if (!usable.table.impossible.empty()) return "not computed where patterns cannot occur";
    if (search && static_cast<double>(usable.n) > kMostSearched) {
        return fmt::format(
            "with more than {} lists graphs are searched for up to {:.0f} listed people: estimate "
            "by stratum, or join lists of the same origin",
            kMostEnumerated, kMostSearched);
    }
    return {};
}

/// The graphs to average over, and how they were found.
struct Graphs {
    const GraphSet* every = nullptr;
    std::optional<GraphSearch> search;

    const GraphSet& set() const { return search ? search->graphs : *every; }
};

Graphs graphs_for(const UsableTable& usable, double delta, bool search, double effort,
                  const Context& context) {
    Graphs graphs;
    if (search) {
        GraphSearchOptions options;
        options.work *= effort;
        options.steps = static_cast<std::size_t>(static_cast<double>(options.steps) * effort);
        graphs.search = search_graphs(usable.table, delta, options, context);
    } else {
        graphs.every = &every_decomposable_graph(usable.lists());
    }
    return graphs;
}

/// How far the search can be trusted.
void describe_search(const GraphSearch& search, std::map<std::string, double>& figures,
                     std::vector<std::string>& warnings) {
    figures["graphs"] = search.visited;
    figures["graphs_weighed"] = search.weighed;
    figures["pair_gap"] = search.edge_gap;
    if (!chains_agree(search)) {
        warnings.push_back(
            fmt::format("the chains that search for graphs did not agree on N (R-hat {:.3f}, "
                        "{:.0f} effective draws)",
                        search.rhat, search.ess));
    } else if (search.edge_gap > kPairsAgree) {
        warnings.push_back(fmt::format(
            "the chains that search for graphs agree on N, but not on which lists depend on each "
            "other (probabilities of a pair up to {:.2f} apart): `top_graph` is one of many",
            search.edge_gap));
    }
}

/// The other values of delta, on the grid of published comparisons: step, 2 step, ..., 20 n.
Variant variant_at(const UsableTable& usable, double delta, bool search, double level,
                   const Context& context) {
    const Graphs graphs = graphs_for(usable, delta, search, kVariantWork, context);
    const double most = kMostUnlisted * static_cast<double>(usable.n);
    const double step = std::ceil(most / kVariantPoints);
    const GraphAverage average = average_graphs(
        usable.table, graphs.set(), {delta, UnlistedGrid{step, most, step}, {}}, context);
    MethodRun run;
    set_figures(run, average.posterior, static_cast<double>(usable.n), level);
    Variant variant;
    variant.parameters["delta"] = delta;
    variant.parameters["step"] = step;
    variant.parameters["top_graph"] = graph_name(graphs.set().forest(average.top), usable.lists());
    variant.estimate = run.result.estimate;
    variant.low = run.result.low;
    variant.high = run.result.high;
    variant.figures = run.result.figures;
    variant.figures["mean"] = *run.result.mean;
    variant.figures["top_graph"] = average.graph_mass[average.top];
    variant.warnings = run.result.warnings;
    if (graphs.search) describe_search(*graphs.search, variant.figures, variant.warnings);
    return variant;
}

}  // namespace

DecomposableRun estimate_decomposable(const UsableTable& usable, const DecomposableOptions& options,
                                      const Context& context) {
    DecomposableRun out;
    MethodResult& result = out.run.result;
    result.method = "decomposable";
    result.level = options.level;
    const std::size_t lists = usable.lists();
    const bool search = lists > options.most_listed;
    if (std::string reason = unusable(usable, search); !reason.empty()) {
        result.warnings.push_back(std::move(reason));
        return out;
    }
    const double delta = std::exp2(-static_cast<double>(lists));
    const auto n = static_cast<double>(usable.n);
    if (options.found && options.found->lists == lists) {
        set_figures(out.run, average_total(usable.table, *options.found, {delta, {}, {}}, context),
                    n, options.level);
        return out;
    }
    const Graphs graphs = graphs_for(usable, delta, search, options.effort, context);
    if (!options.variants && !search) {
        set_figures(out.run, average_total(usable.table, graphs.set(), {delta, {}, {}}, context), n,
                    options.level);
        return out;
    }
    const GraphAverage average =
        average_graphs(usable.table, graphs.set(), {delta, {}, {}}, context);
    set_figures(out.run, average.posterior, n, options.level);
    result.parameters["delta"] = delta;
    result.parameters["top_graph"] = graph_name(graphs.set().forest(average.top), lists);
    result.figures["top_graph"] = average.graph_mass[average.top];
    result.figures["graphs"] = static_cast<double>(graphs.set().size());
    if (graphs.search) {
        result.rhat = graphs.search->rhat;
        result.ess = graphs.search->ess;
        describe_search(*graphs.search, result.figures, result.warnings);
        out.run.verdict_interval = {n + average.posterior.quantile(0.5 - 0.5 * kVerdictLevel),
                                    n + average.posterior.quantile(0.5 + 0.5 * kVerdictLevel)};
        out.found = std::make_shared<const GraphSet>(graphs.set());
    }
    if (!options.variants) return out;
    for (const double other : {kHalf, kOne}) {
        if (other / delta <= kHeaviestPrior)
            result.variants.push_back(variant_at(usable, other, search, options.level, context));
    }
    return out;
}

}  // namespace dalil
