#include "estimate/r_random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "estimate/normal.hpp"

namespace dalil {
namespace {

TEST(RRandom, GivesTheUniformNumbersOfR) {
    RRandom random(1234);
    for (const double expected : {0.1137034, 0.6222994, 0.6092747, 0.6233794, 0.8609154})
        EXPECT_NEAR(random.uniform(), expected, 5e-8);
    EXPECT_NEAR(RRandom(42).uniform(), 0.9148060, 5e-8);
}

/// Pearson's statistic over the outcomes expected at least five times.
void expect_binomial(std::uint64_t trials, double p) {
    constexpr int kDraws = 40000;
    RRandom random(7);
    std::map<std::uint64_t, double> seen;
    for (int i = 0; i < kDraws; ++i) seen[random.binomial(trials, p)] += 1;
    const auto n = static_cast<double>(trials);
    double square = 0, cells = 0, expected_rest = kDraws, seen_rest = kDraws;
    for (double k = 0; k <= n; k += 1) {
        const double expected =
            kDraws * std::exp(log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1) +
                              k * std::log(p) + (n - k) * std::log1p(-p));
        if (expected < 5) continue;
        const double count = seen[static_cast<std::uint64_t>(k)];
        square += (count - expected) * (count - expected) / expected;
        expected_rest -= expected;
        seen_rest -= count;
        cells += 1;
    }
    square += (seen_rest - expected_rest) * (seen_rest - expected_rest) / expected_rest;
    EXPECT_LT(square, cells + 4.5 * std::sqrt(2 * cells)) << trials << " " << p;
}

TEST(RRandom, BinomialNumbersHaveTheirDistribution) {
    for (const auto& [trials, p] : {std::pair<std::uint64_t, double>{12, 0.3},
                                    {400, 0.05},
                                    {400, 0.95},
                                    {200, 0.2},
                                    {300, 0.7},
                                    {5000, 0.33},
                                    {100000, 0.4}})
        expect_binomial(trials, p);
}

TEST(RRandom, MultinomialNumbersAddUpAndLeaveEmptyCellsEmpty) {
    RRandom random(3);
    const std::vector<double> weights{5, 0, 1, 30, 2, 0};
    std::vector<double> sums(weights.size(), 0);
    for (int i = 0; i < 4000; ++i) {
        const auto counts = random.multinomial(380, weights);
        EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}), 380U);
        for (std::size_t k = 0; k < counts.size(); ++k) sums[k] += static_cast<double>(counts[k]);
    }
    for (std::size_t k = 0; k < sums.size(); ++k)
        EXPECT_NEAR(sums[k] / 4000, 10 * weights[k], 4 * std::sqrt(10 * weights[k] / 4000)) << k;
}

}  // namespace
}  // namespace dalil
