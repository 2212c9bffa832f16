// When a number stands, when it is doubted, and when there is none.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "dalil/estimate/estimate.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using testing_tables::independent_lists;
using testing_tables::kosovo;
using testing_tables::table_of;
using testing_tables::without_samplers;

bool has(const std::vector<Reason>& reasons, const std::string& code) {
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const Reason& r) { return r.code == code; });
}

std::vector<std::string> names(const StratumEstimate& stratum) {
    std::vector<std::string> result;
    for (const MethodResult& m : stratum.methods) result.push_back(m.method);
    return result;
}

TEST(Refusal, TwoListsGetOnlyTheBounds) {
    const StratumEstimate e =
        estimate(table_of({"A", "B"}, {{"10", 60}, {"01", 40}, {"11", 20}}), {}, {});
    EXPECT_TRUE(e.refused);
    EXPECT_TRUE(has(e.reasons, "fewer-than-three-lists"));
    EXPECT_EQ(names(e), (std::vector<std::string>{"chao_lower_bound", "chao_mh"}));
    EXPECT_TRUE(e.headline.empty());
    EXPECT_EQ(e.n, 120U);
}

TEST(Refusal, AThirdListThatMeetsNobodyIsNoThirdWitness) {
    const CaptureTable table =
        table_of({"A", "B", "C"}, {{"100", 60}, {"010", 40}, {"110", 20}, {"001", 30}});
    const StratumEstimate e = estimate(table, {}, {});
    EXPECT_TRUE(has(e.reasons, "fewer-than-three-lists"));
    EXPECT_TRUE(has(e.warnings, "isolated-list"));
}

TEST(Refusal, OneListAndNoList) {
    for (const CaptureTable& table :
         {table_of({"A"}, {{"1", 60}}), table_of({"A", "B", "C"}, {}),
          table_of({"A", "B", "C"}, {{"100", 0}, {"111", 0}}), table_of({}, {})}) {
        const StratumEstimate e = estimate(table, {}, {});
        EXPECT_TRUE(e.refused);
        EXPECT_FALSE(e.reasons.empty());
        for (const MethodResult& m : e.methods) EXPECT_FALSE(m.estimate);
    }
    EXPECT_TRUE(has(estimate(table_of({"A", "B", "C"}, {}), {}, {}).reasons, "nobody-listed"));
}

TEST(Refusal, MorePeopleThanASamplerMayTakeGetNoFigure) {
    EstimateOptions options;
    options.most_sampled = kosovo().people() - 1;
    const StratumEstimate e = estimate(kosovo(), options, {});
    EXPECT_TRUE(e.refused);
    EXPECT_TRUE(has(e.reasons, "too-many-people"));
    EXPECT_TRUE(e.headline.empty());
    for (const MethodResult& m : e.methods) EXPECT_FALSE(m.rhat) << m.method;
    options.methods = {"latent_class"};
    options.effective_draws = 500;
    EXPECT_FALSE(estimate(kosovo(), options, {}).refused);
}

TEST(Refusal, SixPeopleOnSeveralListsAreTooFew) {
    const auto with = [](std::uint64_t both) {
        return table_of(
            {"A", "B", "C"},
            {{"100", 40}, {"010", 30}, {"001", 25}, {"110", both}, {"011", 2}, {"101", 2}});
    };
    EXPECT_TRUE(has(estimate(with(2), without_samplers(), {}).reasons, "overlap-too-small"));
    EXPECT_FALSE(has(estimate(with(3), without_samplers(), {}).reasons, "overlap-too-small"));
}

TEST(Refusal, WhatWasAskedForByNameIsShownWithAWarning) {
    EstimateOptions options;
    options.methods = {"petersen"};
    const StratumEstimate e =
        estimate(table_of({"A", "B"}, {{"10", 60}, {"01", 40}, {"11", 20}}), options, {});
    EXPECT_TRUE(e.refused);
    ASSERT_EQ(names(e), (std::vector<std::string>{"petersen"}));
    EXPECT_NEAR(*e.methods[0].estimate, 240, 1e-9);
    EXPECT_GE(e.methods[0].warnings.size(), 2U);
}

TEST(Refusal, ACopyOfAListIsNoSecondWitness) {
    // B holds exactly the people of A: with C alone two lists are left.
    const CaptureTable table = table_of({"A", "B", "C"}, {{"110", 60}, {"001", 40}, {"111", 20}});
    const StratumEstimate e = estimate(table, {}, {});
    EXPECT_TRUE(has(e.warnings, "equal-lists"));
    EXPECT_EQ(e.dropped_lists, std::vector<std::string>{"B"});
    EXPECT_TRUE(has(e.reasons, "fewer-than-three-lists"));
}

TEST(Refusal, VersionsOfOneListAreNamed) {
    const CaptureTable table = table_of(
        {"A", "B", "C"}, {{"110", 300}, {"001", 400}, {"111", 200}, {"100", 3}, {"010", 2}});
    EXPECT_TRUE(has(estimate(table, without_samplers(), {}).warnings, "nearly-equal-lists"));
    EXPECT_FALSE(has(estimate(kosovo(), without_samplers(), {}).warnings, "nearly-equal-lists"));
}

TEST(Refusal, AnEmptyListChangesNothingButIsNamed) {
    CaptureTable wide = kosovo();
    wide.lists.push_back("EMPTY");
    const StratumEstimate with = estimate(wide, without_samplers(), {}),
                          without = estimate(kosovo(), without_samplers(), {});
    EXPECT_EQ(with.dropped_lists, std::vector<std::string>{"EMPTY"});
    ASSERT_EQ(with.methods.size(), without.methods.size());
    for (std::size_t i = 0; i < with.methods.size(); ++i) {
        EXPECT_EQ(with.methods[i].estimate, without.methods[i].estimate);
        EXPECT_EQ(with.methods[i].low, without.methods[i].low);
    }
}

TEST(Refusal, ForcedRefusalLeavesNotEvenBounds) {
    EstimateOptions options;
    options.forced_refusal = Reason{"scripts-not-comparable", "names cannot be compared"};
    const StratumEstimate e = estimate(kosovo(), options, {});
    EXPECT_TRUE(e.refused);
    EXPECT_TRUE(has(e.reasons, "scripts-not-comparable"));
    EXPECT_TRUE(e.methods.empty());
    EXPECT_EQ(e.n, 4400U);
}

/// Two groups of people, each independent on all lists.
CaptureTable two_classes(std::uint64_t seed, std::uint64_t many, const std::vector<double>& low,
                         std::uint64_t few, const std::vector<double>& high) {
    Rng rng(seed, 77);
    CaptureTable table = independent_lists(many, low, rng);
    std::vector<CaptureCell> cells = table.cells;
    for (const CaptureCell& cell : independent_lists(few, high, rng).cells) cells.push_back(cell);
    std::sort(cells.begin(), cells.end(), [](auto& a, auto& b) { return a.pattern < b.pattern; });
    table.cells.clear();
    for (const CaptureCell& cell : cells) {
        if (!table.cells.empty() && table.cells.back().pattern == cell.pattern) {
            table.cells.back().count += cell.count;
        } else {
            table.cells.push_back(cell);
        }
    }
    return table;
}

/// 1,800 hardly visible and 200 very visible people (Manrique-Vallier 2016): log-linear models are
/// far off.
CaptureTable two_classes(std::uint64_t seed) {
    return two_classes(seed, 1800, {0.033, 0.033, 0.099, 0.132, 0.033}, 200,
                       {0.66, 0.825, 0.759, 0.99, 0.693});
}

TEST(Refusal, HiddenClassesAreNotAnsweredWithAWrongNumber) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const StratumEstimate e = estimate(two_classes(seed), without_samplers(), {});
        EXPECT_TRUE(e.refused) << seed;
        EXPECT_TRUE(has(e.reasons, "intervals-disjoint")) << seed;
        // The evidence stays visible.
        EXPECT_GT(e.methods.size(), 4U);
    }
}

TEST(Refusal, LatentClassesAnswerWhereDependenceAloneIsFarOff) {
    EstimateOptions options;
    options.effective_draws = 500;
    int holds = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const StratumEstimate e = estimate(two_classes(seed), options, {});
        ASSERT_FALSE(e.refused) << seed;
        EXPECT_EQ(e.headline, "latent_class_low_visibility");
        EXPECT_TRUE(has(e.warnings, "methods-disagree")) << seed;
        EXPECT_TRUE(has(e.warnings, "hardly-visible-people")) << seed;
        for (const MethodResult& m : e.methods) {
            if (m.method == e.headline) holds += *m.low <= 2000 && 2000 <= *m.high ? 1 : 0;
        }
    }
    EXPECT_GE(holds, 5);
}

TEST(Refusal, ListsThatDoNotBoundTheFigureAreRefused) {
    // Many people on one list each and seven on two: nothing says how many are missing.
    const CaptureTable table =
        table_of({"A", "B", "C"},
                 {{"100", 900}, {"010", 800}, {"001", 700}, {"110", 3}, {"011", 2}, {"101", 2}});
    const StratumEstimate e = estimate(table, {}, {});
    EXPECT_TRUE(e.refused);
    EXPECT_TRUE(has(e.reasons, "no-upper-bound"));
    EXPECT_TRUE(e.headline.empty());
}

/// Everybody well visible: the log-linear figure is only somewhat too high, and the bound's model
/// fits as well.
TEST(Refusal, TwoExplanationsThatFitAlikeAndDisagreeAreRefused) {
    int refused = 0, near = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const StratumEstimate e =
            estimate(two_classes(seed, 1600, {0.113, 0.113, 0.199, 0.232, 0.133}, 400,
                                 {0.86, 0.925, 0.859, 0.99, 0.793}),
                     without_samplers(), {});
        refused += has(e.reasons, "intervals-disjoint") ? 1 : 0;
        double low = 0, high = 0;
        for (const MethodResult& m : e.methods) {
            if (m.method == "loglinear") low = *m.low;
            if (m.method == "chao_lower_bound") high = *m.high;
        }
        near += low < 1.25 * high ? 1 : 0;
    }
    EXPECT_GE(refused, 17);
    EXPECT_GE(near, 5);
}

TEST(Refusal, CellsWithoutPeopleChangeNothing) {
    CaptureTable wide = testing_tables::hiv_rome();
    wide.cells.push_back({0b1111, 0, false});
    wide.cells.push_back({0b1101, 0, true});
    const StratumEstimate a = estimate(testing_tables::hiv_rome(), without_samplers(), {}),
                          b = estimate(wide, without_samplers(), {});
    ASSERT_EQ(a.methods.size(), b.methods.size());
    for (std::size_t i = 0; i < a.methods.size(); ++i) {
        EXPECT_EQ(a.methods[i].estimate, b.methods[i].estimate);
        EXPECT_EQ(a.methods[i].figures, b.methods[i].figures);
    }
}

TEST(Refusal, TheVerdictDoesNotDependOnWhatIsAskedFor) {
    EstimateOptions options;
    options.methods = {"independence"};
    const StratumEstimate e = estimate(two_classes(1), options, {});
    EXPECT_TRUE(e.refused);
    EXPECT_EQ(names(e), (std::vector<std::string>{"independence"}));
}

TEST(Refusal, TheVerdictDoesNotDependOnTheLevel) {
    EstimateOptions narrow = without_samplers();
    narrow.level = 0.5;
    const StratumEstimate a = estimate(kosovo(), without_samplers(), {}),
                          b = estimate(kosovo(), narrow, {});
    EXPECT_EQ(a.refused, b.refused);
    EXPECT_EQ(a.headline, b.headline);
    for (std::size_t i = 0; i < a.methods.size(); ++i) {
        EXPECT_EQ(b.methods[i].level, 0.5);
        // Nothing is known about the people of this table.
        if (a.methods[i].method == "doubly_robust") {
            EXPECT_FALSE(b.methods[i].low.has_value());
            continue;
        }
        ASSERT_TRUE(a.methods[i].low && b.methods[i].low);
        EXPECT_GT(*b.methods[i].low, *a.methods[i].low);
        EXPECT_LT(*b.methods[i].high, *a.methods[i].high);
    }
}

TEST(Refusal, AnotherLevelIsOfTheSameDrawsAndTheSameVerdict) {
    EstimateOptions options;
    options.effective_draws = 400;
    const StratumEstimate a = estimate(kosovo(), options, {});
    options.level = 0.5;
    const StratumEstimate b = estimate(kosovo(), options, {});
    EXPECT_EQ(a.refused, b.refused);
    EXPECT_EQ(a.headline, b.headline);
    ASSERT_EQ(a.methods.size(), b.methods.size());
    for (std::size_t i = 0; i < a.methods.size(); ++i) {
        if (!a.methods[i].ess) continue;
        EXPECT_EQ(a.methods[i].estimate, b.methods[i].estimate);
        EXPECT_LT(*a.methods[i].low, *b.methods[i].low);
        EXPECT_GT(*a.methods[i].high, *b.methods[i].high);
    }
}

TEST(Refusal, IndependenceThatTheListsRejectIsDoubted) {
    EstimateOptions options;
    options.methods = {"independence"};
    const StratumEstimate e = estimate(kosovo(), options, {});
    EXPECT_FALSE(e.refused);
    EXPECT_EQ(e.headline, "independence");
    EXPECT_TRUE(has(e.warnings, "independence-rejected"));
}

TEST(Refusal, CountsOfABillionAreAnsweredAtOnce) {
    CaptureTable table = kosovo();
    for (CaptureCell& cell : table.cells) cell.count *= 1000000;
    const StratumEstimate e = estimate(table, {}, {});
    for (const MethodResult& m : e.methods) {
        if (m.method.starts_with("latent_class")) {
            EXPECT_FALSE(m.estimate);
            EXPECT_FALSE(m.warnings.empty());
        }
    }
}

TEST(Refusal, SixtyListsAreRefusedWithinASecond) {
    Rng rng(3);
    CaptureTable table;
    for (int j = 0; j < 60; ++j) table.lists.push_back("L" + std::to_string(j));
    for (int person = 0; person < 3000; ++person) {
        std::uint64_t pattern = 0;
        for (int j = 0; j < 60; ++j) pattern |= std::uint64_t{rng.uniform() < 0.03} << j;
        if (pattern != 0) table.cells.push_back({pattern, 1, false});
    }
    const auto begin = std::chrono::steady_clock::now();
    const StratumEstimate e = estimate(table, {}, {});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
    EXPECT_TRUE(has(e.reasons, "too-many-lists"));
    EXPECT_EQ(names(e), (std::vector<std::string>{"chao_lower_bound", "chao_mh"}));
}

TEST(Refusal, SixToSixteenListsAreSearched) {
    Rng rng(5);
    const CaptureTable table = independent_lists(
        4000, {0.1, 0.12, 0.08, 0.1, 0.15, 0.1, 0.05, 0.1, 0.1, 0.1, 0.06, 0.1}, rng);
    const StratumEstimate e = estimate(table, without_samplers(), {});
    ASSERT_FALSE(e.refused);
    const MethodResult& m =
        *std::find_if(e.methods.begin(), e.methods.end(),
                      [&](const MethodResult& r) { return r.method == e.headline; });
    EXPECT_LT(*m.low, 4000);
    EXPECT_GT(*m.high, 4000);
}

TEST(Refusal, SameFiguresForOneAndTwoThreads) {
    Context one, two;
    one.threads = 1;
    two.threads = 2;
    for (const CaptureTable& table : {kosovo(), two_classes(2)}) {
        const StratumEstimate a = estimate(table, without_samplers(), one),
                              b = estimate(table, without_samplers(), two);
        ASSERT_EQ(a.methods.size(), b.methods.size());
        for (std::size_t i = 0; i < a.methods.size(); ++i) {
            EXPECT_EQ(a.methods[i].estimate, b.methods[i].estimate);
            EXPECT_EQ(a.methods[i].high, b.methods[i].high);
            EXPECT_EQ(a.methods[i].figures, b.methods[i].figures);
            ASSERT_EQ(a.methods[i].variants.size(), b.methods[i].variants.size());
            for (std::size_t v = 0; v < a.methods[i].variants.size(); ++v) {
                EXPECT_EQ(a.methods[i].variants[v].parameters, b.methods[i].variants[v].parameters);
                EXPECT_EQ(a.methods[i].variants[v].high, b.methods[i].variants[v].high);
            }
        }
    }
}

TEST(Refusal, NamedModelsAreShownAndUnknownOnesSaid) {
    EstimateOptions options;
    options.models = {"[124,134,234]", "[99]"};
    const StratumEstimate e = estimate(kosovo(), options, {});
    for (const MethodResult& m : e.methods) {
        if (m.method != "loglinear") continue;
        const bool shown = std::any_of(m.variants.begin(), m.variants.end(), [](const Variant& v) {
            return std::get<std::string>(v.parameters.at("model")) == "[124,134,234]" && v.estimate;
        });
        EXPECT_TRUE(shown);
        EXPECT_FALSE(m.warnings.empty());
    }
}

TEST(Censored, AnUpperBoundWidensTheInterval) {
    // The people of Rome, but the 205 on the last list alone are only an upper bound.
    CaptureTable table = testing_tables::hiv_rome();
    const StratumEstimate exact = estimate(table, without_samplers(), {});
    table.cells.back().at_most = true;
    const StratumEstimate bounded = estimate(table, without_samplers(), {});
    const auto independence = [](const StratumEstimate& e) {
        return *std::find_if(e.methods.begin(), e.methods.end(),
                             [](const MethodResult& m) { return m.method == "independence"; });
    };
    const MethodResult a = independence(exact), b = independence(bounded);
    ASSERT_TRUE(b.estimate);
    EXPECT_GT(*b.high - *b.low, *a.high - *a.low);
    EXPECT_LT(*b.low, *a.estimate);
    EXPECT_GT(*b.high, *a.estimate * 0.8);
    EXPECT_FALSE(b.warnings.empty());
}

TEST(Censored, BoundsCountTheBoundedCellAsZero) {
    CaptureTable table = testing_tables::hiv_rome();
    table.cells.back().at_most = true;
    CaptureTable without = testing_tables::hiv_rome();
    without.cells.pop_back();
    const StratumEstimate a = estimate(table, without_samplers(), {}),
                          b = estimate(without, without_samplers(), {});
    EXPECT_EQ(a.methods[0].method, "chao_lower_bound");
    EXPECT_NEAR(*a.methods[0].estimate, *b.methods[0].estimate, 1e-6);
}

}  // namespace
}  // namespace dalil
