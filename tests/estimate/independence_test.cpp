#include "estimate/independence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "estimate/kernel.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using testing_tables::independent_lists;
using testing_tables::kosovo;
using testing_tables::table_of;

TEST(Independence, IsTheModelOfMainEffects) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Rng rng(seed, 11);
        const CaptureTable table = independent_lists(500, {0.2, 0.3, 0.25, 0.1, 0.15, 0.2}, rng);
        const MethodRun run = estimate_independence(usable_table(table), 0.95);
        const CellTable cells(table);
        Loglinear kernel(cells, main_effects(6));
        const auto fit = kernel.fit();
        const auto interval = kernel.interval(*fit, 1.959964);
        const double n = cells.n;
        EXPECT_NEAR((*run.result.estimate - n) / fit->unlisted, 1, 1e-8);
        EXPECT_NEAR((*run.result.low - n) / interval.low, 1, 1e-5);
        EXPECT_NEAR((*run.result.high - n) / *interval.high, 1, 1e-5);
        EXPECT_NEAR(run.result.figures.at("bic"), fit->bic, 1e-6);
        EXPECT_NEAR(run.result.figures.at("se") / fit->se(), 1, 0.02);
    }
}

TEST(Independence, TwoListsGivePetersen) {
    const CaptureTable table = table_of({"A", "B"}, {{"10", 60}, {"01", 40}, {"11", 20}});
    EXPECT_NEAR(*estimate_independence(usable_table(table), 0.95).result.estimate, 80.0 * 60 / 20,
                1e-8);
}

TEST(Independence, IntervalCoversAtItsLevel) {
    int covered = 0, below = 0;
    const int rounds = 400;
    for (int seed = 0; seed < rounds; ++seed) {
        Rng rng(static_cast<std::uint64_t>(seed), 2026);
        const CaptureTable table = independent_lists(400, {0.25, 0.2, 0.3}, rng);
        const MethodResult result = estimate_independence(usable_table(table), 0.95).result;
        covered += *result.low <= 400 && 400 <= *result.high ? 1 : 0;
        below += *result.high < 400 ? 1 : 0;
    }
    // 95 % of 400 is 380, standard deviation 4.4.
    EXPECT_GE(covered, 366);
    EXPECT_LE(covered, 393);
    EXPECT_LE(below, 22);
}

TEST(Independence, AListOfEverybodyLeavesNobodyUnlisted) {
    const CaptureTable table =
        table_of({"A", "B", "C"}, {{"100", 5}, {"110", 7}, {"101", 3}, {"111", 9}});
    const MethodResult result = estimate_independence(usable_table(table), 0.95).result;
    EXPECT_EQ(*result.estimate, 24);
    EXPECT_FALSE(result.warnings.empty());
}

TEST(Independence, NobodyOnTwoListsHasNoEstimate) {
    const CaptureTable table = table_of({"A", "B", "C"}, {{"100", 5}, {"010", 7}, {"001", 3}});
    EXPECT_FALSE(estimate_independence(usable_table(table), 0.95).result.estimate);
}

TEST(Independence, CountsOfAThousandMillion) {
    CaptureTable table = kosovo();
    for (CaptureCell& cell : table.cells) cell.count *= 1'000'000;
    const MethodResult result = estimate_independence(usable_table(table), 0.95).result;
    EXPECT_NEAR(*result.estimate / 1e6, 7394.587, 0.001);
    // The interval narrows with the square root of the counts.
    EXPECT_NEAR((*result.high - *result.estimate) / 1e6, 1.96 * 129.6 / 1000, 0.001);
}

}  // namespace
}  // namespace dalil
