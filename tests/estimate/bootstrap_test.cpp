#include "estimate/bootstrap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "estimate/loglinear.hpp"
#include "estimate/r_random.hpp"
#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_bootstrap.hpp"

namespace dalil {
namespace {

constexpr double kThreshold = 0.02;
using testing_tables::table_of;

BootstrapOptions few(std::size_t replicates) {
    BootstrapOptions options;
    options.replicates = replicates;
    return options;
}

/// Patterns in the order in which the random numbers are dealt out. A and B, A and D share nobody.
CaptureTable sparse_table() {
    return table_of({"A", "B", "C", "D"}, {{"1000", 30},
                                           {"0100", 41},
                                           {"0010", 55},
                                           {"0001", 24},
                                           {"1010", 6},
                                           {"0110", 3},
                                           {"0101", 9},
                                           {"0011", 2},
                                           {"0111", 2}});
}

TEST(Bootstrap, AgreesWithTheSlowOneInEveryReplicate) {
    const CaptureTable table = sparse_table();
    const BootstrapInterval fast = bootstrap_stepwise(CellTable(table), kThreshold, few(40), {});
    std::vector<double> weights;
    for (const CaptureCell& cell : table.cells) weights.push_back(static_cast<double>(cell.count));
    RRandom random(1234);
    std::vector<double> slow;
    for (int b = 0; b < 40; ++b) {
        const auto counts = random.multinomial(table.people(), weights);
        CaptureTable replicate = table;
        for (std::size_t i = 0; i < counts.size(); ++i) replicate.cells[i].count = counts[i];
        slow.push_back(reference::slow_stepwise_total(replicate, kThreshold));
    }
    const double estimate = reference::slow_stepwise_total(table, kThreshold);
    const double acceleration = reference::slow_acceleration(table, kThreshold);
    EXPECT_NEAR(*fast.estimate, estimate, 1e-6 * estimate);
    EXPECT_NEAR(fast.acceleration, acceleration, 1e-7);
    const auto [low, high] = reference::slow_bca(slow, estimate, acceleration, 0.95);
    std::sort(slow.begin(), slow.end());
    for (std::size_t b = 0; b < slow.size(); ++b)
        EXPECT_NEAR(fast.replicates[b], slow[b], 1e-6 * slow[b]) << b;
    EXPECT_NEAR(*fast.low, low, 1e-6 * low);
    EXPECT_NEAR(*fast.high, high, 1e-6 * high);
    EXPECT_GT(fast.models, 3U);
}

TEST(Bootstrap, DoesNotDependOnThreads) {
    const CellTable cells(testing_tables::hiv_rome());
    Context one, two;
    one.threads = 1;
    two.threads = 2;
    const BootstrapInterval a = bootstrap_stepwise(cells, kThreshold, few(200), one),
                            b = bootstrap_stepwise(cells, kThreshold, few(200), two);
    EXPECT_EQ(a.replicates, b.replicates);
    EXPECT_EQ(a.low, b.low);
    EXPECT_EQ(a.high, b.high);
}

TEST(Bootstrap, OrderOfCellsChangesNothing) {
    CaptureTable table = testing_tables::hiv_rome();
    const BootstrapInterval a = bootstrap_stepwise(CellTable(table), kThreshold, few(50), {});
    std::reverse(table.cells.begin(), table.cells.end());
    const BootstrapInterval b = bootstrap_stepwise(CellTable(table), kThreshold, few(50), {});
    EXPECT_EQ(a.replicates, b.replicates);
}

TEST(Bootstrap, ReplicatesWithoutOverlapCountAsInfinite) {
    const CellTable cells(
        table_of({"A", "B", "C"},
                 {{"100", 30}, {"010", 25}, {"001", 20}, {"110", 1}, {"101", 1}, {"011", 1}}));
    const BootstrapInterval b = bootstrap_stepwise(cells, kThreshold, few(1000), {});
    // (75 / 78)^78 = .047 of them in the mean; more than the upper tail holds.
    EXPECT_GT(b.infinite, 25U);
    EXPECT_LT(b.infinite, 70U);
    EXPECT_EQ(b.replicates.back(), HUGE_VAL);
    EXPECT_TRUE(b.percentile_low);
    EXPECT_FALSE(b.percentile_high);
}

TEST(Bootstrap, EndsAreQuantilesWithoutBiasAndAcceleration) {
    BootstrapInterval interval;
    for (int k = 1; k <= 1000; ++k) interval.replicates.push_back(k);
    interval.estimate = 500.5;
    set_bca_ends(interval, 0.9);
    EXPECT_NEAR(interval.bias, 0, 1e-12);
    EXPECT_NEAR(*interval.low, 1.0 / 3 + 0.05 * (1000 + 1.0 / 3), 1e-9);
    EXPECT_NEAR(*interval.high, 1.0 / 3 + 0.95 * (1000 + 1.0 / 3), 1e-9);
    EXPECT_NEAR(*interval.low, *interval.percentile_low, 1e-9);
}

TEST(Bootstrap, NoIntervalWhereAllReplicatesLieOnOneSide) {
    BootstrapInterval interval;
    interval.replicates = {2, 3, 4};
    interval.estimate = 1;
    set_bca_ends(interval, 0.95);
    EXPECT_FALSE(interval.low || interval.high);
    EXPECT_TRUE(interval.percentile_low && interval.percentile_high);
}

const Variant* bootstrap_of(const LoglinearRun& run) {
    for (const Variant& v : run.run.result.variants) {
        const auto kind = v.parameters.find("interval");
        if (kind != v.parameters.end() && std::get<std::string>(kind->second) == "bca") return &v;
    }
    return nullptr;
}

TEST(Bootstrap, StandsBesideTheAsymptoticIntervalAsAVariant) {
    const LoglinearRun run = estimate_loglinear(usable_table(testing_tables::kosovo()), {}, {});
    const Variant* v = bootstrap_of(run);
    ASSERT_NE(v, nullptr);
    EXPECT_EQ(std::get<double>(v->parameters.at("replicates")), 1000);
    EXPECT_EQ(std::get<double>(v->parameters.at("seed")), 1234);
    EXPECT_LT(*v->low, *v->estimate);
    EXPECT_GT(*v->high, *v->estimate);
    LoglinearOptions draw;
    draw.variants = false;
    EXPECT_EQ(bootstrap_of(estimate_loglinear(usable_table(testing_tables::kosovo()), draw, {})),
              nullptr);
}

TEST(Bootstrap, IsLeftOutAndSaidOfHugeTables) {
    CaptureTable table = testing_tables::kosovo();
    for (CaptureCell& cell : table.cells) cell.count *= 1000;
    const LoglinearRun run = estimate_loglinear(usable_table(table), {}, {});
    const Variant* v = bootstrap_of(run);
    ASSERT_NE(v, nullptr);
    EXPECT_TRUE(v->estimate);
    EXPECT_FALSE(v->low || v->high);
    ASSERT_EQ(v->warnings.size(), 1U);
    EXPECT_NE(v->warnings[0].find("no bootstrap"), std::string::npos);
}

}  // namespace
}  // namespace dalil
