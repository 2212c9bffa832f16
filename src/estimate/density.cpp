#include "estimate/density.hpp"

#include <algorithm>
#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

constexpr std::size_t kPoints = 120;
constexpr double kTail = 0.002;
constexpr double kNeighbours = 1.0 / 6;
constexpr double kNarrowest = 1e-4;  // of a kernel, in log N

/// A point of the sample with its kernel, on the scale of log N.
struct Kernel {
    double at = 0, width = 0, weight = 0;
};

double total_of(const Component& c) {
    return c.listed + std::exp(c.centre);
}

std::vector<Kernel> kernels_of(std::span<const Component> mixture) {
    std::vector<Kernel> kernels;
    for (const Component& c : mixture) {
        if (c.below <= 0 && c.above <= 0) kernels.push_back({std::log(total_of(c)), 0, c.weight});
    }
    std::sort(kernels.begin(), kernels.end(),
              [](const Kernel& a, const Kernel& b) { return a.at < b.at; });
    const std::size_t reach = std::max<std::size_t>(
        1, static_cast<std::size_t>(kNeighbours * static_cast<double>(kernels.size()) / 2));
    for (std::size_t i = 0; i < kernels.size(); ++i) {
        // To the nearer side only: a point at the edge of a hump is not smeared over the gap.
        const double below = i < reach ? HUGE_VAL : kernels[i].at - kernels[i - reach].at;
        const double above =
            i + reach < kernels.size() ? kernels[i + reach].at - kernels[i].at : HUGE_VAL;
        const double width = std::min(below, above);
        kernels[i].width = std::max(std::isfinite(width) ? width : 0.0, kNarrowest);
    }
    return kernels;
}

double normal_density(double z) {
    return std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI);
}

/// Of a two-piece log-normal part, per unit of log N.
double density_at(const Component& c, double total) {
    if (total <= c.listed || (c.below <= 0 && c.above <= 0)) return 0;
    const double u = std::log(total - c.listed) - c.centre;
    const double scale = u < 0 ? c.below : c.above;
    if (scale <= 0) return 0;
    return normal_density(u / scale) / scale * total / (total - c.listed);
}

}  // namespace

std::vector<DensityPoint> density_of(std::span<const Component> mixture) {
    if (mixture.empty()) return {};
    const double low = std::log(quantile(mixture, kTail));
    const double high = std::log(quantile(mixture, 1 - kTail));
    if (!(high > low) || !std::isfinite(high)) return {};
    const std::vector<Kernel> kernels = kernels_of(mixture);
    double weight = 0;
    for (const Component& c : mixture) weight += c.weight;
    std::vector<DensityPoint> points;
    for (std::size_t i = 0; i < kPoints; ++i) {
        const double at = low + (high - low) * static_cast<double>(i) / (kPoints - 1);
        const double total = std::exp(at);
        double sum = 0;
        for (const Component& c : mixture) sum += c.weight * density_at(c, total);
        for (const Kernel& k : kernels)
            sum += k.weight * normal_density((at - k.at) / k.width) / k.width;
        points.push_back({total, sum / weight});
    }
    return points;
}

std::vector<double> draws_of(std::span<const Component> mixture, std::size_t count) {
    double weight = 0;
    for (const Component& c : mixture) weight += c.weight;
    std::vector<double> draws;
    double passed = 0;
    std::size_t part = 0;
    for (std::size_t i = 0; i < count && !mixture.empty(); ++i) {
        const double at = (static_cast<double>(i) + 0.5) / static_cast<double>(count) * weight;
        while (part + 1 < mixture.size() && passed + mixture[part].weight <= at)
            passed += mixture[part++].weight;
        // Multiples of the golden ratio spread evenly, in whichever run of draws a part is met.
        const double turn = static_cast<double>(i) * 0.6180339887498949;
        const double p = std::clamp(turn - std::floor(turn), 1e-6, 1 - 1e-6);
        const Component& c = mixture[part];
        const double z = normal_quantile(p);
        draws.push_back(c.listed + std::exp(c.centre + z * (z < 0 ? c.below : c.above)));
    }
    return draws;
}

}  // namespace dalil
