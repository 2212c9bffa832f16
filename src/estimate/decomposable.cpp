#include "estimate/decomposable.hpp"

#include <fmt/format.h>

#include <cmath>

#include "estimate/independence_posterior.hpp"

namespace dalil {

namespace {

constexpr double kHalf = 0.5, kOne = 1;
constexpr double kVariantPoints = 4000;

/// The other values of delta, on the grid of published comparisons: step, 2 step, ..., 20 n.
Variant variant_at(const UsableTable& usable, const GraphSet& graphs, double delta, double level,
                   const Context& context) {
    const double most = kMostUnlisted * static_cast<double>(usable.n);
    const double step = std::ceil(most / kVariantPoints);
    const GraphAverage average =
        average_graphs(usable.table, graphs, {delta, UnlistedGrid{step, most, step}, {}}, context);
    MethodRun run;
    set_figures(run, average.posterior, static_cast<double>(usable.n), level);
    Variant variant;
    variant.parameters["delta"] = delta;
    variant.parameters["step"] = step;
    variant.parameters["top_graph"] = graph_name(graphs.forest(average.top), graphs.lists);
    variant.estimate = run.result.estimate;
    variant.low = run.result.low;
    variant.high = run.result.high;
    variant.figures = run.result.figures;
    variant.figures["mean"] = *run.result.mean;
    variant.figures["top_graph"] = average.graph_mass[average.top];
    variant.warnings = run.result.warnings;
    return variant;
}

}  // namespace

MethodRun estimate_decomposable(const UsableTable& usable, const DecomposableOptions& options,
                                const Context& context) {
    MethodRun run;
    MethodResult& result = run.result;
    result.method = "decomposable";
    result.level = options.level;
    const std::size_t lists = usable.lists();
    if (usable.n == 0 || lists < 3 || lists > kMostEnumerated || !usable.table.impossible.empty()) {
        result.warnings.push_back(
            usable.n == 0 || lists < 3
                ? "dependence between lists cannot be seen with fewer than three"
            : lists > kMostEnumerated
                ? fmt::format("graphs are averaged up to {} lists", kMostEnumerated)
                : "not computed where patterns cannot occur");
        return run;
    }
    const GraphSet& graphs = every_decomposable_graph(lists);
    const double delta = std::exp2(-static_cast<double>(lists));
    if (!options.variants) {
        set_figures(run, average_total(usable.table, graphs, {delta, {}, {}}, context),
                    static_cast<double>(usable.n), options.level);
        return run;
    }
    const GraphAverage average = average_graphs(usable.table, graphs, {delta, {}, {}}, context);
    set_figures(run, average.posterior, static_cast<double>(usable.n), options.level);
    result.parameters["delta"] = delta;
    result.parameters["top_graph"] = graph_name(graphs.forest(average.top), lists);
    result.figures["top_graph"] = average.graph_mass[average.top];
    result.figures["graphs"] = static_cast<double>(graphs.size());
    for (const double other : {kHalf, kOne})
        result.variants.push_back(variant_at(usable, graphs, other, options.level, context));
    return run;
}

}  // namespace dalil
