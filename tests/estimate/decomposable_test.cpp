#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

#include "estimate/decomposable_graphs.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/graph_calibration.hpp"
#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_decomposable.hpp"

namespace dalil {
namespace {

using namespace testing_tables;

double log_reciprocal(double total) {
    return -std::log(total);
}

/// People of two kinds, so that lists depend; each with its own chances.
CaptureTable two_kinds(std::uint64_t people, std::size_t lists, Rng& rng) {
    std::map<std::uint64_t, std::uint64_t> cells;
    std::vector<std::array<double, 2>> chances(lists);
    for (auto& chance : chances) chance = {0.05 + 0.3 * rng.uniform(), 0.1 + 0.6 * rng.uniform()};
    for (std::uint64_t i = 0; i < people; ++i) {
        const std::size_t kind = rng.uniform() < 0.8 ? 0 : 1;
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < lists; ++j) {
            if (rng.uniform() < chances[j][kind]) pattern |= std::uint64_t{1} << j;
        }
        if (pattern != 0) ++cells[pattern];
    }
    CaptureTable table;
    for (std::size_t j = 0; j < lists; ++j) table.lists.push_back("L" + std::to_string(j + 1));
    for (const auto& [pattern, count] : cells) table.cells.push_back({pattern, count, false});
    return table;
}

void expect_same(const GraphAverage& fast, const GraphSet& graphs,
                 const reference::SlowAverage& slow) {
    for (const double p : {0.005, 0.025, 0.25, 0.5, 0.75, 0.975, 0.995})
        EXPECT_EQ(fast.posterior.quantile(p), slow.quantile(p)) << p;
    EXPECT_EQ(fast.posterior.mode(), slow.mode());
    EXPECT_NEAR(fast.posterior.mean(), slow.mean(), 1e-6 * slow.mean());
    EXPECT_NEAR(fast.posterior.log_evidence(), slow.log_evidence, 1e-7);
    ASSERT_EQ(graphs.size(), slow.graph_mass.size());
    for (std::size_t g = 0; g < graphs.size(); ++g) {
        const std::uint64_t edges = reference::edge_bits(graphs.lists, graphs.forest(g).cliques);
        ASSERT_TRUE(slow.graph_mass.contains(edges)) << edges;
        ASSERT_NEAR(fast.graph_mass[g], slow.graph_mass.at(edges), 1e-7) << edges;
    }
}

TEST(Decomposable, IsTheSumOverAllGraphsAndAllN) {
    for (const std::size_t lists : {3, 4, 5}) {
        const GraphSet& graphs = every_decomposable_graph(lists);
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            Rng rng(seed, lists);
            const CaptureTable table = two_kinds(lists == 5 ? 40 : 120, lists, rng);
            const double most = 20 * static_cast<double>(table.people());
            for (const double delta : {std::exp2(-static_cast<double>(lists)), 0.5, 1.0}) {
                SCOPED_TRACE(testing::Message()
                             << lists << " lists, seed " << seed << ", delta " << delta);
                expect_same(average_graphs(table, graphs, {delta, {}, {}}, {}), graphs,
                            reference::slow_average(table, delta, 1, most, 1, log_reciprocal));
            }
        }
    }
}

TEST(Decomposable, TakesAnyGridAndPrior) {
    const auto informative = [](double total) { return 3 * std::log(total) - total / 40; };
    Rng rng(9);
    const CaptureTable table = two_kinds(150, 4, rng);
    const GraphSet& graphs = every_decomposable_graph(4);
    expect_same(average_graphs(table, graphs, {0.2, UnlistedGrid{7, 1407, 7}, informative}, {}),
                graphs, reference::slow_average(table, 0.2, 7, 1407, 7, informative));
}

TEST(Decomposable, AGridTooLongToAddUpIsIntegrated) {
    Rng rng(5);
    const CaptureTable table = two_kinds(900, 3, rng);
    const double most = 20 * static_cast<double>(table.people());
    ASSERT_GT(most, 4096);
    const GraphSet& graphs = every_decomposable_graph(3);
    expect_same(average_graphs(table, graphs, {0.125, {}, {}}, {}), graphs,
                reference::slow_average(table, 0.125, 1, most, 1, log_reciprocal));
}

TEST(Decomposable, TotalsAloneAreTheSame) {
    Rng rng(11);
    const CaptureTable table = two_kinds(80, 5, rng);
    const GraphSet& graphs = every_decomposable_graph(5);
    const GraphAverage whole = average_graphs(table, graphs, {0.03125, {}, {}}, {});
    const UnlistedPosterior total = average_total(table, graphs, {0.03125, {}, {}}, {});
    EXPECT_EQ(total.quantile(0.025), whole.posterior.quantile(0.025));
    EXPECT_EQ(total.log_evidence(), whole.posterior.log_evidence());
}

/// The chi-square of twenty bins of ranks; 99.9 % of uniform ones stay below 43.8.
double unevenness(const std::vector<double>& ranks) {
    std::array<double, 20> bins{};
    for (const double rank : ranks) bins[static_cast<std::size_t>(rank * 20)] += 1;
    const double expected = static_cast<double>(ranks.size()) / 20;
    double square = 0;
    for (const double bin : bins) square += (bin - expected) * (bin - expected) / expected;
    return square;
}

TEST(Decomposable, RanksOfTheTruthAreUniform) {
    GraphCalibrationDesign design;
    design.worlds = 400;
    EXPECT_LT(unevenness(graph_calibration_ranks(design, {})), 43.8);
    design.delta = 0.5;
    EXPECT_LT(unevenness(graph_calibration_ranks(design, {})), 43.8);
}

}  // namespace
}  // namespace dalil
