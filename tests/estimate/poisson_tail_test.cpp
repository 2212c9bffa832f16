#include "estimate/poisson_tail.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {
namespace {

double log_mass(double k, double mean) {
    return k * std::log(mean) - mean - log_gamma(k + 1);
}

/// Term by term, away from the mean, relative to the first.
double log_sum(double count, double mean) {
    const double first = log_mass(count, mean), step = count <= mean ? -1 : 1;
    double sum = 0;
    for (double k = count; k >= 0; k += step) {
        const double term = std::exp(log_mass(k, mean) - first);
        sum += term;
        if (term < 1e-16 * sum) break;
    }
    return first + std::log(sum);
}

TEST(PoissonTail, IsTheSumOfItsTerms) {
    for (const double mean : {0.3, 2.0, 17.5, 900.0, 60000.0}) {
        for (const double deviations : {-8.0, -2.5, -1.0, -0.1, 0.2, 1.5, 3.0, 9.0}) {
            const double count = std::max(0.0, std::floor(mean + deviations * std::sqrt(mean)));
            EXPECT_NEAR(log_poisson_tail(count, mean), log_sum(count, mean), 1e-8)
                << count << " " << mean;
        }
    }
}

TEST(PoissonTail, OfLargeCountsIsTheSumToTheOrderOfOneOverTheCount) {
    for (const double mean : {1.2e5, 3e6, 4e7}) {
        for (const double deviations : {-40.0, -8.0, -2.5, -1.0, -0.1, 0.1, 1.5, 3.0, 9.0, 40.0}) {
            const double count = std::floor(mean + deviations * std::sqrt(mean));
            EXPECT_NEAR(log_poisson_tail(count, mean), log_sum(count, mean), 4e-5)
                << count << " " << mean;
        }
    }
}

TEST(PoissonTail, FallsWithoutEndWhereCountAndMeanAreFarApart) {
    double before = 0;
    for (double mean = 2e9; mean < 1e12; mean *= 1.5) {
        const double here = log_poisson_tail(1e9, mean);
        EXPECT_LT(here, before) << mean;
        EXPECT_TRUE(std::isfinite(here));
        before = here;
    }
}

}  // namespace
}  // namespace dalil
