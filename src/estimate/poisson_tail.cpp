#include "estimate/poisson_tail.hpp"

#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

constexpr int kTerms = 1'000'000;

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
    return count <= mean ? log_lower(count, mean) : log_upper(count, mean);
}

}  // namespace dalil
