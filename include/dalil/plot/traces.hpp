// plot/traces.hpp: the way of each chain of a sampler, one strip below the other, on one scale.
#pragma once

#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

/// `chains`: values in the order in which they were drawn.
std::string traces(const std::vector<std::vector<double>>& chains, const Frame& frame);

}  // namespace dalil::plot
