#include "estimate/doubly_robust.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "dalil/base/random.hpp"
#include "dalil/estimate/estimate.hpp"
#include "estimate/pair_groups.hpp"
#include "estimate/ridge_logistic.hpp"
#include "tests/reference/estimate/doubly_robust_reference.hpp"

namespace dalil {
namespace {

/// Chances that are the shares of each group, one fold: nothing is shrunk, nothing held out.
Nuisance saturated(const std::vector<Nuisance::Counts>& groups) {
    Nuisance nuisance;
    nuisance.folds = 1;
    nuisance.counts = {groups};
    for (auto& chance : nuisance.chances) chance.resize(1);
    for (const auto& g : groups) {
        nuisance.chances[0][0].push_back((g.first + g.both) / g.people());
        nuisance.chances[1][0].push_back((g.second + g.both) / g.people());
        nuisance.chances[2][0].push_back(g.both / g.people());
    }
    return nuisance;
}

TEST(DoublyRobust, SaturatedChancesGiveTheSumOfPetersenOverCells) {
    const std::vector<Nuisance::Counts> groups{{40, 70, 12}, {300, 20, 45}, {15, 18, 3}};
    double people = 0, petersen = 0;
    for (const auto& g : groups) {
        people += g.people();
        petersen += (g.first + g.both) * (g.second + g.both) / g.both;
    }
    const RobustFigures figures = robust_figures(saturated(groups));
    EXPECT_NEAR(figures.doubly_robust * people, petersen, 1e-9 * petersen);
    EXPECT_NEAR(figures.plug_in * people, petersen, 1e-9 * petersen);
    EXPECT_NEAR(figures.targeted * people, petersen, 1e-7 * petersen);
    EXPECT_EQ(figures.trimmed, 0);
}

TEST(DoublyRobust, WithOneCellTheVarianceIsThatOfPetersen) {
    const RobustFigures figures = robust_figures(saturated({{140, 230, 60}}));
    const double n = 430, total = 200.0 * 290 / 60;
    const double variance = n * figures.spread + total * (total / n - 1);
    EXPECT_NEAR(variance, 200.0 * 290 * 140 * 230 / (60.0 * 60 * 60), 1e-8 * variance);
}

/// Log odds of each list rise with the level of a covariate, so that pooling hides people.
CovariateTable simulate(std::uint64_t people, std::uint64_t seed, double slope) {
    std::map<std::pair<std::vector<std::uint32_t>, std::uint64_t>, std::uint64_t> counts;
    Rng rng(seed, 77);
    for (std::uint64_t i = 0; i < people; ++i) {
        const std::vector<std::uint32_t> codes{1 + static_cast<std::uint32_t>(rng.below(4)),
                                               1 + static_cast<std::uint32_t>(rng.below(2))};
        const double visible = slope * (codes[0] - 2.5) + 0.5 * slope * (codes[1] - 1.5);
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < 2; ++j)
            pattern |= std::uint64_t{rng.uniform() < 1 / (1 + std::exp(0.8 - visible))} << j;
        if (pattern != 0) ++counts[{codes, pattern}];
    }
    CovariateTable table;
    table.lists = {"A", "B"};
    table.covariates = {make_covariate("place", {"", "east", "north", "south", "west"}),
                        make_covariate("sex", {"", "f", "m"})};
    for (const auto& [key, count] : counts) table.cells.push_back({key.second, key.first, count});
    return table;
}

TEST(DoublyRobust, AgreesWithThePersonByPersonReference) {
    const CovariateTable table = simulate(400, 5, 0.6);
    const PairGroups pair = group_pair(table, 0, 1);
    const std::array<LearnerChoice, 2> ridge{LearnerChoice{2, 0, 0}, LearnerChoice{2, 0, 0}};
    const Nuisance nuisance = learn(pair, 1, &ridge, {});
    std::vector<reference::ListedPerson> people;
    for (unsigned fold = 0; fold < kFolds; ++fold) {
        for (std::size_t g = 0; g < pair.groups.size(); ++g) {
            std::vector<double> features(pair.features, 0.0);
            for (const auto& [feature, value] : pair.groups[g].features) features[feature] = value;
            const Nuisance::Counts& c = nuisance.counts[fold][g];
            for (int i = 0; i < c.first; ++i) people.push_back({features, true, false, fold});
            for (int i = 0; i < c.second; ++i) people.push_back({features, false, true, fold});
            for (int i = 0; i < c.both; ++i) people.push_back({features, true, true, fold});
        }
    }
    ASSERT_EQ(static_cast<double>(people.size()), pair.people());
    const auto slow = reference::doubly_robust(people, kFolds, 2, kMargin);
    const RobustFigures fast = robust_figures(nuisance);
    EXPECT_NEAR(fast.doubly_robust, slow.doubly_robust, 1e-7);
    EXPECT_NEAR(fast.plug_in, slow.plug_in, 1e-7);
    EXPECT_NEAR(fast.spread, slow.variance, 1e-7);
}

/// True chances given the group, from the population model of `simulate`.
Nuisance true_chances(const PairGroups& pair, const CovariateTable&, double slope) {
    Nuisance nuisance;
    nuisance.folds = 1;
    nuisance.counts.resize(1);
    for (auto& chance : nuisance.chances) chance.resize(1);
    for (std::size_t g = 0; g < pair.groups.size(); ++g) {
        const auto& features = pair.groups[g].features;
        const double place = features[0].first, sex = features[1].first - 5.0;
        const double visible = slope * (place - 2.5) + 0.5 * slope * (sex - 1.5);
        const double p = 1 / (1 + std::exp(0.8 - visible)), either = 1 - (1 - p) * (1 - p);
        nuisance.counts[0].push_back(
            {pair.groups[g].first, pair.groups[g].second, pair.groups[g].both});
        nuisance.chances[0][0].push_back(p / either);
        nuisance.chances[1][0].push_back(p / either);
        nuisance.chances[2][0].push_back(p * p / either);
    }
    return nuisance;
}

TEST(DoublyRobust, OneWrongChanceDoesNotBiasTheEstimate) {
    const double people = 200000;
    const CovariateTable table = simulate(200000, 9, 1);
    const PairGroups pair = group_pair(table, 0, 1);
    Nuisance nuisance = true_chances(pair, table, 1);
    // The first list's chance is taken to be the same for everybody, and too high.
    for (double& q : nuisance.chances[0][0]) q = 0.85;
    const RobustFigures figures = robust_figures(nuisance);
    EXPECT_NEAR(figures.doubly_robust * pair.people() / people, 1, 0.01);
    EXPECT_GT(std::abs(figures.plug_in * pair.people() / people - 1), 0.05);
}

TEST(DoublyRobust, CoversWhereCovariatesExplainTheDependenceAndPetersenDoesNot) {
    int robust = 0, petersen = 0;
    constexpr int kTables = 40;
    constexpr double kPeople = 4000;
    for (int t = 0; t < kTables; ++t) {
        CovariateSample sample;
        sample.best = simulate(4000, static_cast<std::uint64_t>(100 + t), 0.7);
        sample.chosen = true;
        EstimateOptions options;
        options.covariates = &sample;
        options.methods = {"petersen", "doubly_robust"};
        const StratumEstimate e = estimate(sample.best.captures(), options, {});
        for (const MethodResult& m : e.methods)
            (m.method == "petersen" ? petersen : robust) += *m.low <= kPeople && kPeople <= *m.high;
    }
    EXPECT_GE(robust, 35);  // 38 expected; below 35 in one of fifty studies
    EXPECT_LE(petersen, 10);
}

TEST(DoublyRobust, TwoListsStayRefusedAndNamedCovariatesShowTheirFigureBeside) {
    CovariateSample sample;
    sample.best = simulate(2000, 3, 1);
    EstimateOptions options;
    options.covariates = &sample;
    const auto figure = [&] {
        const StratumEstimate e = estimate(sample.best.captures(), options, {});
        EXPECT_TRUE(e.refused);
        EXPECT_EQ(e.headline, "");
        const auto at = std::find_if(e.methods.begin(), e.methods.end(),
                                     [](const auto& m) { return m.method == "doubly_robust"; });
        return at == e.methods.end() ? std::optional<MethodResult>() : *at;
    };
    EXPECT_FALSE(figure().has_value());
    sample.chosen = true;
    const auto shown = figure();
    ASSERT_TRUE(shown.has_value());
    EXPECT_TRUE(shown->estimate.has_value());
    EXPECT_FALSE(shown->warnings.empty());
}

TEST(DoublyRobust, APairOfCovariatesThatMatterOnlyTogetherIsFound) {
    std::map<std::pair<std::vector<std::uint32_t>, std::uint64_t>, std::uint64_t> counts;
    Rng rng(8, 78);
    for (int i = 0; i < 3000; ++i) {
        const std::vector<std::uint32_t> codes{1 + static_cast<std::uint32_t>(rng.below(3)),
                                               1 + static_cast<std::uint32_t>(rng.below(4)),
                                               1 + static_cast<std::uint32_t>(rng.below(2))};
        const double chance = codes[1] % 2 == codes[2] % 2 ? 0.5 : 0.15;
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < 2; ++j) pattern |= std::uint64_t{rng.uniform() < chance} << j;
        if (pattern != 0) ++counts[{codes, pattern}];
    }
    CovariateTable table;
    table.lists = {"A", "B"};
    table.covariates = {make_covariate("month", {"", "1st", "2nd", "3rd"}),
                        make_covariate("place", {"", "east", "north", "south", "west"}),
                        make_covariate("sex", {"", "f", "m"})};
    for (const auto& [key, count] : counts) table.cells.push_back({key.second, key.first, count});
    // Pairs: month and place, month and sex, place and sex.
    for (const LearnerChoice& choice : learn(group_pair(table, 0, 1), 1, nullptr, {}).choice)
        EXPECT_NE(choice.pairs & 4, 0U);
}

TEST(DoublyRobust, AWordThatOnlyOneListUsesIsNoLevel) {
    CovariateTable table;
    table.lists = {"A", "B"};
    table.covariates = {make_covariate("place", {"", "here", "there"})};
    table.cells = {{1, {1}, 200}, {2, {2}, 200}, {3, {1}, 30}};
    const PairGroups pair = group_pair(table, 0, 1);
    EXPECT_TRUE(pair.used.empty());
    EXPECT_EQ(pair.left_out, std::vector<std::string>{"place"});
}

TEST(DoublyRobust, DoesNotDependOnTheOrderOfCells) {
    CovariateSample sample;
    sample.best = simulate(1500, 21, 1);
    std::optional<double> share;
    const auto forward = estimate_doubly_robust(sample, {}, 0.95, {}, share).result;
    std::reverse(sample.best.cells.begin(), sample.best.cells.end());
    const auto backward = estimate_doubly_robust(sample, {}, 0.95, {}, share).result;
    EXPECT_EQ(*forward.estimate, *backward.estimate);
    EXPECT_EQ(*forward.high, *backward.high);
}

TEST(DoublyRobust, DrawsOfTheLinkageWidenTheInterval) {
    CovariateSample sample;
    sample.best = simulate(2000, 31, 0.5);
    std::optional<double> share;
    const auto alone = estimate_doubly_robust(sample, {}, 0.95, {}, share).result;
    EXPECT_FALSE(share.has_value());
    sample.draws = 20;
    sample.draw = [&](std::size_t d) {
        CovariateTable drawn = sample.best;
        for (CovariateCell& cell : drawn.cells)
            if (cell.pattern == 3) cell.count -= cell.count * d / 60;
        return drawn;
    };
    const auto mixed = estimate_doubly_robust(sample, {}, 0.95, {}, share).result;
    EXPECT_GT(*mixed.high - *mixed.low, 1.2 * (*alone.high - *alone.low));
    EXPECT_GT(share.value_or(0), 0.3);
    EXPECT_EQ(mixed.figures.at("estimate_best"), *alone.estimate);
}

TEST(DoublyRobust, TooFewPeopleGiveNoFigure) {
    CovariateSample sample;
    sample.best = simulate(60, 3, 1);
    std::optional<double> share;
    const auto result = estimate_doubly_robust(sample, {}, 0.95, {}, share).result;
    EXPECT_FALSE(result.estimate.has_value());
    EXPECT_FALSE(result.variants.front().warnings.empty());
}

}  // namespace
}  // namespace dalil
