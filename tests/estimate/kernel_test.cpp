// The kernel against log-linear models by the book.
#include "estimate/kernel.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "estimate/normal.hpp"
#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_loglinear.hpp"

namespace dalil {
namespace {

using testing_tables::independent_lists;
using testing_tables::kosovo;

void expect_same_fit(const CaptureTable& table, const Model& model) {
    const CellTable cells(table);
    Loglinear kernel(cells, model);
    const auto fit = kernel.fit();
    ASSERT_TRUE(fit) << model_name(model);
    const auto slow = reference::slow_fit(table, reference::effects(model.terms));
    EXPECT_NEAR(fit->unlisted / slow.unlisted, 1, 1e-7) << model_name(model);
    EXPECT_NEAR(fit->se() / slow.se, 1, 1e-6) << model_name(model);
    EXPECT_NEAR(fit->deviance, slow.deviance, 1e-6) << model_name(model);
    EXPECT_NEAR(fit->aic, slow.aic, 1e-6) << model_name(model);
    EXPECT_NEAR(fit->bic, slow.bic, 1e-6) << model_name(model);
}

TEST(Kernel, EveryModelOfFourListsFitsAsByTheBook) {
    for (const Model& model : all_models(4)) expect_same_fit(kosovo(), model);
}

TEST(Kernel, RandomTablesFitAsByTheBook) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Rng rng(seed);
        const CaptureTable table = independent_lists(3000, {0.3, 0.4, 0.5, 0.35, 0.45}, rng);
        expect_same_fit(table, closed_model(5, {0b00011, 0b01100, 0b10100}));
        expect_same_fit(table, closed_model(5, {0b00111, 0b11001}));
    }
}

TEST(Kernel, StructuralZerosLeaveTheFit) {
    CaptureTable table = kosovo();
    std::erase_if(table.cells, [](const CaptureCell& cell) { return cell.pattern == 0b0011; });
    table.impossible = {0b0011};
    expect_same_fit(table, closed_model(4, {0b0110, 0b1100}));
    // It is not the same as a cell that happens to be empty.
    CaptureTable empty = table;
    empty.impossible.clear();
    const Model model = closed_model(4, {0b0110, 0b1100});
    const CellTable with(table), without(empty);
    EXPECT_GT(std::abs(Loglinear(with, model).fit()->unlisted -
                       Loglinear(without, model).fit()->unlisted),
              50);
}

/// Ends of the interval by stepping through n0 on a fine grid.
std::pair<double, double> grid_interval(const CaptureTable& table, const Model& model, double z,
                                        double from, double to, double step) {
    const auto design = reference::effects(model.terms);
    double highest = -HUGE_VAL;
    std::vector<std::pair<double, double>> values;
    for (double n0 = from; n0 <= to; n0 += step) {
        values.emplace_back(n0, reference::slow_profile(table, design, n0));
        highest = std::max(highest, values.back().second);
    }
    double low = 0, high = 0;
    for (const auto& [n0, value] : values) {
        if (2 * (highest - value) > z * z) continue;
        if (low == 0) low = n0;
        high = n0;
    }
    return {low, high};
}

TEST(Kernel, ProfileIntervalMatchesAGrid) {
    const CaptureTable table = kosovo();
    const CellTable cells(table);
    const double z = normal_width(0.95);
    for (const auto& [model, from, to] :
         {std::tuple(main_effects(4), 2500.0, 3500.0),
          std::tuple(closed_model(4, {0b0111, 0b1001, 0b1100}), 4000.0, 8500.0)}) {
        Loglinear kernel(cells, model);
        const ProfileInterval interval = kernel.interval(*kernel.fit(), z);
        const auto [low, high] = grid_interval(table, model, z, from, to, 10);
        EXPECT_NEAR(interval.low, low, 12) << model_name(model);
        EXPECT_NEAR(*interval.high, high, 12) << model_name(model);
    }
}

TEST(Kernel, AnEffectWithEmptyMarginGoesToMinusInfinity) {
    // Lists 3 and 4 share nobody: with their effect in the model, cells with both say nothing.
    CaptureTable table = kosovo();
    std::erase_if(table.cells,
                  [](const CaptureCell& cell) { return (cell.pattern & 0b1100) == 0b1100; });
    const Model model = closed_model(4, {0b1100});
    const CellTable cells(table);
    Loglinear kernel(cells, model);
    EXPECT_EQ(kernel.existence(), Existence::Exists);
    CaptureTable without = table;
    without.impossible = {0b1100, 0b1101, 0b1110, 0b1111};
    const auto slow = reference::slow_fit(without, reference::effects(main_effects(4).terms));
    EXPECT_NEAR(kernel.fit()->unlisted / slow.unlisted, 1, 1e-7);
}

// Australia (MSETools): whoever is on lists 3 and 4 is on list 2, so that two effects of [234,12]
// run to infinity against each other. Rcapture 1.4-4 prints N = 2440.4, deviance 2.4089.
TEST(Kernel, TotalIsKeptWhenEffectsRunToInfinity) {
    const CaptureTable table = testing_tables::table_of({"A", "B", "C", "D"}, {{"1000", 34},
                                                                               {"0100", 13},
                                                                               {"0010", 198},
                                                                               {"0001", 100},
                                                                               {"1100", 3},
                                                                               {"1010", 4},
                                                                               {"1001", 1},
                                                                               {"0110", 36},
                                                                               {"0101", 2},
                                                                               {"1110", 6},
                                                                               {"1101", 1},
                                                                               {"0111", 15},
                                                                               {"1111", 1}});
    const CellTable cells(table);
    Loglinear kernel(cells, closed_model(4, {0b1110, 0b0011}));
    EXPECT_EQ(kernel.existence(), Existence::NoEstimate);
    ASSERT_TRUE(kernel.determines_total());
    const auto fit = kernel.fit();
    ASSERT_TRUE(fit);
    EXPECT_NEAR(414 + fit->unlisted, 2440.4, 0.1);
    EXPECT_NEAR(fit->deviance, 2.4089, 1e-4);
    EXPECT_EQ(fit->df, 5);
}

TEST(Kernel, CountsOfAThousandMillionKeepTheirProportions) {
    CaptureTable small = kosovo(), large = kosovo();
    for (CaptureCell& cell : large.cells) cell.count *= 30'000'000;
    const Model model = closed_model(4, {0b0111, 0b1001, 0b1100});
    const CellTable a(small), b(large);
    Loglinear first(a, model), second(b, model);
    const auto fit_a = first.fit(), fit_b = second.fit();
    ASSERT_TRUE(fit_b);
    EXPECT_NEAR(fit_b->unlisted / fit_a->unlisted / 3e7, 1, 1e-8);
    const ProfileInterval interval = second.interval(*fit_b, 1.96);
    ASSERT_TRUE(interval.high);
    EXPECT_LT(interval.low, fit_b->unlisted);
    EXPECT_GT(*interval.high, fit_b->unlisted);
    EXPECT_NEAR(std::log(*interval.high / fit_b->unlisted), 1.96 * std::sqrt(fit_b->log_variance),
                1e-5);
}

}  // namespace
}  // namespace dalil
