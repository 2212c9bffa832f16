#include "estimate/mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "estimate/normal.hpp"
#include "estimate/poisson_tail.hpp"

namespace dalil {
namespace {

TEST(Mixture, OneComponentGivesItsIntervalBack) {
    const std::vector<Component> one{component_from(100, 160, 130, 300, 0.95)};
    EXPECT_NEAR(quantile(one, 0.5), 160, 1e-6);
    EXPECT_NEAR(quantile(one, 0.025), 130, 1e-6);
    EXPECT_NEAR(quantile(one, 0.975), 300, 1e-5);
}

TEST(Mixture, TwoFarComponentsGiveAnIntervalOverBoth) {
    std::vector<Component> two{component_from(100, 200, 190, 210, 0.95),
                               component_from(100, 900, 850, 960, 0.95)};
    two[0].weight = two[1].weight = 0.5;
    EXPECT_LT(quantile(two, 0.025), 197);
    EXPECT_GT(quantile(two, 0.975), 920);
    // Four parts to one: the median lies in the heavier part.
    two[0].weight = 2;
    EXPECT_NEAR(quantile(two, 0.5), 200, 8);
}

TEST(Mixture, NobodyUnlistedIsAllowed) {
    const std::vector<Component> one{component_from(50, 50, 50, 50, 0.95)};
    EXPECT_NEAR(quantile(one, 0.5), 50, 0.2);
    EXPECT_LT(log_moments(one).variance, 1e-12);
}

TEST(Mixture, LogMomentsOfANarrowLogNormal) {
    // With n = 0 the total itself is log-normal.
    const std::vector<Component> one{component_from(0, 1000, 1000 / 1.5, 1000 * 1.5, 0.95)};
    const LogMoments moments = log_moments(one);
    EXPECT_NEAR(moments.mean, std::log(1000), 1e-9);
    EXPECT_NEAR(std::sqrt(moments.variance), std::log(1.5) / normal_width(0.95), 0.01);
}

TEST(Normal, QuantileInvertsTheDistribution) {
    EXPECT_NEAR(normal_width(0.95), 1.959963984540054, 1e-14);
    for (const double p : {1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 1 - 1e-9}) {
        EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1, 1e-9) << p;
    }
}

TEST(Normal, GammaFunctions) {
    for (const double x : {0.1, 1.0, 2.5, 7.9, 30.0, 1e6, 1e12}) {
        EXPECT_NEAR(log_gamma(x), std::lgamma(x), 1e-12 * std::max(1.0, std::abs(std::lgamma(x))))
            << x;
    }
}

TEST(PoissonTail, AgreesWithSums) {
    for (const double mean : {0.3, 4.0, 20.0}) {
        for (int count = 0; count < 40; ++count) {
            double below = 0, at = 0;
            for (int k = 0; k <= count; ++k) {
                at = std::exp(-mean + k * std::log(mean) - std::lgamma(k + 1.0));
                below += at;
            }
            const double expected = count <= mean ? below : 1 - below + at;
            if (expected < 1e-10) continue;
            EXPECT_NEAR(std::exp(log_poisson_tail(count, mean)) / expected, 1, 1e-5)
                << count << " " << mean;
        }
    }
    EXPECT_LT(log_poisson_tail(5000, 100), -1000);
}

}  // namespace
}  // namespace dalil
