// estimate/profile.hpp: interval of the number of unlisted people from a profile likelihood.
#pragma once

#include <functional>
#include <optional>

namespace dalil {

struct ProfileInterval {
    double low = 0;              ///< of N - n
    std::optional<double> high;  ///< nothing if the likelihood never falls
};

/// `log_likelihood(n0)` is maximised over everything else; its maximum lies near `start`. Holds all
/// n0 with 2 (max - log_likelihood) <= z^2 (Cormack 1992). `spread` is about one standard error of
/// log n0.
ProfileInterval profile_interval(const std::function<double(double)>& log_likelihood, double start,
                                 double spread, double z);

}  // namespace dalil
