#include "estimate/predictive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "dalil/estimate/estimate.hpp"
#include "estimate/latent_class.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

LatentOptions quick(std::uint64_t stream) {
    LatentOptions options;
    options.enough = 250;
    options.stream = stream;
    return options;
}

PredictiveCheck check_of(const CaptureTable& table, std::uint64_t stream) {
    const LatentPosterior posterior = sample_latent_classes(usable_table(table), quick(stream), {});
    EXPECT_TRUE(posterior.predictive);
    return posterior.predictive.value_or(PredictiveCheck{});
}

/// Expected counts under independence, as people never are: each rounded.
CaptureTable computed_table(double people, const std::vector<double>& chances) {
    CaptureTable table;
    for (std::size_t j = 0; j < chances.size(); ++j)
        table.lists.push_back("L" + std::to_string(j + 1));
    for (std::uint64_t p = 1; p < std::uint64_t{1} << chances.size(); ++p) {
        double expected = people;
        for (std::size_t j = 0; j < chances.size(); ++j)
            expected *= (p >> j & 1) != 0 ? chances[j] : 1 - chances[j];
        const auto count = static_cast<std::uint64_t>(std::lround(expected));
        if (count > 0) table.cells.push_back({p, count, false});
    }
    return table;
}

TEST(Predictive, TablesOfTheModelAreOrdinary) {
    double mean = 0, pairs = 0;
    constexpr int kTables = 12;
    for (int t = 0; t < kTables; ++t) {
        Rng rng(static_cast<std::uint64_t>(t), 41);
        // Two kinds of people.
        CaptureTable table = testing_tables::independent_lists(900, {0.1, 0.2, 0.15, 0.1}, rng);
        std::vector<std::uint64_t> counts(16, 0);
        for (const CaptureCell& c : table.cells) counts[c.pattern] += c.count;
        for (const CaptureCell& c :
             testing_tables::independent_lists(600, {0.5, 0.4, 0.6, 0.3}, rng).cells)
            counts[c.pattern] += c.count;
        table.cells.clear();
        for (std::uint64_t p = 1; p < 16; ++p) table.cells.push_back({p, counts[p], false});
        const PredictiveCheck check = check_of(table, static_cast<std::uint64_t>(t) + 1);
        EXPECT_GT(check.p, kPredictiveExtreme) << t;
        EXPECT_LT(check.p, 1 - kPredictiveExtreme) << t;
        EXPECT_GT(check.pairs_p, kPredictiveExtreme) << t;
        mean += check.p / kTables;
        pairs += check.pairs_p / kTables;
    }
    // Such p-values gather around one half: the posterior has seen the lists.
    EXPECT_NEAR(mean, 0.5, 0.15);
    EXPECT_NEAR(pairs, 0.5, 0.15);
}

TEST(Predictive, PeopleOnAnOddNumberOfListsAreTooMuchForTenClasses) {
    // Each of the sixteen patterns would need a class of its own.
    CaptureTable table;
    table.lists = {"A", "B", "C", "D", "E"};
    for (std::uint64_t p = 1; p < 32; ++p) {
        if (std::popcount(p) % 2 == 1) table.cells.push_back({p, 60 + p, false});
    }
    const MethodResult result = estimate_latent_class(usable_table(table), quick(1), {}).run.result;
    EXPECT_LT(result.figures.at("predictive_p"), kPredictiveExtreme);
    bool said = false;
    for (const std::string& warning : result.warnings)
        said = said || warning.find("do not describe") != std::string::npos;
    EXPECT_TRUE(said);
}

TEST(Predictive, ComputedCountsAreTooRegular) {
    const CaptureTable table = computed_table(3000, {0.3, 0.25, 0.35, 0.3, 0.4});
    EXPECT_GT(check_of(table, 1).p, 1 - kPredictiveExtreme);
    EstimateOptions options;
    options.methods = {"latent_class"};
    options.effective_draws = 250;
    const StratumEstimate stratum = estimate(table, options, {});
    EXPECT_TRUE(std::any_of(stratum.warnings.begin(), stratum.warnings.end(),
                            [](const Reason& r) { return r.code == "too-regular"; }));
}

/// One class, all lists with chance a half: every pattern as probable as the other.
struct Even {
    explicit Even(const CaptureTable& t) : table(t), density(t, prior_of_one()) {
        point.assign(density.dimensions(), 0);
        points.assign(kMostPredictive, &point);
    }
    static LatentPrior prior_of_one() {
        LatentPrior prior;
        prior.classes = 1;
        return prior;
    }
    CaptureTable table;
    LatentDensity density;
    std::vector<double> point;
    std::vector<const std::vector<double>*> points;
};

TEST(Predictive, NamesThePairThatSharesTooMany) {
    const Even even(testing_tables::table_of({"A", "B", "C"}, {{"100", 100},
                                                               {"010", 100},
                                                               {"001", 100},
                                                               {"110", 100},
                                                               {"101", 100},
                                                               {"011", 160},
                                                               {"111", 100}}));
    const auto check = check_predictive(even.table, even.density, even.points, 1, {});
    ASSERT_TRUE(check);
    EXPECT_LT(check->pairs_p, kPredictiveExtreme);
    EXPECT_EQ(check->first, 1U);
    EXPECT_EQ(check->second, 2U);
    EXPECT_EQ(check->shared, 260);
    EXPECT_NEAR(check->expected, 760 * 2.0 / 7, 1e-9);
}

TEST(Predictive, KnownChancesGiveUniformPValues) {
    // With the chances known and not learned, p-values are uniform but for ties.
    double mean = 0, square = 0;
    constexpr int kTables = 300;
    for (int t = 0; t < kTables; ++t) {
        Rng rng(static_cast<std::uint64_t>(t), 43);
        const Even even(testing_tables::independent_lists(400, {0.5, 0.5, 0.5}, rng));
        const auto check = check_predictive(even.table, even.density, even.points,
                                            static_cast<std::uint64_t>(t), {});
        ASSERT_TRUE(check);
        mean += check->p / kTables;
        square += std::pow(check->p - 0.5, 2) / kTables;
    }
    EXPECT_NEAR(mean, 0.5, 4 * std::sqrt(1.0 / 12 / kTables));
    EXPECT_NEAR(square, 1.0 / 12, 0.018);
}

TEST(Predictive, ImpossiblePatternsAreNeverDrawn) {
    CaptureTable table = testing_tables::table_of(
        {"A", "B", "C"},
        {{"100", 100}, {"010", 100}, {"001", 100}, {"110", 100}, {"101", 100}, {"011", 100}});
    table.impossible = {0b111};
    const Even even(table);
    const auto check = check_predictive(even.table, even.density, even.points, 1, {});
    ASSERT_TRUE(check);
    EXPECT_GT(check->p, 0.99);  // the counts are what is expected, to the person
    EXPECT_NEAR(check->expected, 100, 1e-9);
}

TEST(Predictive, NothingOfWideTablesOrFewPoints) {
    const Even even(testing_tables::kosovo());
    std::vector<const std::vector<double>*> few(kFewestPredictive - 1, &even.point);
    EXPECT_FALSE(check_predictive(even.table, even.density, few, 1, {}));
    CaptureTable wide = testing_tables::kosovo();
    for (int j = 5; j <= 12; ++j) wide.lists.push_back("L" + std::to_string(j));
    const Even eleven(wide);
    EXPECT_FALSE(check_predictive(eleven.table, eleven.density, eleven.points, 1, {}));
}

TEST(Predictive, SameForAnyNumberOfThreads) {
    const Even even(testing_tables::kosovo());
    Context one, two;
    one.threads = 1;
    two.threads = 2;
    const auto a = check_predictive(even.table, even.density, even.points, 1, one),
               b = check_predictive(even.table, even.density, even.points, 1, two);
    EXPECT_EQ(a->p, b->p);
    EXPECT_EQ(a->expected, b->expected);
}

}  // namespace
}  // namespace dalil
