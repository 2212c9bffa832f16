// estimate/posterior_modes.hpp: the separate humps of a posterior of N, and how much each holds.
//
// A posterior may hold two answers far apart, and then its median is neither. Draws are smoothed on
// the scale of log(N - n); a valley less than half as high as the lower hump beside it divides two
// modes, if each side holds a share that can be told from nothing.
#pragma once

#include <span>
#include <vector>

#include "dalil/estimate/estimate.hpp"

namespace dalil {

/// At least one. `effective`: how many independent draws these are worth.
std::vector<Mode> posterior_modes(std::span<const double> totals, double listed, double effective,
                                  double level);

}  // namespace dalil
