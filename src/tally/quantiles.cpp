#include "tally/quantiles.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/result.hpp"

namespace dalil {

Interval interval_of(std::vector<double> draws, double level) {
    ENSURE(!draws.empty(), "draws to summarise");
    std::sort(draws.begin(), draws.end());
    const auto at = [&](double p) {
        const double place = p * static_cast<double>(draws.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, draws.size() - 1);
        const double share = place - std::floor(place);
        return draws[below] + share * (draws[above] - draws[below]);
    };
    return {at(0.5), at(0.5 - 0.5 * level), at(0.5 + 0.5 * level)};
}

Interval whole_interval_of(std::vector<double> draws, double level) {
    ENSURE(!draws.empty(), "draws to summarise");
    std::sort(draws.begin(), draws.end());
    const double last = static_cast<double>(draws.size() - 1);
    const auto at = [&](double place) {
        return draws[static_cast<std::size_t>(std::clamp(place, 0.0, last))];
    };
    const double tail = (0.5 - 0.5 * level) * last;
    return {at(std::floor(0.5 * last)), at(std::floor(tail)), at(std::ceil(last - tail))};
}

}  // namespace dalil
