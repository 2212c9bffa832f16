#include "estimate/profile.hpp"

#include <algorithm>
#include <cmath>

namespace dalil {

namespace {

constexpr double kFewest = 1e-3;    // fewer unlisted people than this are nobody
constexpr double kWidest = 30;      // e^30: further up the likelihood counts as flat
constexpr double kAccuracy = 1e-7;  // of log n0

/// The highest point of a parabola through three equally spaced values, as a multiple of the
/// spacing.
double vertex(double left, double middle, double right) {
    const double bend = left - 2 * middle + right;
    return bend < 0 ? std::clamp(0.5 * (left - right) / bend, -1.0, 1.0) : 0;
}

/// Where the function crosses zero between `inside` (value >= 0) and `outside` (< 0): Illinois
/// steps.
double crossing(const std::function<double(double)>& f, double inside, double inside_value,
                double outside, double outside_value) {
    for (int step = 0; step < 100 && std::abs(outside - inside) > kAccuracy; ++step) {
        double at = inside + (outside - inside) * inside_value / (inside_value - outside_value);
        const double edge = 0.01 * (outside - inside);
        at = edge > 0 ? std::clamp(at, inside + edge, outside - edge)
                      : std::clamp(at, outside - edge, inside + edge);
        const double value = f(at);
        if (value >= 0) {
            inside = at;
            inside_value = value;
            outside_value *= 0.5;
        } else {
            outside = at;
            outside_value = value;
            inside_value *= 0.5;
        }
    }
    return 0.5 * (inside + outside);
}

}  // namespace

ProfileInterval profile_interval(const std::function<double(double)>& log_likelihood, double start,
                                 double spread, double z) {
    spread = std::clamp(spread, 1e-6, 5.0);
    double top = std::log(std::max(start, kFewest));
    const auto at = [&](double u) { return log_likelihood(std::exp(u)); };
    double middle = at(top);
    for (double step = 0.5 * spread; step > 0.05 * spread; step *= 0.2) {
        const double moved = top + step * vertex(at(top - step), middle, at(top + step));
        const double value = at(moved);
        if (value <= middle) continue;
        middle = value;
        top = moved;
    }
    const auto above = [&](double u) { return 2 * (at(u) - middle) + z * z; };

    ProfileInterval interval;
    const double nobody = std::log(kFewest);
    double inside = top, inside_value = z * z;
    for (double step = z * spread;; step *= 1.6) {
        const double u = std::max(inside - step, nobody);
        const double value = above(u);
        if (value < 0) {
            interval.low = std::exp(crossing(above, inside, inside_value, u, value));
            break;
        }
        if (u <= nobody) break;  // the likelihood allows that everybody is listed
        inside = u;
        inside_value = value;
    }
    inside = top;
    inside_value = z * z;
    for (double step = z * spread;; step *= 1.6) {
        const double u = std::min(inside + step, top + kWidest);
        const double value = above(u);
        if (value < 0) {
            interval.high = std::exp(crossing(above, inside, inside_value, u, value));
            break;
        }
        if (u >= top + kWidest) break;
        inside = u;
        inside_value = value;
    }
    return interval;
}

}  // namespace dalil
