#include "estimate/graph_calibration.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"
#include "dalil/base/result.hpp"
#include "estimate/chordal_walk.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/graph_search.hpp"
#include "estimate/independence_posterior.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kStream = 0x67726170;
constexpr std::size_t kSteps = 30;  // from graph to graph, over the square of the lists
// Of a search: a fifth of the usual.
constexpr double kWork = 6e7;
constexpr std::size_t kMostSteps = 80'000;

struct World {
    CaptureTable table;
    double total = 0;
};

/// Lists in an order in which those that a list is joined to before it are all joined.
struct Given {
    std::size_t list = 0;
    std::uint64_t before = 0;
};

std::vector<Given> order_of(const JunctionForest& forest, std::size_t lists) {
    // A clique that meets those taken in one of the separators left: the running intersection.
    std::vector<std::uint64_t> cliques = forest.cliques, separators = forest.separators;
    std::vector<Given> order;
    std::uint64_t taken = 0;
    const auto join = [&](std::uint64_t clique) {
        std::uint64_t before = clique & taken;
        for (std::uint64_t fresh = clique & ~taken; fresh != 0; fresh &= fresh - 1) {
            order.push_back({static_cast<std::size_t>(std::countr_zero(fresh)), before});
            before |= fresh & -fresh;
        }
        taken |= clique;
    };
    while (!cliques.empty()) {
        auto next = cliques.begin();
        for (auto at = cliques.begin(); at != cliques.end(); ++at) {
            const auto used = std::find(separators.begin(), separators.end(), *at & taken);
            if (used == separators.end()) continue;
            separators.erase(used);
            next = at;
            break;
        }
        join(*next);
        cliques.erase(next);
    }
    ENSURE(order.size() == lists, "the cliques hold every list");
    return order;
}

/// Chances by list and by who is on the lists before it.
using Chances = std::vector<std::map<std::uint64_t, double>>;

/// Any decomposable graph, all alike.
JunctionForest draw_graph(std::size_t lists, Rng& rng) {
    if (lists <= kMostEnumerated) {
        const GraphSet& every = every_decomposable_graph(lists);
        return every.forest(rng.below(every.size()));
    }
    // Steps that are as likely as their way back lead to all graphs alike.
    ChordalWalk walk(lists);
    for (std::size_t i = 0; i < kSteps * lists * lists; ++i) {
        const std::size_t a = rng.below(lists), b = rng.below(lists);
        if (a != b && walk.may_toggle(a, b)) walk.toggle(a, b);
    }
    auto forest = decompose(walk.graph());
    ENSURE(forest.has_value(), "a walk keeps graphs decomposable");
    return std::move(*forest);
}

World draw_world(const GraphCalibrationDesign& design, double delta, Rng& rng) {
    World world;
    world.total =
        std::floor(std::exp(std::log(design.least) +
                            rng.uniform() * (std::log(design.most + 1) - std::log(design.least))));
    const JunctionForest forest = draw_graph(design.lists, rng);
    const std::vector<Given> order = order_of(forest, design.lists);
    Chances chances(order.size());
    std::map<std::uint64_t, std::uint64_t> cells;
    for (double person = 0; person < world.total; person += 1) {
        std::uint64_t pattern = 0;
        for (std::size_t k = 0; k < order.size(); ++k) {
            const std::uint64_t before = order[k].before;
            const auto [chance, fresh] = chances[k].try_emplace(pattern & before, 0.0);
            // The weight of one cell of the margin of the list and those before it.
            const double weight =
                delta * std::exp2(static_cast<double>(design.lists) - std::popcount(before) - 1);
            if (fresh) chance->second = rng.beta(weight, weight);
            if (rng.uniform() < chance->second) pattern |= std::uint64_t{1} << order[k].list;
        }
        if (pattern != 0) ++cells[pattern];
    }
    for (std::size_t j = 0; j < design.lists; ++j)
        world.table.lists.push_back("L" + std::to_string(j + 1));
    for (const auto& [pattern, count] : cells) world.table.cells.push_back({pattern, count, false});
    return world;
}

bool allowed(const World& world) {
    const auto n = static_cast<double>(world.table.people());
    return n > 0 && world.total > n && world.total - n <= kMostUnlisted * n;
}

double rank_of(const World& world, const GraphCalibrationDesign& design, double delta,
               std::size_t index, const Context& context, Rng& rng) {
    const auto n = static_cast<double>(world.table.people());
    const UnlistedGrid grid{std::max(1.0, design.least - n),
                            std::min(kMostUnlisted * n, design.most - n), 1};
    std::optional<GraphSearch> search;
    if (design.lists > kMostEnumerated) {
        Context own = context;
        own.seed = context.seed + index;
        search = search_graphs(world.table, delta, {kWork, kMostSteps}, own);
    }
    const GraphSet& graphs = search ? search->graphs : every_decomposable_graph(design.lists);
    const UnlistedPosterior posterior =
        average_total(world.table, graphs, {delta, grid, {}}, context);
    double below = 0, equal = 0;
    for (std::size_t i = 0; i < design.draws; ++i) {
        const double total = n + posterior.quantile(rng.uniform());
        below += total < world.total ? 1 : 0;
        equal += total == world.total ? 1 : 0;
    }
    return (below + rng.uniform() * (equal + 1)) / (static_cast<double>(design.draws) + 1);
}

}  // namespace

std::vector<double> graph_calibration_ranks(const GraphCalibrationDesign& design,
                                            const Context& context) {
    const double delta =
        design.delta > 0 ? design.delta : std::exp2(-static_cast<double>(design.lists));
    std::vector<double> ranks(design.worlds);
    parallel_for(context, design.worlds, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t w = begin; w < end; ++w) {
            Rng rng(context.seed, kStream, w);
            World world = draw_world(design, delta, rng);
            while (!allowed(world)) world = draw_world(design, delta, rng);
            ranks[w] = rank_of(world, design, delta, w, context, rng);
        }
    });
    return ranks;
}

}  // namespace dalil
