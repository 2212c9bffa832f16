// What stands beside an estimate: facts of the table, refits, the untestable odds, chains, draws.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "dalil/estimate/estimate.hpp"
#include "estimate/density.hpp"
#include "estimate/refits.hpp"
#include "estimate/table_facts.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using testing_tables::kosovo;
using testing_tables::table_of;
using testing_tables::without_samplers;

const MethodResult* method_of(const StratumEstimate& stratum, const std::string& name) {
    for (const MethodResult& m : stratum.methods) {
        if (m.method == name) return &m;
    }
    return nullptr;
}

TEST(TableFacts, CountsOverlapsAndSparsePatternsOfTheUsedLists) {
    const CaptureTable table =
        table_of({"A", "B", "C", "nobody"},
                 {{"1000", 10}, {"0100", 8}, {"1100", 2}, {"1010", 1}, {"0010", 9}});
    const StratumEstimate stratum = estimate(table, without_samplers(), Context{});
    const TableFacts& facts = stratum.facts;
    EXPECT_EQ(facts.sizes, (std::vector<std::uint64_t>{13, 10, 10, 0}));
    ASSERT_EQ(facts.overlaps.size(), 6U);
    EXPECT_EQ(facts.overlaps[0].people, 2U);
    EXPECT_EQ(facts.overlaps[1].people, 1U);
    EXPECT_EQ(facts.empty, 2) << "011 and 111; patterns of the empty list are none";
    EXPECT_EQ(facts.of_one, 1);
    EXPECT_EQ(facts.of_two, 1);
}

TEST(TableFacts, ExpectedOverlapIsThatOfIndependentLists) {
    // Chances 1/2 and 1/2 and 1/2 of 80 people: 10 in every pattern.
    const CaptureTable table = table_of({"A", "B", "C"}, {{"100", 10},
                                                          {"010", 10},
                                                          {"001", 10},
                                                          {"110", 10},
                                                          {"101", 10},
                                                          {"011", 10},
                                                          {"111", 10}});
    const TableFacts facts = table_facts(table, usable_table(table));
    for (const PairFacts& pair : facts.overlaps) EXPECT_NEAR(*pair.expected, 20, 1e-6);
}

TEST(Identification, DividesTheUnlistedAndFindsWhereTheTotalHalvesAndDoubles) {
    const Identification found = identification_of(100, 400, 300, 700);
    ASSERT_EQ(found.points.size(), 9U);
    EXPECT_NEAR(found.points.front().estimate, 1000, 1e-9);
    EXPECT_NEAR(found.points.front().high, 1900, 1e-9);
    EXPECT_NEAR(found.points.back().estimate, 200, 1e-9);
    EXPECT_NEAR(100 + 300 / *found.xi_halves, 200, 1e-9);
    EXPECT_NEAR(100 + 300 / *found.xi_doubles, 800, 1e-9);
    EXPECT_FALSE(identification_of(300, 400, 350, 500).xi_halves) << "300 are documented";
}

TEST(Identification, StandsOnlyWhereAHeadlineStands) {
    const StratumEstimate kept = estimate(kosovo(), without_samplers(), Context{});
    ASSERT_FALSE(kept.headline.empty());
    EXPECT_TRUE(kept.identification);
    const CaptureTable poor = table_of({"A", "B", "C"}, {{"100", 10}, {"010", 8}, {"111", 2}});
    const StratumEstimate refused = estimate(poor, without_samplers(), Context{});
    EXPECT_TRUE(refused.refused);
    EXPECT_FALSE(refused.identification);
    EXPECT_TRUE(refused.refits.empty());
}

TEST(Refits, WithoutAListIsTheEstimateOfTheNarrowerTable) {
    const StratumEstimate whole = estimate(kosovo(), without_samplers(), Context{});
    const StratumEstimate narrow =
        estimate(without_list(kosovo(), 1), without_samplers(), Context{});
    int seen = 0;
    for (const Refit& refit : whole.refits) {
        if (refit.kind != "without_list" || refit.lists != std::vector<std::string>{"ABA"})
            continue;
        EXPECT_NEAR(*refit.estimate, *method_of(narrow, refit.method)->estimate,
                    1e-6 * *refit.estimate);
        EXPECT_EQ(refit.all, *method_of(whole, refit.method)->estimate);
        ++seen;
    }
    EXPECT_EQ(seen, 2) << "log-linear models and decomposable graphs";
}

TEST(Refits, MergesTheTwoListsThatShareMostBeyondChance) {
    const CaptureTable table = table_of({"A", "B", "C", "D"}, {{"1000", 60},
                                                               {"0100", 60},
                                                               {"0010", 20},
                                                               {"0001", 20},
                                                               {"0011", 90},
                                                               {"1100", 12},
                                                               {"1010", 8},
                                                               {"1001", 8},
                                                               {"0110", 8},
                                                               {"0101", 8},
                                                               {"1011", 9},
                                                               {"0111", 9}});
    const StratumEstimate whole = estimate(table, without_samplers(), Context{});
    const auto merged = std::find_if(whole.refits.begin(), whole.refits.end(),
                                     [](const Refit& r) { return r.kind == "merged_lists"; });
    ASSERT_NE(merged, whole.refits.end());
    EXPECT_EQ(merged->lists, (std::vector<std::string>{"C", "D"}));
}

TEST(Refits, MergedListsHoldWhoWasOnEither) {
    const CaptureTable merged = with_merged_lists(kosovo(), 0, 3);
    EXPECT_EQ(merged.lists, (std::vector<std::string>{"EXH + HRW", "ABA", "OSCE"}));
    EXPECT_EQ(merged.people(), kosovo().people());
    EXPECT_EQ(merged.size_of(0),
              kosovo().size_of(0) + kosovo().size_of(3) - kosovo().overlap(0, 3));
    EXPECT_EQ(merged.overlap(1, 2), kosovo().overlap(1, 2));
}

TEST(Refits, LeaveOutEachPatternOfOneToThreePeople) {
    const CaptureTable table = table_of(
        {"A", "B", "C"},
        {{"100", 90}, {"010", 80}, {"001", 70}, {"110", 3}, {"101", 4}, {"011", 2}, {"111", 1}});
    const StratumEstimate whole = estimate(table, without_samplers(), Context{});
    std::vector<std::uint64_t> people;
    for (const Refit& refit : whole.refits) {
        if (refit.kind == "without_cell" && refit.method == "loglinear")
            people.push_back(refit.people);
    }
    std::sort(people.begin(), people.end());
    EXPECT_EQ(people, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(Refits, OfThreeListsFallBackToTwo) {
    const CaptureTable table = table_of(
        {"A", "B", "C"},
        {{"100", 90}, {"010", 80}, {"001", 70}, {"110", 30}, {"101", 24}, {"011", 22}, {"111", 8}});
    const StratumEstimate whole = estimate(table, without_samplers(), Context{});
    const auto one = std::find_if(whole.refits.begin(), whole.refits.end(),
                                  [](const Refit& r) { return r.kind == "without_list"; });
    ASSERT_NE(one, whole.refits.end());
    EXPECT_EQ(one->method, "chapman");
    // Without A: 110 people on B... (n_b + 1)(n_c + 1)/(m + 1) - 1.
    EXPECT_NEAR(*one->estimate, 141.0 * 125.0 / 31.0 - 1, 1e-6);
}

double integral(const std::vector<DensityPoint>& points) {
    double sum = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        sum += 0.5 * (points[i].density + points[i - 1].density) *
               std::log(points[i].total / points[i - 1].total);
    }
    return sum;
}

TEST(Density, IntegratesToOneAndPeaksAtTheMedianOfOneHump) {
    const std::vector<Component> one = {component_from(1000, 3000, 2500, 3700, 0.95)};
    const auto points = density_of(one);
    EXPECT_NEAR(integral(points), 1, 0.02);
    const auto top =
        std::max_element(points.begin(), points.end(),
                         [](const auto& a, const auto& b) { return a.density < b.density; });
    EXPECT_NEAR(top->total, 3000, 150);
}

TEST(Density, KeepsNarrowHumpsFarApart) {
    std::vector<Component> sample;
    for (int i = 0; i < 200; ++i) {
        const double middle = i < 80 ? 50000 : 140000;
        const double spread = 0.02 * middle * ((i % 80) / 40.0 - 1);
        sample.push_back({1, 10000, std::log(middle + spread - 10000), 0, 0});
    }
    const auto points = density_of(sample);
    EXPECT_NEAR(integral(points), 1, 0.1);
    double valley = 0, below = 0, top = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].total > 70000 && points[i].total < 110000)
            valley = std::max(valley, points[i].density);
        top = std::max(top, points[i].density);
        if (points[i].total < 90000)
            below += points[i].density * std::log(points[i].total / points[i - 1].total);
    }
    EXPECT_LT(valley, 0.1 * top);
    EXPECT_NEAR(below, 0.4, 0.06);
}

TEST(Draws, OfAMixtureHaveItsQuantiles) {
    std::vector<Component> mixture = {component_from(1000, 3000, 2500, 3700, 0.95),
                                      component_from(1000, 6000, 5000, 7500, 0.95)};
    mixture[1].weight = 3;
    std::vector<double> draws = draws_of(mixture, 4000);
    std::sort(draws.begin(), draws.end());
    for (const double p : {0.05, 0.2, 0.5, 0.9})
        EXPECT_NEAR(draws[static_cast<std::size_t>(p * 4000)] / quantile(mixture, p), 1, 0.01) << p;
}

TEST(Chains, TellHowTheSamplerWentAndGiveTheirDraws) {
    EstimateOptions options;
    options.methods = {"latent_class"};
    options.effective_draws = 500;
    options.keep_draws = true;
    const StratumEstimate stratum = estimate(kosovo(), options, Context{});
    const MethodResult& m = *method_of(stratum, "latent_class");
    ASSERT_EQ(m.chains.size(), 4U);
    ASSERT_EQ(m.draws.size(), 4U);
    std::vector<double> all;
    for (std::size_t c = 0; c < 4; ++c) {
        const ChainRecord& chain = m.chains[c];
        EXPECT_EQ(chain.draws, m.draws[c].size());
        EXPECT_EQ(chain.trace.size(), 200U);
        EXPECT_EQ(chain.trace.front(), m.draws[c].front());
        EXPECT_EQ(chain.exchange_rates.size(), 7U);
        ASSERT_EQ(chain.mode_shares.size(), m.modes.size());
        EXPECT_NEAR(std::accumulate(chain.mode_shares.begin(), chain.mode_shares.end(), 0.0), 1,
                    1e-12);
        all.insert(all.end(), m.draws[c].begin(), m.draws[c].end());
    }
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2),
                     all.end());
    EXPECT_NEAR(all[all.size() / 2] / *m.estimate, 1, 0.002);
    EXPECT_NEAR(integral(m.density), 1, 0.05);
    options.keep_draws = false;
    EXPECT_TRUE(method_of(estimate(kosovo(), options, Context{}), "latent_class")->draws.empty());
}

TEST(Scrutiny, IsTheSameForAnyNumberOfThreads) {
    std::vector<StratumEstimate> results;
    for (const unsigned threads : {1U, 2U}) {
        Context context;
        context.threads = threads;
        results.push_back(estimate(kosovo(), without_samplers(), context));
    }
    ASSERT_EQ(results[0].refits.size(), results[1].refits.size());
    EXPECT_FALSE(results[0].refits.empty());
    for (std::size_t i = 0; i < results[0].refits.size(); ++i) {
        EXPECT_EQ(results[0].refits[i].kind, results[1].refits[i].kind);
        EXPECT_EQ(results[0].refits[i].estimate, results[1].refits[i].estimate);
    }
}

}  // namespace
}  // namespace dalil
