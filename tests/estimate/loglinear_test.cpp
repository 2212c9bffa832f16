#include "estimate/loglinear.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

/// What the search leaves out lies beyond the models that are averaged.
TEST(Loglinear, FiveListSearchFindsWhatFittingAllModelsFinds) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Rng rng(seed, 19);
        CaptureTable table =
            testing_tables::independent_lists(900, {0.2, 0.25, 0.15, 0.3, 0.2}, rng);
        for (CaptureCell& cell : table.cells) {
            if ((cell.pattern & 0b00011) == 0b00011) cell.count *= 3;
            if ((cell.pattern & 0b01100) == 0b01100) cell.count *= 2;
        }
        const UsableTable usable = usable_table(table);
        LoglinearOptions all;
        all.candidates = all_models(5);
        const LoglinearRun searched = estimate_loglinear(usable, {}, {}),
                           fitted = estimate_loglinear(usable, all, {});
        EXPECT_EQ(searched.averaged, fitted.averaged);  // the best thirty
        EXPECT_EQ(searched.run.result.estimate, fitted.run.result.estimate);
        EXPECT_EQ(searched.run.result.low, fitted.run.result.low);
        EXPECT_EQ(searched.run.result.high, fitted.run.result.high);
        EXPECT_EQ(searched.run.result.figures.at("models"), 6893);
    }
}

TEST(Loglinear, FindsTheDependenceThatIsThere) {
    // Being on list 1 makes list 2 three times as likely; independence would be far too low.
    int covered = 0, near = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Rng rng(seed, 23);
        std::vector<std::uint64_t> counts(8, 0);
        for (int i = 0; i < 3000; ++i) {
            std::size_t pattern = rng.uniform() < 0.3 ? 1 : 0;
            if (rng.uniform() < (pattern == 1 ? 0.45 : 0.15)) pattern |= 2;
            if (rng.uniform() < 0.25) pattern |= 4;
            ++counts[pattern];
        }
        CaptureTable table;
        table.lists = {"A", "B", "C"};
        for (std::size_t p = 1; p < 8; ++p) table.cells.push_back({p, counts[p], false});
        const MethodResult result = estimate_loglinear(usable_table(table), {}, {}).run.result;
        covered += *result.low <= 3000 && 3000 <= *result.high ? 1 : 0;
        near += std::abs(*result.estimate / 3000 - 1) < 0.1 ? 1 : 0;
    }
    EXPECT_GE(covered, 35);
    EXPECT_GE(near, 35);
}

TEST(Loglinear, ManyListsFindEveryPairThatDepends) {
    Rng rng(4, 29);
    std::map<std::uint64_t, std::uint64_t> counts;
    for (int i = 0; i < 6000; ++i) {
        std::uint64_t pattern = 0;
        for (int j = 0; j < 8; ++j) {
            // Lists 2, 4, 6 and 8 follow the list before them.
            const bool follows = j % 2 == 1 && (pattern >> (j - 1) & 1) != 0;
            pattern |= std::uint64_t{rng.uniform() < (follows ? 0.4 : 0.1)} << j;
        }
        if (pattern != 0) ++counts[pattern];
    }
    CaptureTable table;
    for (int j = 0; j < 8; ++j) table.lists.push_back("L" + std::to_string(j));
    for (const auto& [pattern, count] : counts) table.cells.push_back({pattern, count, false});
    const MethodResult result = estimate_loglinear(usable_table(table), {}, {}).run.result;
    EXPECT_EQ(std::get<std::string>(result.parameters.at("best")), "[12,34,56,78]");
    EXPECT_LT(*result.low, 6000);
    EXPECT_GT(*result.high, 6000);
}

TEST(Loglinear, WeightsAddUpAndFollowBic) {
    const LoglinearRun run = estimate_loglinear(usable_table(testing_tables::kosovo()), {}, {});
    double sum = 0;
    for (const Variant& v : run.run.result.variants) {
        if (v.figures.count("weight") == 0) continue;
        sum += v.figures.at("weight");
        EXPECT_EQ(v.figures.at("weight") == 0, v.figures.at("delta_bic") >= 10);
    }
    EXPECT_NEAR(sum, 1, 1e-12);
}

}  // namespace
}  // namespace dalil
