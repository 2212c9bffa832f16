#include "estimate/score_curves.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <utility>

#include "estimate/independence_posterior.hpp"
#include "estimate/lanes.hpp"
#include "estimate/wide.hpp"
#include "estimate/wide_log_gamma.hpp"

namespace dalil {

namespace {

constexpr double kSingle = 32;       // the first n0, each a node of its own
constexpr double kPanel = 3;         // width of a panel of nodes, over the least deviation
constexpr double kNothing = -1e200;  // log weight of a node that fills up
constexpr double kNegligible = 40;   // of log density below the highest
constexpr double kStirling = 12;     // from here on the series has all digits
constexpr std::size_t kMostKept = std::size_t{1} << 22;  // numbers kept in curves

/// Gauss-Legendre with four points (Abramowitz and Stegun 1964, table 25.4).
constexpr std::array<std::pair<double, double>, 4> kGauss = {
    std::pair(-0.861136311594053, 0.347854845137454),
    std::pair(-0.339981043584856, 0.652145154862546),
    std::pair(0.339981043584856, 0.652145154862546),
    std::pair(0.861136311594053, 0.347854845137454)};

double least_deviation(double listed, double unlisted) {
    return std::sqrt(1 / listed + 1 / unlisted);
}

/// Ends of panels in log n0.
std::vector<double> panel_ends(double listed) {
    const double last = std::log(kMostUnlisted * listed + 0.5);
    std::vector<double> ends = {std::log(kSingle + 0.5)};
    while (ends.back() < last) {
        const double width = kPanel * least_deviation(listed, std::exp(ends.back()));
        ends.push_back(std::min(last, ends.back() + width));
    }
    return ends;
}

/// log Gamma(x + shift) + from, for shift + x >= kStirling.
DALIL_WIDE void add_log_gamma(const double* x, double shift, const double* from, double constant,
                              std::size_t size, double* out) {
    const double half_log_two_pi = 0.5 * std::log(2 * std::numbers::pi) + constant;
    for (std::size_t i = 0; i < size; i += kQuad) {
        const Quad z = load(x + i) + shift;
        const Quad inverse = 1 / z;
        const Quad series = inverse * polynomial(inverse * inverse, 1.0 / 1188, -1.0 / 1680,
                                                 1.0 / 1260, -1.0 / 360, 1.0 / 12);
        store((z - 0.5) * lane_log(z) - z + (series + half_log_two_pi) + load(from + i), out + i);
    }
}

DALIL_WIDE double highest_of(const double* values, std::size_t size) {
    Quad top = load(values);
    for (std::size_t i = kQuad; i < size; i += kQuad) {
        const Quad here = load(values + i);
        top = here > top ? here : top;
    }
    return std::max(std::max(top[0], top[1]), std::max(top[2], top[3]));
}

DALIL_WIDE double sum_of_exp(const double* values, double top, std::size_t size) {
    Quad sum = all(0);
    for (std::size_t i = 0; i < size; i += kQuad) {
        const Quad here = load(values + i) - top;
        const double nearest = std::max(std::max(here[0], here[1]), std::max(here[2], here[3]));
        if (nearest > -kNegligible) sum += lane_exp(here);
    }
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

}  // namespace

std::size_t nodes_needed(double listed) {
    return static_cast<std::size_t>(kSingle) + kGauss.size() * panel_ends(listed).size();
}

ScoreCurves::ScoreCurves(const CaptureTable& table, double delta)
    : scores_(table, delta), cells_(table.cells.size()) {
    const double listed = scores_.listed();
    const double most = kMostUnlisted * listed;
    const auto add = [&](double unlisted, double log_weight) {
        const long double total = static_cast<long double>(listed) + unlisted;
        unlisted_.push_back(unlisted);
        total_.push_back(static_cast<double>(scores_.total_term(unlisted)));
        common_.push_back(static_cast<double>(scores_.log_coefficient() +
                                              wide_log_gamma(total + 1) -
                                              wide_log_gamma(unlisted + 1.0L) - std::log(total)) +
                          log_weight);
    };
    for (double n0 = 1; n0 <= std::min(kSingle, most); n0 += 1) add(n0, 0);
    if (most > kSingle) {
        const std::vector<double> ends = panel_ends(listed);
        for (std::size_t p = 0; p + 1 < ends.size(); ++p) {
            const double middle = 0.5 * (ends[p] + ends[p + 1]), half = middle - ends[p];
            for (const auto& [at, weight] : kGauss) {
                const double log_unlisted = middle + half * at;
                add(std::exp(log_unlisted), std::log(half * weight) + log_unlisted);
            }
        }
    }
    while (unlisted_.size() % kLanes != 0) add(unlisted_.back(), kNothing);
    zero_.assign(unlisted_.size(), 0);
}

const double* ScoreCurves::of(std::uint64_t lists) {
    if (lists == 0) return zero_.data();
    const auto found = known_.find(lists);
    if (found != known_.end()) return found->second.data();
    const CliqueFactor factor = scores_.factor(lists);
    std::vector<double> curve(size());
    const double shift = factor.nobody + factor.prior;
    const auto fixed = static_cast<double>(factor.fixed);
    add_log_gamma(unlisted_.data(), shift, total_.data(), fixed, size(), curve.data());
    for (std::size_t i = 0; i < size() && unlisted_[i] + shift < kStirling; ++i)
        curve[i] =
            static_cast<double>(factor.fixed + scores_.varying(factor, unlisted_[i])) + total_[i];
    work_ += 4 * size() + cells_ * static_cast<std::size_t>(1 + std::popcount(lists));
    return known_.emplace(lists, std::move(curve)).first->second.data();
}

void ScoreCurves::make_room() {
    if (known_.size() * size() > kMostKept) known_.clear();
}

DALIL_WIDE void add_change(const double* from, double sign, const double* joint, const double* rest,
                           const double* first, const double* second, std::size_t size,
                           double* out) {
    for (std::size_t i = 0; i < size; i += kQuad) {
        const Quad change =
            (load(joint + i) - load(first + i)) + (load(rest + i) - load(second + i));
        store(load(from + i) + sign * change, out + i);
    }
}

double log_sum(const double* values, std::size_t size) {
    const double top = highest_of(values, size);
    return top + std::log(sum_of_exp(values, top, size));
}

}  // namespace dalil
