#include "estimate/wide_log_gamma.hpp"

#include <cmath>
#include <numbers>

namespace dalil {

long double wide_log_gamma(long double x) {
    // Recurrence up to 12, then Stirling's series.
    long double product = 1;
    while (x < 12) {
        product *= x;
        x += 1;
    }
    const long double r = 1 / (x * x);
    const long double series =
        (1.0L / 12 - r * (1.0L / 360 - r * (1.0L / 1260 - r * (1.0L / 1680 - r * (1.0L / 1188))))) /
        x;
    const long double half_log_two_pi = 0.5L * std::log(2 * std::numbers::pi_v<long double>);
    return (x - 0.5L) * std::log(x) - x + half_log_two_pi + series - std::log(product);
}

}  // namespace dalil
