// Doubt in the linkage, carried into the estimate.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dalil/estimate/estimate.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using testing_tables::kosovo;
using testing_tables::without_samplers;

const MethodResult& method(const StratumEstimate& stratum, const std::string& name) {
    const auto at = std::find_if(stratum.methods.begin(), stratum.methods.end(),
                                 [&](const MethodResult& m) { return m.method == name; });
    if (at == stratum.methods.end()) throw std::runtime_error("method missing: " + name);
    return *at;
}

TEST(Draws, EqualDrawsGiveTheEstimateOfOneTable) {
    const std::vector<CaptureTable> draws(100, kosovo());
    const StratumEstimate mixed = estimate_draws(kosovo(), draws, without_samplers(), {}),
                          plain = estimate(kosovo(), without_samplers(), {});
    for (const char* name : {"independence", "chao_lower_bound", "loglinear", "chapman"}) {
        EXPECT_NEAR(*method(mixed, name).estimate / *method(plain, name).estimate, 1, 1e-6) << name;
        EXPECT_NEAR(*method(mixed, name).low / *method(plain, name).low, 1, 1e-6) << name;
        EXPECT_NEAR(*method(mixed, name).high / *method(plain, name).high, 1, 1e-6) << name;
    }
    ASSERT_TRUE(mixed.linkage_share);
    EXPECT_NEAR(*mixed.linkage_share, 0, 1e-9);
}

/// Four in ten of the people on lists 1 and 2 alone are not one person but two.
CaptureTable split_table() {
    CaptureTable table = kosovo();
    for (CaptureCell& cell : table.cells) {
        if (cell.pattern == 0b0011) cell.count -= 70;
        if (cell.pattern == 0b0001 || cell.pattern == 0b0010) cell.count += 70;
    }
    return table;
}

TEST(Draws, DisagreeingDrawsWidenTheIntervalAndShowTheirShare) {
    std::vector<CaptureTable> draws(50, kosovo());
    draws.resize(100, split_table());
    EstimateOptions options;
    options.methods = {"independence"};
    const StratumEstimate mixed = estimate_draws(kosovo(), draws, options, {});
    const MethodResult a = method(estimate(kosovo(), options, {}), "independence");
    const MethodResult b = method(estimate(split_table(), options, {}), "independence");
    const MethodResult& m = method(mixed, "independence");
    EXPECT_GT(*m.high, *a.high);
    EXPECT_LT(*m.low, *b.low);
    EXPECT_GT(*m.estimate, *a.estimate);
    EXPECT_LT(*m.estimate, *b.estimate);
    EXPECT_NEAR(m.figures.at("estimate_best"), *a.estimate, 1e-9);
    // Half the draws sit at each table: variance between them against variance within.
    const double gap = std::log(*b.estimate / *a.estimate);
    const double between = gap * gap / 4;
    const double sd = std::log(*a.high / *a.low) / (2 * 1.96);
    EXPECT_NEAR(*mixed.linkage_share, between / (between + sd * sd), 0.05);
}

TEST(Draws, OrderOfDrawsChangesNothing) {
    std::vector<CaptureTable> draws{kosovo(), split_table(), kosovo()};
    const StratumEstimate a = estimate_draws(kosovo(), draws, without_samplers(), {});
    std::swap(draws[0], draws[1]);
    const StratumEstimate b = estimate_draws(kosovo(), draws, without_samplers(), {});
    for (std::size_t i = 0; i < a.methods.size(); ++i) {
        EXPECT_EQ(a.methods[i].estimate, b.methods[i].estimate);
        EXPECT_EQ(a.methods[i].low, b.methods[i].low);
    }
}

TEST(Draws, AListLeftOutOfTheBestIsLeftOutOfEveryDraw) {
    // List E copies EXH in the best partition; in the draws a few links of the copy are missing.
    const auto with_copy = [](std::uint64_t apart) {
        CaptureTable table;
        table.lists = {"EXH", "ABA", "OSCE", "HRW", "E"};
        for (CaptureCell cell : kosovo().cells) {
            if (cell.pattern & 1) cell.pattern |= 0b10000;
            if (cell.pattern == 0b10001) cell.count -= apart;
            table.cells.push_back(cell);
        }
        if (apart > 0) {
            table.cells.push_back({0b00001, apart, false});
            table.cells.push_back({0b10000, apart, false});
        }
        return table;
    };
    std::vector<CaptureTable> draws;
    for (std::uint64_t d = 0; d < 20; ++d) draws.push_back(with_copy(d % 4));
    const StratumEstimate with = estimate_draws(with_copy(0), draws, without_samplers(), {}),
                          without = estimate(kosovo(), without_samplers(), {});
    EXPECT_EQ(with.dropped_lists, std::vector<std::string>{"E"});
    EXPECT_NEAR(*method(with, "loglinear").estimate / *method(without, "loglinear").estimate, 1,
                1e-6);
    EXPECT_NEAR(*method(with, "independence").estimate / *method(without, "independence").estimate,
                1, 1e-6);
}

TEST(Draws, SamplersGoOnFromTheBestTableAndPoolTheDraws) {
    std::vector<CaptureTable> draws(20, kosovo());
    draws.resize(40, split_table());
    EstimateOptions options;
    options.methods = {"latent_class"};
    options.effective_draws = 1000;
    const StratumEstimate mixed = estimate_draws(kosovo(), draws, options, {});
    const MethodResult a = method(estimate(kosovo(), options, {}), "latent_class");
    const MethodResult b = method(estimate(split_table(), options, {}), "latent_class");
    const MethodResult& m = method(mixed, "latent_class");
    EXPECT_GT(*m.estimate, std::min(*a.estimate, *b.estimate) * 0.98);
    EXPECT_LT(*m.estimate, std::max(*a.estimate, *b.estimate) * 1.02);
    EXPECT_NEAR(std::log(*m.low / std::min(*a.low, *b.low)), 0, 0.06);
    EXPECT_NEAR(std::log(*m.high / std::max(*a.high, *b.high)), 0, 0.15);
    ASSERT_TRUE(mixed.linkage_share);
    EXPECT_LT(*mixed.linkage_share, 0.6);
    // Draws that are all the best table leave its posterior as it is.
    const std::vector<CaptureTable> same(10, kosovo());
    const MethodResult s = method(estimate_draws(kosovo(), same, options, {}), "latent_class");
    EXPECT_NEAR(std::log(*s.estimate / *a.estimate), 0, 0.02);
    EXPECT_NEAR(std::log(*s.low / *a.low), 0, 0.06);
    EXPECT_NEAR(std::log(*s.high / *a.high), 0, 0.12);
}

TEST(Draws, PoorDrawsRefuse) {
    // The best partition has seven people on several lists, most draws have fewer.
    const auto with = [](std::uint64_t both) {
        return testing_tables::table_of(
            {"A", "B", "C"},
            {{"100", 40}, {"010", 30}, {"001", 25}, {"110", both}, {"011", 2}, {"101", 2}});
    };
    std::vector<CaptureTable> draws(80, with(1));
    draws.resize(100, with(4));
    EXPECT_TRUE(estimate_draws(with(4), draws, {}, {}).refused);
}

/// Lists of 1,500 people with links in doubt: each flagged pair is one person with probability 0.7,
/// in truth and in every draw. The best partition links all flagged pairs.
struct DoubtfulLists {
    CaptureTable best;
    std::vector<CaptureTable> draws;
};

DoubtfulLists doubtful_lists(std::uint64_t seed) {
    constexpr double kSame = 0.7;
    constexpr std::uint64_t kPeople = 1500;
    Rng rng(seed, 31);
    std::vector<double> sure(8, 0);
    std::uint64_t flagged = 0, true_pairs = 0;
    for (std::uint64_t i = 0; i < kPeople; ++i) {
        std::size_t pattern = 0;
        for (const std::size_t bit : {1U, 2U, 4U}) {
            if (rng.uniform() < 0.3) pattern |= bit;
        }
        if (pattern == 0b011 && rng.uniform() < 0.5) {
            ++true_pairs;
        } else {
            sure[pattern] += 1;
        }
    }
    // As many false pairs, of people on list 1 alone and on list 2 alone, as make 0.7 calibrated.
    std::uint64_t false_pairs = 0;
    for (std::uint64_t i = 0; i < true_pairs;) {
        if (rng.uniform() < kSame) {
            ++i;
        } else {
            ++false_pairs;
        }
    }
    flagged = true_pairs + false_pairs;
    sure[1] -= static_cast<double>(false_pairs);
    sure[2] -= static_cast<double>(false_pairs);
    const auto table = [&](std::uint64_t linked) {
        CaptureTable result;
        result.lists = {"A", "B", "C"};
        for (std::size_t p = 1; p < 8; ++p) {
            double count = sure[p];
            if (p == 0b011) count += static_cast<double>(linked);
            if (p == 0b001 || p == 0b010) count += static_cast<double>(flagged - linked);
            result.cells.push_back({p, static_cast<std::uint64_t>(count), false});
        }
        return result;
    };
    DoubtfulLists lists{table(flagged), {}};
    for (int d = 0; d < 60; ++d) lists.draws.push_back(table(rng.binomial(flagged, kSame)));
    return lists;
}

TEST(Draws, IntervalCoversWhereFixedLinksDoNot) {
    EstimateOptions options;
    options.methods = {"independence"};
    int with_draws = 0, fixed = 0;
    const int rounds = 120;
    for (int seed = 0; seed < rounds; ++seed) {
        const DoubtfulLists lists = doubtful_lists(static_cast<std::uint64_t>(seed));
        const MethodResult m =
            method(estimate_draws(lists.best, lists.draws, options, {}), "independence");
        const MethodResult f = method(estimate(lists.best, options, {}), "independence");
        with_draws += *m.low <= 1500 && 1500 <= *m.high ? 1 : 0;
        fixed += *f.low <= 1500 && 1500 <= *f.high ? 1 : 0;
    }
    RecordProperty("covered_with_draws", with_draws);
    RecordProperty("covered_fixed", fixed);
    // 95 % of 120 is 114, standard deviation 2.4.
    EXPECT_GE(with_draws, 107);
    EXPECT_LE(fixed, with_draws - 15);
}

}  // namespace
}  // namespace dalil
