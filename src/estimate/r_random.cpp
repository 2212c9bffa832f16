#include "estimate/r_random.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

constexpr std::uint32_t kCongruential = 69069;  // R scrambles seeds with x -> 69069 x + 1
constexpr int kScrambles = 50;
constexpr double kInversionBelow = 30;  // of the mean
constexpr int kInversionGivesUp = 111;

/// q^n by squaring: R's order of multiplications, which decides the last bit.
double power(double q, std::uint64_t n) {
    double result = 1;
    for (; n > 0; n >>= 1, q *= q) {
        if (n & 1) result *= q;
    }
    return result;
}

/// Four terms of Stirling's series for log x!, without the leading ones; `x` is x + 1.
double stirling_rest(double x) {
    const double square = x * x;
    return (13860. - (462. - (132. - (99. - 140. / square) / square) / square) / square) / x /
           166320.;
}

/// What BTPE needs of one binomial distribution with p <= 1/2 and mean >= 30. Names follow
/// Kachitvichyanukul and Schmeiser (1988), figure 2: a triangle in the middle, two parallelograms
/// beside it, two exponential tails.
struct Envelope {
    Envelope(double trials, double chance) : n(trials), p(chance), q(1 - chance) {
        const double mean = n * p;
        ratio = p / q;
        ratio_n = ratio * (n + 1);
        f_m = mean + p;
        mode = static_cast<int>(f_m);
        variance = mean * q;
        p1 = static_cast<int>(2.195 * std::sqrt(variance) - 4.6 * q) + 0.5;
        x_m = mode + 0.5;
        x_l = x_m - p1;
        x_r = x_m + p1;
        c = 0.134 + 20.5 / (15.3 + mode);
        const double left = (f_m - x_l) / (f_m - x_l * p);
        lambda_l = left * (1.0 + 0.5 * left);
        const double right = (x_r - f_m) / (x_r * q);
        lambda_r = right * (1.0 + 0.5 * right);
        p2 = p1 * (1.0 + c + c);
        p3 = p2 + c / lambda_l;
        p4 = p3 + c / lambda_r;
    }

    /// Is the height v at y below f(y) / f(mode)?
    bool below_density(int y, double v) const {
        const int k = std::abs(y - mode);
        if (k <= 20 || k >= variance / 2 - 1) return v <= relative_density(y);
        const double steps = k;
        const double rho = (steps / variance) *
                           ((steps * (steps / 3. + 0.625) + 0.1666666666666) / variance + 0.5);
        const double normal = -(steps * steps) / (2.0 * variance);
        const double log_v = std::log(v);
        if (log_v < normal - rho) return true;
        if (log_v > normal + rho) return false;
        const double x = y + 1.0, f = f_m + 1.0, z = n + 1.0 - f_m, w = n - y + 1.0;
        return log_v <= x_m * std::log(f / x) + (n - mode + 0.5) * std::log(z / w) +
                            (y - mode) * std::log(w * p / (x * q)) + stirling_rest(f) +
                            stirling_rest(z) + stirling_rest(x) + stirling_rest(w);
    }

    double relative_density(int y) const {
        double f = 1.0;
        for (int i = mode + 1; i <= y; ++i) f *= ratio_n / i - ratio;
        for (int i = y + 1; i <= mode; ++i) f /= ratio_n / i - ratio;
        return f;
    }

    double n, p, q, ratio = 0, ratio_n = 0, f_m = 0, variance = 0;
    int mode = 0;
    double p1 = 0, p2 = 0, p3 = 0, p4 = 0;
    double x_m = 0, x_l = 0, x_r = 0, c = 0, lambda_l = 0, lambda_r = 0;
};

}  // namespace

RRandom::RRandom(std::uint32_t seed) {
    for (int i = 0; i < kScrambles; ++i) seed = kCongruential * seed + 1;
    seed = kCongruential * seed + 1;  // R stores its position in the first word
    for (std::uint32_t& word : state_) word = seed = kCongruential * seed + 1;
}

void RRandom::refill() {
    constexpr std::size_t kShift = 397;
    for (std::size_t i = 0; i < kWords; ++i) {
        const std::uint32_t joined =
            (state_[i] & 0x80000000U) | (state_[(i + 1) % kWords] & 0x7fffffffU);
        state_[i] =
            state_[(i + kShift) % kWords] ^ (joined >> 1) ^ ((joined & 1) != 0 ? 0x9908b0dfU : 0U);
    }
    next_ = 0;
}

double RRandom::uniform() {
    if (next_ == kWords) refill();
    std::uint32_t y = state_[next_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    y ^= y >> 18;
    constexpr double kScale = 2.3283064365386963e-10, kEdge = 0.5 * 2.328306437080797e-10;
    return std::clamp(y * kScale, kEdge, 1 - kEdge);
}

std::uint64_t RRandom::binomial(std::uint64_t trials, double p) {
    ENSURE(trials < std::uint64_t{1} << 31, "trials in the range of R's whole numbers");
    if (trials == 0 || p <= 0) return 0;
    if (p >= 1) return trials;
    const double rarer = std::min(p, 1 - p);
    const std::uint64_t hits = static_cast<double>(trials) * rarer < kInversionBelow
                                   ? invert(trials, rarer)
                                   : reject(trials, rarer);
    return p > 0.5 ? trials - hits : hits;
}

std::uint64_t RRandom::invert(std::uint64_t trials, double p) {
    const double q = 1 - p, ratio = p / q, ratio_n = ratio * (static_cast<double>(trials) + 1);
    const double none = power(q, trials);
    while (true) {
        double f = none, u = uniform();
        for (int hits = 0; hits <= kInversionGivesUp; ++hits) {
            if (u < f) return static_cast<std::uint64_t>(hits);
            u -= f;
            f *= ratio_n / (hits + 1) - ratio;
        }
    }
}

std::uint64_t RRandom::reject(std::uint64_t trials, double p) {
    const Envelope e(static_cast<double>(trials), p);
    while (true) {
        const double u = uniform() * e.p4;
        double v = uniform();
        int y = 0;
        if (u <= e.p1) return static_cast<std::uint64_t>(e.x_m - e.p1 * v + u);
        if (u <= e.p2) {
            const double x = e.x_l + (u - e.p1) / e.c;
            v = v * e.c + 1.0 - std::abs(e.x_m - x) / e.p1;
            if (v > 1.0 || v <= 0) continue;
            y = static_cast<int>(x);
        } else if (u <= e.p3) {
            y = static_cast<int>(e.x_l + std::log(v) / e.lambda_l);
            if (y < 0) continue;
            v *= (u - e.p2) * e.lambda_l;
        } else {
            y = static_cast<int>(e.x_r - std::log(v) / e.lambda_r);
            if (y > e.n) continue;
            v *= (u - e.p3) * e.lambda_r;
        }
        if (e.below_density(y, v)) return static_cast<std::uint64_t>(y);
    }
}

std::vector<std::uint64_t> RRandom::multinomial(std::uint64_t trials,
                                                std::span<const double> weights) {
    double sum = 0;
    for (const double weight : weights) sum += weight;
    // R adds the probabilities up in extended precision; with two cells left, rounding decides on
    // which side of one half the next probability lies, and so which of them is drawn.
    long double left = 0;
    for (const double weight : weights) left += static_cast<long double>(weight / sum);
    std::vector<std::uint64_t> counts(weights.size(), 0);
    for (std::size_t k = 0; k + 1 < weights.size() && trials > 0; ++k) {
        const double share = weights[k] / sum;
        if (share == 0) continue;
        counts[k] = binomial(trials, static_cast<double>(share / left));
        trials -= counts[k];
        left -= static_cast<long double>(share);
    }
    if (!counts.empty()) counts.back() += trials;
    return counts;
}

}  // namespace dalil
