#include "estimate/normal.hpp"

#include <cmath>
#include <numbers>

namespace dalil {

double normal_cdf(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_quantile(double p) {
    if (p > 0.5) return -normal_quantile(1 - p);
    // Start from the tail expansion (Abramowitz and Stegun 1964, 26.2.23), then Halley steps on
    // erfc.
    const double t = std::sqrt(-2 * std::log(p));
    double z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                         (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
    for (int step = 0; step < 3; ++step) {
        const double density = std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
        const double error = (normal_cdf(z) - p) / density;
        z -= error / (1 + 0.5 * z * error);
    }
    return z;
}

double normal_width(double level) {
    return normal_quantile(0.5 + 0.5 * level);
}

double log_gamma(double x) {
    // Recurrence up to 10, then Stirling's series; relative error below 1e-14.
    double shift = 0;
    while (x < 10) {
        shift += std::log(x);
        x += 1;
    }
    const double r = 1 / (x * x);
    const double series =
        (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x;
    return (x - 0.5) * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi) + series - shift;
}

double digamma(double x) {
    double shift = 0;
    while (x < 10) {
        shift += 1 / x;
        x += 1;
    }
    const double r = 1 / (x * x);
    const double series =
        r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132))));
    return std::log(x) - 0.5 / x - series - shift;
}

}  // namespace dalil
