#include "dalil/base/random.hpp"

#include <cmath>
#include <numbers>

#include "dalil/base/hash.hpp"
#include "dalil/base/result.hpp"

namespace dalil {

namespace {

using Block = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

/// Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2,
/// 3").
Block philox(Block counter, Key key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(p1),
                   static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(p0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

}  // namespace

Rng::Rng(std::uint64_t seed, std::uint64_t key1, std::uint64_t key2, std::uint64_t key3) {
    const std::uint64_t name = mix64(mix64(mix64(seed, key1), key2), key3);
    const std::uint64_t start = mix64(mix64(mix64(key3, key2), key1), ~seed);
    key_ = {static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32)};
    // The low half of the counter counts; the high half is part of the stream's name.
    counter_ = {0, 0, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(start >> 32)};
}

void Rng::refill() {
    const Block block = philox(counter_, key_);
    buffer_ = {(std::uint64_t{block[1]} << 32) | block[0],
               (std::uint64_t{block[3]} << 32) | block[2]};
    left_ = 2;
    if (++counter_[0] == 0) ++counter_[1];
}

std::uint64_t Rng::bits() {
    if (left_ == 0) refill();
    return buffer_[static_cast<std::size_t>(--left_)];
}

double Rng::uniform() {
    return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
}

std::uint64_t Rng::below(std::uint64_t n) {
    ENSURE(n > 0, "a choice among nothing");
    const std::uint64_t limit = ~std::uint64_t{0} - (~std::uint64_t{0} % n + 1) % n;
    std::uint64_t draw = bits();
    while (draw > limit) draw = bits();
    return draw % n;
}

double Rng::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_normal_;
    }
    const double radius = std::sqrt(-2 * std::log(uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    spare_normal_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
}

double Rng::exponential() {
    return -std::log(uniform());
}

double Rng::gamma(double shape) {
    ENSURE(shape > 0, "a gamma shape must be positive");
    if (shape < 1) {
        // Marsaglia and Tsang 2000, section 6.
        const double boosted = gamma(shape + 1);
        return boosted * std::pow(uniform(), 1 / shape);
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        double x = 0;
        double v = 0;
        do {
            x = normal();
            v = 1 + c * x;
        } while (v <= 0);
        v = v * v * v;
        if (std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

double Rng::beta(double a, double b) {
    const double x = gamma(a);
    const double y = gamma(b);
    return x + y > 0 ? x / (x + y) : (uniform() < a / (a + b) ? 1.0 : 0.0);
}

std::uint64_t Rng::poisson(double mean) {
    // Large means are split at an order statistic of the arrival times (Ahrens and Dieter 1974).
    std::uint64_t count = 0;
    while (mean > 30) {
        const double m = std::floor(mean * 7 / 8);
        const double arrival = gamma(m);
        if (arrival > mean)
            return count + binomial(static_cast<std::uint64_t>(m) - 1, mean / arrival);
        count += static_cast<std::uint64_t>(m);
        mean -= arrival;
    }
    const double floor_probability = std::exp(-mean);
    double product = uniform();
    while (product > floor_probability) {
        product *= uniform();
        ++count;
    }
    return count;
}

std::uint64_t Rng::binomial(std::uint64_t n, double p) {
    // Halving by the median of n uniforms, a beta variate (Relles 1972; Ahrens and Dieter 1974).
    if (p <= 0 || n == 0) return 0;
    if (p >= 1) return n;
    std::uint64_t count = 0;
    while (n > 40) {
        const std::uint64_t a = 1 + n / 2;
        const std::uint64_t b = n + 1 - a;
        const double x = beta(static_cast<double>(a), static_cast<double>(b));
        if (x >= p) {
            n = a - 1;
            p /= x;
        } else {
            count += a;
            n = b - 1;
            p = (p - x) / (1 - x);
        }
    }
    for (std::uint64_t i = 0; i < n; ++i) count += uniform() < p ? 1 : 0;
    return count;
}

}  // namespace dalil
