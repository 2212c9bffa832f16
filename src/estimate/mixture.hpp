// estimate/mixture.hpp: several answers with their doubt, made into one.
//
// A Component is what one model says on one table: n people are listed and the number of unlisted
// ones is two-piece log-normal: median `centre` on the log scale, one standard deviation below it
// and one above, so that it reproduces an asymmetric interval. A Mixture is a weighted set of them:
// models weighted by BIC, draws of the linkage weighted equally (Sadinle 2018, linkage averaging).
#pragma once

#include <span>
#include <vector>

namespace dalil {

struct Component {
    double weight = 1;
    double listed = 0;  ///< n
    double centre = 0;  ///< log of the median of N - n
    double below = 0, above = 0;
};

/// The component whose median is `total` and whose central interval is [low, high].
Component component_from(double listed, double total, double low, double high, double level);

/// Quantile of N = n + unlisted; weights need not sum to one.
double quantile(std::span<const Component> mixture, double p);

/// Weighted mean of the medians.
double mean_of_medians(std::span<const Component> mixture);

struct LogMoments {
    double mean = 0, variance = 0;
};

/// Mean and variance of log N.
LogMoments log_moments(std::span<const Component> mixture);

/// Share of the variance of log N that lies between the parts (draws of the linkage) of a mixture.
double between_share(const std::vector<std::vector<Component>>& parts);

}  // namespace dalil
