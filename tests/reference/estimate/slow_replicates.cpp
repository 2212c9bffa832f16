#include "tests/reference/estimate/slow_replicates.hpp"

#include <cmath>

namespace dalil::reference {

double student_cdf_by_integration(double t, double df) {
    // Simpson's rule on the density between 0 and t; half of the mass lies below 0.
    const double front = std::exp(std::lgamma(0.5 * (df + 1)) - std::lgamma(0.5 * df)) /
                         std::sqrt(df * std::acos(-1.0));
    const auto density = [&](double x) {
        return front * std::pow(1 + x * x / df, -0.5 * (df + 1));
    };
    constexpr int kSteps = 20000;
    const double h = t / kSteps;
    double sum = density(0) + density(t);
    for (int i = 1; i < kSteps; ++i) sum += (i % 2 == 1 ? 4 : 2) * density(i * h);
    return 0.5 + sum * h / 3;
}

SlowCombination slow_combination(const std::vector<ReplicatePosterior>& replicates, double level,
                                 bool verdata) {
    const auto m = static_cast<double>(replicates.size());
    double q = 0, u = 0, n = 0, n0 = 0;
    for (const auto& r : replicates) {
        q += r.mean_log_unlisted / m;
        u += r.var_log_unlisted / m;
        n += r.listed / m;
        n0 += r.mean_unlisted / m;
    }
    double b = 0;
    for (const auto& r : replicates) b += std::pow(r.mean_log_unlisted - q, 2) / (m - 1);
    const double t = u + b + b / m;
    const double df = (m - 1) * std::pow(1 + u / (verdata ? (m + 1) * b : b + b / m), 2);
    double low = 0, high = 1000;
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (student_cdf_by_integration(middle, df) < 0.5 + 0.5 * level ? low : high) = middle;
    }
    SlowCombination out;
    out.estimate = std::round(n) + n0;
    out.low = std::round(n) + std::exp(q - high * std::sqrt(t));
    out.high = std::round(n) + std::exp(q + high * std::sqrt(t));
    return out;
}

}  // namespace dalil::reference
