#include "estimate/chao.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_loglinear.hpp"

namespace dalil {
namespace {

using testing_tables::independent_lists;
using testing_tables::kosovo;
using testing_tables::table_of;

/// Main effects, or one effect per capture, with bends at the given numbers of captures.
reference::Design chao_design(std::size_t lists, ChaoModel model, const std::vector<int>& bends) {
    reference::Design design;
    if (model == ChaoModel::Mth) {
        for (std::size_t j = 0; j < lists; ++j) {
            design.push_back(
                [j](std::uint64_t pattern) { return static_cast<double>(pattern >> j & 1); });
        }
    } else {
        design.push_back(
            [](std::uint64_t pattern) { return static_cast<double>(std::popcount(pattern)); });
    }
    for (const int k : bends) {
        design.push_back([k](std::uint64_t pattern) {
            return static_cast<double>(std::max(std::popcount(pattern) - k + 1, 0));
        });
    }
    return design;
}

TEST(Chao, BoundsFitAsByTheBook) {
    for (const ChaoModel model : {ChaoModel::Mth, ChaoModel::Mh}) {
        const MethodRun run = estimate_chao(usable_table(kosovo()), model, 0.95);
        const auto slow = reference::slow_fit(kosovo(), chao_design(4, model, {3}));
        EXPECT_NEAR((*run.result.estimate - 4400) / slow.unlisted, 1, 1e-8);
        EXPECT_NEAR(run.result.figures.at("se") / slow.se, 1, 1e-6);
        EXPECT_NEAR(run.result.figures.at("bic"), slow.bic, 1e-6);
    }
}

TEST(Chao, WithAllBendsTheHomogeneousBoundIsChaosFormula) {
    // Chao (1987) with t lists: n + (t - 1)/t f1^2 / (2 f2); here f3 is large enough to need its
    // bend.
    const CaptureTable table = table_of(
        {"A", "B", "C"},
        {{"100", 50}, {"010", 60}, {"001", 40}, {"110", 12}, {"101", 9}, {"011", 14}, {"111", 20}});
    const MethodRun run = estimate_chao(usable_table(table), ChaoModel::Mh, 0.95);
    EXPECT_NEAR(*run.result.estimate, 205 + 2.0 / 3 * 150 * 150 / (2 * 35), 1e-6);
}

TEST(Chao, BoundHoldsWhenPeopleDiffer) {
    // Half the people are three times as visible; the bound must lie below the truth, not far above
    // it.
    int above = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Rng rng(seed, 5);
        CaptureTable table = independent_lists(1000, {0.1, 0.15, 0.12, 0.1}, rng);
        for (const CaptureCell& cell : independent_lists(1000, {0.3, 0.45, 0.36, 0.3}, rng).cells) {
            const auto same =
                std::find_if(table.cells.begin(), table.cells.end(),
                             [&](const CaptureCell& c) { return c.pattern == cell.pattern; });
            if (same == table.cells.end()) {
                table.cells.push_back(cell);
            } else {
                same->count += cell.count;
            }
        }
        above +=
            *estimate_chao(usable_table(table), ChaoModel::Mth, 0.95).result.low > 2000 ? 1 : 0;
    }
    EXPECT_LE(above, 2);
}

TEST(Chao, SixtyListsStayFastAndFinite) {
    Rng rng(3);
    CaptureTable table;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> counts;
    for (int j = 0; j < 60; ++j) table.lists.push_back("L" + std::to_string(j));
    for (int person = 0; person < 3000; ++person) {
        std::uint64_t pattern = 0;
        for (int j = 0; j < 60; ++j) pattern |= std::uint64_t{rng.uniform() < 0.03} << j;
        if (pattern != 0) table.cells.push_back({pattern, 1, false});
    }
    const UsableTable usable = usable_table(table);
    for (const ChaoModel model : {ChaoModel::Mth, ChaoModel::Mh}) {
        const MethodRun run = estimate_chao(usable, model, 0.95);
        ASSERT_TRUE(run.result.estimate);
        EXPECT_NEAR(*run.result.estimate, 3000, 150);
    }
}

TEST(Chao, NobodyOnTwoListsGivesNoBound) {
    const CaptureTable table = table_of({"A", "B"}, {{"10", 5}, {"01", 7}});
    const MethodRun run = estimate_chao(usable_table(table), ChaoModel::Mth, 0.95);
    EXPECT_FALSE(run.result.estimate);
    EXPECT_FALSE(run.result.warnings.empty());
}

}  // namespace
}  // namespace dalil
