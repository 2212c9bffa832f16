// estimate/density.hpp: the shape of a mixture, for a figure, and draws of it to take away.
#pragma once

#include <span>
#include <vector>

#include "dalil/estimate/scrutiny.hpp"
#include "estimate/mixture.hpp"

namespace dalil {

/// Density of log N from the .002 to the .998 quantile. Components without width (the quantiles of
/// a sample) are smoothed by a kernel that reaches as far as the nearest twelfth of them, so
/// that narrow modes far apart stay narrow.
std::vector<DensityPoint> density_of(std::span<const Component> mixture);

/// Equally probable values of N, each part of the mixture in turn; the order says nothing.
std::vector<double> draws_of(std::span<const Component> mixture, std::size_t count);

}  // namespace dalil
