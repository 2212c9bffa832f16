// tally/quantiles.hpp: intervals from draws.
#pragma once

#include <vector>

#include "dalil/link/linkage.hpp"

namespace dalil {

/// Median and equal-tailed interval, interpolated between order statistics.
Interval interval_of(std::vector<double> draws, double level);

/// The same with whole draws only: the lower of two middle values, outward at the ends. For counts
/// that have to stay whole numbers.
Interval whole_interval_of(std::vector<double> draws, double level);

}  // namespace dalil
