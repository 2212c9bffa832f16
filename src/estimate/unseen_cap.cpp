#include "estimate/unseen_cap.hpp"

#include <algorithm>
#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

constexpr int kSteps = 4096;
constexpr double kFarBelow = 9;    // standard deviations under the bound: it does not matter
constexpr double kFarAbove = -36;  // and above it: straight on
constexpr int kTries = 64;

double logit(double p) {
    return std::log(p / (1 - p));
}

/// Standardised distance of the bound from the count: Camp and Paulson (1951) for the binomial that
/// has at least n successes among n + c with chance 1 - q.
double distance(double n, double c, double q) {
    const double odds = (c + 1) * (1 - q) / (n * q);
    const double a = 1 / (9 * n), b = 1 / (9 * (c + 1));
    const double root = std::cbrt(odds);
    return ((1 - b) * root - (1 - a)) / std::sqrt(b * root * root + a);
}

/// log of the standard normal distribution function, also far out (Abramowitz and Stegun 26.2.12).
double log_normal_cdf(double z) {
    if (z > -8) return std::log(normal_cdf(z));
    const double s = 1 / (z * z);
    return -0.5 * z * z - std::log(-z) - 0.9189385332046727 +
           std::log1p(-s * (1 - 3 * s * (1 - 5 * s)));
}

}  // namespace

UnseenCap::UnseenCap(double listed, double most_unlisted)
    : listed_(listed), most_(std::floor(most_unlisted)) {
    const double centre = logit(most_ / (most_ + listed_));
    // The count's standard deviation on the scale of logit q.
    const double spread = std::sqrt(1 / listed_ + 1 / most_);
    first_ = centre - 3 * kFarBelow * spread;
    double last = centre - 1.5 * kFarAbove * spread;
    const auto q_at = [](double u) { return 1 / (1 + std::exp(-u)); };
    while (distance(listed_, most_, q_at(first_)) > kFarBelow) first_ += 0.05 * spread;
    while (distance(listed_, most_, q_at(last)) < kFarAbove) last -= 0.05 * spread;
    harmless_ = q_at(first_);
    step_ = (last - first_) / kSteps;
    for (int i = 0; i <= kSteps; ++i) {
        const double u = first_ + i * step_, h = 1e-3 * step_;
        const auto value = [&](double at) {
            return log_normal_cdf(distance(listed_, most_, q_at(at)));
        };
        value_.push_back(value(u));
        slope_.push_back((value(u + h) - value(u - h)) / (2 * h));
    }
    value_[0] = slope_[0] = 0;
}

UnseenCap::Term UnseenCap::at(double q) const {
    if (q <= harmless_) return {};
    const double scale = 1 / (q * (1 - q));
    const double place = (logit(q) - first_) / step_;
    if (place >= kSteps) {
        const double beyond = (place - kSteps) * step_;
        return {value_.back() + slope_.back() * beyond, slope_.back() * scale};
    }
    const auto i = static_cast<std::size_t>(std::max(0.0, place));
    const double t = std::max(0.0, place) - static_cast<double>(i);
    const double y0 = value_[i], y1 = value_[i + 1];
    const double d0 = slope_[i] * step_, d1 = slope_[i + 1] * step_;
    const double c2 = 3 * (y1 - y0) - 2 * d0 - d1, c3 = d0 + d1 - 2 * (y1 - y0);
    return {y0 + t * (d0 + t * (c2 + t * c3)), (d0 + t * (2 * c2 + 3 * t * c3)) / step_ * scale};
}

double UnseenCap::draw(double q, Rng& rng) const {
    if (q <= 0) return 0;
    if (q >= 1) return most_;
    for (int i = 0; i < kTries; ++i) {
        const double mean = rng.gamma(listed_) * q / (1 - q);
        if (mean > 2 * most_ + 100) continue;
        const auto count = static_cast<double>(rng.poisson(mean));
        if (count <= most_) return count;
    }
    return most_;
}

}  // namespace dalil
