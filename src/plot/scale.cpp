#include "dalil/plot/scale.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dalil/base/result.hpp"

namespace dalil::plot {

namespace {

constexpr double kLargest = 1e15;

double tame(double value) {
    return std::isfinite(value) ? std::clamp(value, -kLargest, kLargest) : 0;
}

/// The smallest round number that is not below `value` > 0.
double round_step(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const bool whole = factor != 2.5 || power >= 10;  // 2.5 people are not a tick
        if (whole && factor * power >= value * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

}  // namespace

std::vector<double> nice_ticks(double low, double high, int wanted, double least_step) {
    low = tame(low);
    high = std::max(tame(high), low);
    const double width = std::max(high - low, least_step);
    const double step = std::max(round_step(width / std::max(wanted - 1, 1)), least_step);
    const auto first = static_cast<long long>(std::floor(low / step * (1 + 1e-12)));
    const auto last =
        std::max(static_cast<long long>(std::ceil(high / step * (1 - 1e-12))), first + 1);
    std::vector<double> ticks;
    for (long long k = first; k <= last; ++k) ticks.push_back(static_cast<double>(k) * step);
    return ticks;
}

namespace {

std::vector<double> log_ticks_of(double low, double high, std::initializer_list<double> factors) {
    std::vector<double> ticks;
    for (double power = std::pow(10.0, std::floor(std::log10(low)));
         ticks.empty() || ticks.back() < high; power *= 10) {
        for (const double factor : factors) ticks.push_back(factor * power);
    }
    auto begin = std::upper_bound(ticks.begin(), ticks.end(), low * (1 + 1e-9));
    auto end = std::lower_bound(ticks.begin(), ticks.end(), high * (1 - 1e-9));
    if (begin != ticks.begin()) --begin;
    if (end != ticks.end()) ++end;
    return {begin, end};
}

}  // namespace

std::vector<double> log_ticks(double low, double high, int wanted) {
    low = std::max(tame(low), 1.0);
    high = std::max(tame(high), low * 1.0001);
    std::vector<double> ticks = log_ticks_of(low, high, {1, 2, 5});
    if (static_cast<int>(ticks.size()) > wanted) ticks = log_ticks_of(low, high, {1, 3});
    if (static_cast<int>(ticks.size()) > wanted) ticks = log_ticks_of(low, high, {1});
    return ticks;
}

Scale::Scale(std::vector<double> ticks, double from, double to, bool logarithmic)
    : ticks_(std::move(ticks)), from_(from), to_(to), logarithmic_(logarithmic) {
    ENSURE(ticks_.size() >= 2 && ticks_.front() < ticks_.back(), "an axis has two ends");
    ENSURE(!logarithmic_ || ticks_.front() > 0, "a logarithmic axis starts above zero");
}

double Scale::operator()(double value) const {
    if (std::isnan(value)) value = first();
    value = std::clamp(value, first(), last());
    const double share = logarithmic_ ? std::log(value / first()) / std::log(last() / first())
                                      : (value - first()) / (last() - first());
    return from_ + share * (to_ - from_);
}

bool Scale::reaches(double value) const {
    return std::isfinite(value) && value >= first() * (1 - 1e-9) && value <= last() * (1 + 1e-9);
}

Scale linear_scale(double low, double high, double from, double to, int ticks, double least_step) {
    return {nice_ticks(low, high, ticks, least_step), from, to, false};
}

Scale log_scale(double low, double high, double from, double to, int ticks) {
    return {log_ticks(low, high, ticks), from, to, true};
}

}  // namespace dalil::plot
