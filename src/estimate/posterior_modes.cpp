#include "estimate/posterior_modes.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

constexpr std::size_t kGrid = 512;
constexpr double kValley = 0.5;      // of the lower hump
constexpr double kLeastMass = 0.02;  // of a mode
constexpr double kOffset = 5;        // people; keeps the first few whole numbers together

struct Curve {
    double first = 0, step = 1;
    std::vector<double> height;
};

/// Density of log(N - n + offset) on a grid: counts, smoothed by a normal kernel.
Curve smooth(const std::vector<double>& sorted, double listed, double effective) {
    const auto place = [&](double total) { return std::log(total - listed + kOffset); };
    const auto at = [&](double p) {
        return place(sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))]);
    };
    const double spread = std::max((at(0.75) - at(0.25)) / 1.349, 1e-9);
    // Half of the width of Silverman (1986), which is made for one hump; but no finer than the
    // distance of two whole numbers.
    const double spacing = 1 / std::exp(at(0.1));
    const double width =
        std::max(0.53 * spread * std::pow(std::max(effective, 10.0), -0.2), 1.5 * spacing);
    Curve curve;
    curve.first = place(sorted.front()) - 4 * width;
    curve.step = (place(sorted.back()) + 4 * width - curve.first) / (kGrid - 1);
    std::vector<double> counts(kGrid, 0);
    for (double total : sorted) {
        const double x = (place(total) - curve.first) / curve.step;
        counts[std::min(kGrid - 1, static_cast<std::size_t>(x + 0.5))] += 1;
    }
    const auto reach =
        static_cast<std::size_t>(std::min<double>(4 * width / curve.step + 1, kGrid));
    curve.height.assign(kGrid, 0);
    for (std::size_t i = 0; i < kGrid; ++i) {
        if (counts[i] == 0) continue;
        for (std::size_t j = i > reach ? i - reach : 0; j < std::min(kGrid, i + reach + 1); ++j) {
            const double z = (static_cast<double>(i) - static_cast<double>(j)) * curve.step / width;
            curve.height[j] += counts[i] * std::exp(-0.5 * z * z);
        }
    }
    return curve;
}

/// Grid points where the curve is divided: the deepest valley first, and so on each side.
void divide(const std::vector<double>& height, std::size_t begin, std::size_t end, double all,
            std::vector<std::size_t>& cuts) {
    std::vector<double> before(end - begin), mass(end - begin);
    double top = 0, sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
        top = std::max(top, height[i]);
        sum += height[i];
        before[i - begin] = top;
        mass[i - begin] = sum;
    }
    double after = 0, best = kValley;
    std::size_t cut = end;
    for (std::size_t i = end; i-- > begin;) {
        after = std::max(after, height[i]);
        const double depth = height[i] / std::min(before[i - begin], after);
        const bool both =
            mass[i - begin] > kLeastMass * all && sum - mass[i - begin] > kLeastMass * all;
        if (both && depth < best) {
            best = depth;
            cut = i;
        }
    }
    if (cut == end) return;
    divide(height, begin, cut, all, cuts);
    cuts.push_back(cut);
    divide(height, cut, end, all, cuts);
}

Mode mode_of(std::span<const double> sorted, double all, double level) {
    ENSURE(!sorted.empty(), "a mode holds draws");
    const auto at = [&](double p) {
        return sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1) + 0.5)];
    };
    return {at(0.5), at(0.5 - 0.5 * level), at(0.5 + 0.5 * level),
            static_cast<double>(sorted.size()) / all};
}

}  // namespace

std::vector<Mode> posterior_modes(std::span<const double> totals, double listed, double effective,
                                  double level) {
    std::vector<double> sorted(totals.begin(), totals.end());
    std::sort(sorted.begin(), sorted.end());
    const auto all = static_cast<double>(sorted.size());
    if (sorted.front() == sorted.back()) return {mode_of(sorted, all, level)};
    const Curve curve = smooth(sorted, listed, effective);
    double whole = 0;
    for (double h : curve.height) whole += h;
    std::vector<std::size_t> cuts;
    divide(curve.height, 0, curve.height.size(), whole, cuts);
    std::vector<Mode> modes;
    std::size_t begin = 0;
    for (std::size_t c = 0; c <= cuts.size(); ++c) {
        std::size_t end = sorted.size();
        if (c < cuts.size()) {
            const double edge = std::exp(curve.first + static_cast<double>(cuts[c]) * curve.step) -
                                kOffset + listed;
            end = static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), edge) -
                                           sorted.begin());
        }
        if (end > begin) {
            modes.push_back(mode_of(std::span(sorted).subspan(begin, end - begin), all, level));
        }
        begin = end;
    }
    return modes;
}

}  // namespace dalil
