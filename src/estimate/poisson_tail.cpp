#include "estimate/poisson_tail.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

constexpr int kTerms = 1'000'000;
constexpr double kLarge = 1e5;  // beyond, sums take as many terms as the root of the count
constexpr double kFar = -30;    // standard deviations

double log_normal_cdf(double z) {
    if (z > kFar) return std::log(normal_cdf(z));
    const double square = z * z;
    return -0.5 * square - std::log(-z * std::sqrt(2 * std::numbers::pi)) +
           std::log1p(-1 / square + 3 / (square * square));
}

/// log P(X >= count), or log P(X < count), by the saddle point (Lugannani and Rice 1980 in the form
/// of Barndorff-Nielsen 1986); relative error of the tail about 1 / count.
double log_saddle(double count, double mean, bool upper) {
    const double d = (mean - count) / count;
    const double root = std::copysign(std::sqrt(2 * count * (d - std::log1p(d))), -d);
    const double wald = -d * std::sqrt(count);
    const double shift = std::abs(root) > 1e-3 ? std::log(wald / root) / root : 0;
    return log_normal_cdf(upper ? -(root + shift) : root + shift);
}

/// log P(X >= count) by the series of the lower incomplete gamma function; fast for mean < count.
double log_upper(double count, double mean) {
    double term = 1, sum = 1;
    for (int k = 1; k < kTerms && term > 1e-17 * sum; ++k) {
        term *= mean / (count + k);
        sum += term;
    }
    return -mean + count * std::log(mean) - log_gamma(count + 1) + std::log(sum);
}

/// log P(X <= count) by the finite sum downwards; fast for mean > count.
double log_lower(double count, double mean) {
    double term = 1, sum = 1;
    for (double k = count; k > 0 && term > 1e-17 * sum; k -= 1) {
        term *= k / mean;
        sum += term;
    }
    return -mean + count * std::log(mean) - log_gamma(count + 1) + std::log(sum);
}

}  // namespace

double log_poisson_tail(double count, double mean) {
    if (mean <= 0) return count > 0 ? -HUGE_VAL : 0;
    const bool lower = count <= mean;
    if (std::min(count, mean) > kLarge) return log_saddle(lower ? count + 1 : count, mean, !lower);
    return lower ? log_lower(count, mean) : log_upper(count, mean);
}

}  // namespace dalil
