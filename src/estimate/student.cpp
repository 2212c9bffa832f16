#include "estimate/student.hpp"

#include <algorithm>
#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

// Beyond, gamma functions lose digits; the expansions in 1/df are then exact to 1e-9.
constexpr double kLargeDf = 1e5;

/// The continued fraction of the incomplete beta function (Abramowitz and Stegun 1964, 26.5.8), by
/// Lentz's method; converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) {
    constexpr double kTiny = 1e-300;
    double c = 1, d = 1 / std::max(1 - (a + b) * x / (a + 1), kTiny), value = d;
    for (int m = 1; m < 100000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double step = 1;
        for (const double term : {even, odd}) {
            d = 1 / (std::abs(1 + term * d) < kTiny ? kTiny : 1 + term * d);
            c = std::abs(1 + term / c) < kTiny ? kTiny : 1 + term / c;
            step = c * d;
            value *= step;
        }
        if (std::abs(step - 1) < 1e-16) break;
    }
    return value;
}

/// Regularised incomplete beta function I_x(a, b); 1 - x is given as well, for its digits.
double incomplete_beta(double x, double rest, double a, double b) {
    if (x <= 0) return 0;
    if (rest <= 0) return 1;
    const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) +
                                  b * std::log(rest));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(x, a, b) / a;
    return 1 - front * beta_fraction(rest, b, a) / b;
}

/// P(T > t) for t >= 0.
double upper_tail(double t, double df) {
    const double square = t * t;
    return 0.5 * incomplete_beta(df / (df + square), square / (df + square), 0.5 * df, 0.5);
}

}  // namespace

double student_cdf(double t, double df) {
    // Abramowitz and Stegun (1964), 26.7.8.
    if (df > kLargeDf) return normal_cdf(t * (1 - 0.25 / df) / std::sqrt(1 + 0.5 * t * t / df));
    return t > 0 ? 1 - upper_tail(t, df) : upper_tail(-t, df);
}

double student_quantile(double p, double df) {
    if (df > kLargeDf) {
        // Abramowitz and Stegun (1964), 26.7.5.
        const double z = normal_quantile(p), s = z * z;
        return z + z * (s + 1) / (4 * df) + z * ((5 * s + 16) * s + 3) / (96 * df * df);
    }
    if (p > 0.5) return -student_quantile(1 - p, df);
    // Halving on the logarithm of -t: with few degrees of freedom tails reach very far.
    double low = -50, high = 700;
    for (int step = 0; step < 200 && high - low > 1e-14; ++step) {
        const double middle = 0.5 * (low + high);
        (upper_tail(std::exp(middle), df) > p ? low : high) = middle;
    }
    return p == 0.5 ? 0 : -std::exp(0.5 * (low + high));
}

}  // namespace dalil
