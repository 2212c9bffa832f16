#include "estimate/mixture.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/result.hpp"
#include "estimate/normal.hpp"

namespace dalil {

namespace {

// Nobody unlisted is treated as a tenth of a person, so that logarithms exist.
constexpr double kNobody = 0.1;
constexpr int kSteps = 24;  // quadrature points on each side of a median

double log_unlisted(double listed, double total) {
    return std::log(std::max(total - listed, kNobody));
}

double cdf(const Component& c, double total) {
    if (total <= c.listed) return 0;
    const double u = std::log(total - c.listed) - c.centre;
    const double scale = u < 0 ? c.below : c.above;
    if (scale <= 0) return u < 0 ? 0 : 1;
    return normal_cdf(u / scale);
}

/// Of the point z standard deviations from the median.
double value_at(const Component& c, double z) {
    return c.listed + std::exp(c.centre + z * (z < 0 ? c.below : c.above));
}

}  // namespace

Component component_from(double listed, double total, double low, double high, double level) {
    const double z = normal_width(level);
    Component c;
    c.listed = listed;
    c.centre = log_unlisted(listed, total);
    c.below = std::max(0.0, c.centre - log_unlisted(listed, low)) / z;
    c.above = std::max(0.0, log_unlisted(listed, high) - c.centre) / z;
    return c;
}

double quantile(std::span<const Component> mixture, double p) {
    ENSURE(!mixture.empty(), "a mixture of something");
    const double z = normal_quantile(p);
    double low = HUGE_VAL, high = 0, weight = 0;
    for (const Component& c : mixture) {
        const double q = value_at(c, z);
        low = std::min(low, q);
        high = std::max(high, q);
        weight += c.weight;
    }
    // The quantile of a mixture lies between those of its parts.
    for (int step = 0; step < 200 && high - low > 1e-10 * high; ++step) {
        const double middle = 0.5 * (low + high);
        double below = 0;
        for (const Component& c : mixture) below += c.weight * cdf(c, middle);
        (below < p * weight ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double mean_of_medians(std::span<const Component> mixture) {
    double sum = 0, weight = 0;
    for (const Component& c : mixture) {
        sum += c.weight * (c.listed + std::exp(c.centre));
        weight += c.weight;
    }
    return sum / weight;
}

LogMoments log_moments(std::span<const Component> mixture) {
    std::vector<double> steps;
    for (int k = 0; k < 2 * kSteps; ++k) steps.push_back(normal_quantile((k + 0.5) / (2 * kSteps)));
    double weight = 0, first = 0, second = 0;
    for (const Component& c : mixture) {
        // One value says it all where there is no width.
        const bool sharp = c.below <= 0 && c.above <= 0;
        const std::size_t count = sharp ? 1 : steps.size();
        const double share = c.weight / static_cast<double>(count);
        for (std::size_t k = 0; k < count; ++k) {
            const double value = std::log(value_at(c, steps[k]));
            first += share * value;
            second += share * value * value;
        }
        weight += c.weight;
    }
    const double mean = first / weight;
    return {mean, std::max(0.0, second / weight - mean * mean)};
}

double between_share(const std::vector<std::vector<Component>>& parts) {
    double weight = 0, mean = 0, square = 0, within = 0;
    for (const auto& part : parts) {
        double here = 0;
        for (const Component& c : part) here += c.weight;
        const LogMoments moments = log_moments(part);
        weight += here;
        mean += here * moments.mean;
        square += here * moments.mean * moments.mean;
        within += here * moments.variance;
    }
    const double between = std::max(0.0, square / weight - mean / weight * (mean / weight));
    const double total = between + within / weight;
    return total > 0 ? between / total : 0;
}

}  // namespace dalil
