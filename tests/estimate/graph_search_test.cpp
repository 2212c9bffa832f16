// The search over decomposable graphs, against the exact average and over all small graphs.
#include "estimate/graph_search.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "estimate/chordal_walk.hpp"
#include "estimate/decomposable.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/refusal.hpp"
#include "estimate/score_curves.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using namespace testing_tables;

Neighbours graph_of(std::size_t lists, std::uint64_t edges) {
    Neighbours graph(lists, 0);
    for (std::size_t a = 0; a < lists; ++a) {
        for (std::size_t b = a + 1; b < lists; ++b, edges >>= 1) {
            if ((edges & 1) == 0) continue;
            graph[a] |= std::uint64_t{1} << b;
            graph[b] |= std::uint64_t{1} << a;
        }
    }
    return graph;
}

CaptureTable table_from_cells(std::size_t lists,
                              const std::map<std::uint64_t, std::uint64_t>& cells) {
    CaptureTable table;
    for (std::size_t j = 0; j < lists; ++j) table.lists.push_back("L" + std::to_string(j + 1));
    for (const auto& [pattern, count] : cells) table.cells.push_back({pattern, count, false});
    return table;
}

/// Lists 1 and 2 depend on each other, the others do not.
CaptureTable one_pair_table(std::uint64_t people, std::size_t lists, Rng& rng) {
    std::map<std::uint64_t, std::uint64_t> cells;
    for (std::uint64_t i = 0; i < people; ++i) {
        std::uint64_t pattern = rng.uniform() < 0.25 ? 1 : 0;
        if (rng.uniform() < (pattern != 0 ? 0.6 : 0.15)) pattern |= 2;
        for (std::size_t j = 2; j < lists; ++j) {
            if (rng.uniform() < 0.12 + 0.02 * static_cast<double>(j))
                pattern |= std::uint64_t{1} << j;
        }
        if (pattern != 0) ++cells[pattern];
    }
    return table_from_cells(lists, cells);
}

/// Many lists and few people on several: many graphs explain it about as well.
CaptureTable sparse_table(std::size_t lists, std::uint64_t people, Rng& rng) {
    std::vector<double> chances;
    for (std::size_t j = 0; j < lists; ++j) chances.push_back(0.03 + 0.09 * rng.uniform());
    std::map<std::uint64_t, std::uint64_t> cells;
    for (std::uint64_t i = 0; i < people; ++i) {
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < lists; ++j) {
            if (rng.uniform() < chances[j]) pattern |= std::uint64_t{1} << j;
        }
        if (pattern != 0) ++cells[pattern];
    }
    return table_from_cells(lists, cells);
}

/// A fraction of the usual search.
constexpr double kEffort = 0.25;

GraphSearchOptions quick() {
    GraphSearchOptions options;
    options.work *= kEffort;
    options.steps = 100'000;
    return options;
}

TEST(ChordalWalk, MovesToDecomposableGraphsAndToNoOthers) {
    for (std::uint64_t edges = 0; edges < 1024; ++edges) {
        const Neighbours graph = graph_of(5, edges);
        if (!decompose(graph)) continue;
        for (std::size_t a = 0; a < 5; ++a) {
            for (std::size_t b = a + 1; b < 5; ++b) {
                ChordalWalk walk(graph);
                const bool may = walk.may_toggle(a, b);
                walk.toggle(a, b);
                EXPECT_EQ(may, decompose(walk.graph()).has_value()) << edges << " " << a << b;
            }
        }
    }
}

TEST(ScoreCurves, NodesStandForEveryN) {
    Rng rng(3);
    for (const std::uint64_t people : {30, 400, 5000}) {
        const CaptureTable table = one_pair_table(people, 5, rng);
        ScoreCurves curves(table, 0.03125);
        EXPECT_LE(curves.size(), nodes_needed(static_cast<double>(table.people())) + 8);
        for (const std::uint64_t edges : {0, 1, 0b11, 0b1000010011, 1023}) {
            const auto forest = decompose(graph_of(5, edges));
            ASSERT_TRUE(forest.has_value());
            std::vector<double> score = curves.common();
            for (std::size_t i = 0; i < score.size(); ++i) {
                for (const std::uint64_t c : forest->cliques) score[i] += curves.of(c)[i];
                for (const std::uint64_t s : forest->separators) score[i] -= curves.of(s)[i];
            }
            const GraphSet only = graph_set(5, {*forest});
            const double exact = average_total(table, only, {0.03125, {}, {}}, {}).log_evidence();
            EXPECT_NEAR(log_sum(score.data(), score.size()), exact, 1e-3) << people << " " << edges;
        }
    }
}

/// Quantiles as shares of the exact posterior's.
void expect_agrees(const CaptureTable& table, double delta, double tolerance) {
    const GraphSet& every = every_decomposable_graph(table.lists.size());
    const GraphPrior prior{delta, {}, {}};
    const GraphAverage exact = average_graphs(table, every, prior, {});
    const GraphSearch search = search_graphs(table, delta, quick(), {});
    const GraphAverage found = average_graphs(table, search.graphs, prior, {});
    EXPECT_TRUE(chains_agree(search)) << search.rhat << " " << search.ess;
    // Weights are of posterior probabilities, so that all of it adds up to one.
    EXPECT_NEAR(found.posterior.log_evidence(), 0, 1e-3);
    const auto n = static_cast<double>(table.people());
    for (const double p : {0.025, 0.25, 0.5, 0.75, 0.975}) {
        const double right = n + exact.posterior.quantile(p);
        EXPECT_NEAR(n + found.posterior.quantile(p), right, tolerance * right) << p;
    }
    std::map<std::string, double> masses;
    for (std::size_t g = 0; g < search.graphs.size(); ++g)
        masses[graph_name(search.graphs.forest(g), table.lists.size())] += found.graph_mass[g];
    double apart = 0;
    for (std::size_t g = 0; g < every.size(); ++g) {
        const auto mass = masses.find(graph_name(every.forest(g), table.lists.size()));
        apart += std::abs(exact.graph_mass[g] - (mass == masses.end() ? 0 : mass->second));
    }
    EXPECT_LT(apart, 0.05);
}

TEST(GraphSearch, AgreesWithTheExactAverageOfFiveLists) {
    Rng rng(1);
    const CaptureTable clear = one_pair_table(2000, 5, rng), sparse = sparse_table(5, 400, rng);
    for (const double delta : {0.03125, 0.5}) {
        expect_agrees(clear, delta, 0.002);
        expect_agrees(sparse, delta, 0.002);
    }
}

TEST(GraphSearch, AgreesWithTheExactAverageOfSixLists) {
    Rng rng(2);
    expect_agrees(one_pair_table(1500, 6, rng), 0.015625, 0.002);
    expect_agrees(sparse_table(6, 300, rng), 0.015625, 0.005);
}

TEST(GraphSearch, ASampleOfGraphsStandsForThoseNotKept) {
    // Next to nothing is kept: the average rests on the graphs' share of the time.
    Rng rng(4);
    const CaptureTable table = sparse_table(6, 300, rng);
    const double delta = 0.015625;
    GraphSearchOptions options = quick();
    options.kept = 20;
    options.sampled = 1000;
    const GraphSearch search = search_graphs(table, delta, options, {});
    EXPECT_LT(search.weighed, 0.6);
    EXPECT_LE(search.graphs.size(), 1020);
    const GraphSet& every = every_decomposable_graph(6);
    const UnlistedPosterior found = average_total(table, search.graphs, {delta, {}, {}}, {});
    const GraphAverage exact = average_graphs(table, every, {delta, {}, {}}, {});
    EXPECT_NEAR(found.log_evidence(), 0, 1e-3);
    for (const double p : {0.025, 0.5, 0.975})
        EXPECT_NEAR(std::log(found.quantile(p) / exact.posterior.quantile(p)), 0, 0.05) << p;
    // The chains spend on those that are kept as much time as these are probable.
    std::map<std::string, double> masses;
    for (std::size_t g = 0; g < every.size(); ++g)
        masses[graph_name(every.forest(g), 6)] = exact.graph_mass[g];
    double kept = 0;
    for (std::size_t g = 0; g < options.kept; ++g)
        kept += masses.at(graph_name(search.graphs.forest(g), 6));
    EXPECT_NEAR(search.weighed, kept, 0.02);
}

TEST(GraphSearch, IsTheSameForAnyNumberOfThreadsAndNearlyForAnySeed) {
    Rng rng(5);
    const CaptureTable table = one_pair_table(1500, 8, rng);
    const double delta = std::exp2(-8);
    Context one, two, other;
    one.threads = 1;
    two.threads = 2;
    other.seed = 77;
    const GraphSearch a = search_graphs(table, delta, quick(), one);
    const GraphSearch b = search_graphs(table, delta, quick(), two);
    const GraphSearch c = search_graphs(table, delta, quick(), other);
    EXPECT_EQ(a.graphs.log_weights, b.graphs.log_weights);
    EXPECT_EQ(a.graphs.factors, b.graphs.factors);
    EXPECT_EQ(a.rhat, b.rhat);
    EXPECT_NE(a.graphs.log_weights, c.graphs.log_weights);
    const UnlistedPosterior first = average_total(table, a.graphs, {delta, {}, {}}, one);
    const UnlistedPosterior third = average_total(table, c.graphs, {delta, {}, {}}, one);
    for (const double p : {0.025, 0.5, 0.975})
        EXPECT_NEAR(std::log(first.quantile(p) / third.quantile(p)), 0, 0.01) << p;
}

TEST(GraphSearch, FindsThePairThatDepends) {
    Rng rng(6);
    const UsableTable usable = usable_table(one_pair_table(4000, 9, rng));
    DecomposableOptions options;
    options.effort = kEffort;
    const MethodResult result = estimate_decomposable(usable, options, {}).run.result;
    EXPECT_EQ(std::get<std::string>(result.parameters.at("top_graph")), "[12,3,4,5,6,7,8,9]");
    ASSERT_TRUE(result.low && result.high && result.rhat && result.ess);
    EXPECT_NEAR(*result.estimate, 4000, 200);
    EXPECT_LT(*result.high - *result.low, 400);
    EXPECT_EQ(result.variants.size(), 2);
}

TEST(GraphSearch, FortyListsAreAnsweredWithoutVariants) {
    Rng rng(7);
    const UsableTable usable = usable_table(sparse_table(40, 500, rng));
    DecomposableOptions options;
    options.effort = 0.1;
    const MethodResult result = estimate_decomposable(usable, options, {}).run.result;
    ASSERT_TRUE(result.estimate && result.rhat);
    EXPECT_TRUE(result.variants.empty());
}

TEST(GraphSearch, MorePeopleThanTheSearchCanHoldAreRefused) {
    Rng rng(8);
    UsableTable usable = usable_table(one_pair_table(2000, 8, rng));
    for (CaptureCell& cell : usable.table.cells) cell.count *= 1000;
    usable.n *= 1000;
    const MethodResult result = estimate_decomposable(usable, {}, {}).run.result;
    EXPECT_FALSE(result.estimate);
    ASSERT_EQ(result.warnings.size(), 1);
    EXPECT_NE(result.warnings[0].find("200000 listed people"), std::string::npos);
    EstimateOptions asked;
    asked.methods = {"decomposable"};
    const StratumEstimate stratum = estimate(usable.table, asked, {});
    EXPECT_TRUE(stratum.refused);
    ASSERT_EQ(stratum.reasons.size(), 1);
    EXPECT_EQ(stratum.reasons[0].code, "not-computed");
    EXPECT_EQ(stratum.reasons[0].text, result.warnings[0]);
}

TEST(GraphSearch, DrawsOfTheLinkageReuseWhatWasFound) {
    Rng rng(9);
    const CaptureTable best = one_pair_table(1500, 7, rng);
    CaptureTable draw = best;
    for (CaptureCell& cell : draw.cells) cell.count += cell.count / 20;
    EstimateOptions options;
    options.methods = {"decomposable"};
    const std::vector<CaptureTable> draws = {best, draw};
    const StratumEstimate stratum = estimate_draws(best, draws, options, {});
    ASSERT_EQ(stratum.methods.size(), 1);
    const MethodResult& mixed = stratum.methods[0];
    ASSERT_TRUE(mixed.estimate);
    // The second table alone, searched anew.
    const MethodResult alone = estimate_decomposable(usable_table(draw), {}, {}).run.result;
    const double middle = 0.5 * (mixed.figures.at("estimate_best") + *alone.estimate);
    EXPECT_NEAR(*mixed.estimate, middle, 0.01 * middle);
}

TEST(GraphSearch, IsRefusedAsTheStratumsFigureWhereChainsDisagree) {
    Rng rng(10);
    const UsableTable usable = usable_table(one_pair_table(1000, 7, rng));
    MethodResult result;
    result.method = "decomposable";
    result.estimate = 1000;
    result.low = 900;
    result.high = 1100;
    result.rhat = 1.2;
    result.ess = 30;
    StratumEstimate stratum;
    stratum.headline = "decomposable";
    judge(usable, {result}, stratum);
    EXPECT_TRUE(stratum.refused);
    ASSERT_EQ(stratum.reasons.size(), 1);
    EXPECT_EQ(stratum.reasons[0].code, "chains-disagree");
}

}  // namespace
}  // namespace dalil
