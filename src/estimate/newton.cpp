#include "estimate/newton.hpp"

#include <cmath>

namespace dalil {

namespace {

constexpr int kSteps = 100;
constexpr int kHalvings = 40;
constexpr double kDecrement =
    1e-20;                       // of the Newton decrement over n: ten digits of each parameter
constexpr double kLongStep = 4;  // a step beyond e^4 in a rate is never trusted at once

}  // namespace

Maximum maximise(const std::function<void(const Eigen::VectorXd&, Slope&)>& function,
                 Eigen::VectorXd start, double scale) {
    Maximum best;
    best.at = std::move(start);
    function(best.at, best.slope);
    Slope next;
    if (best.at.size() == 0) best.converged = true;
    for (int step = 0; step < kSteps && !best.converged; ++step) {
        const Eigen::LDLT<Eigen::MatrixXd> factor(best.slope.information);
        Eigen::VectorXd direction = factor.solve(best.slope.gradient);
        if (!direction.allFinite()) return best;
        const double decrement = direction.dot(best.slope.gradient);
        if (decrement < kDecrement * scale) {
            best.converged = decrement > -1e-9 * scale;
            return best;
        }
        const double longest = direction.cwiseAbs().maxCoeff();
        if (longest > kLongStep) direction *= kLongStep / longest;
        bool moved = false;
        for (int halving = 0; halving < kHalvings && !moved; ++halving, direction *= 0.5) {
            const Eigen::VectorXd trial = best.at + direction;
            function(trial, next);
            // Rounding of the value must not reject the last, tiny steps.
            const double noise = 1e-13 * (std::abs(best.slope.value) + scale);
            if (std::isfinite(next.value) && next.value >= best.slope.value - noise) {
                best.at = trial;
                std::swap(best.slope, next);
                moved = true;
            }
        }
        if (!moved) return best;
    }
    return best;
}

}  // namespace dalil
