// plot/histogram.hpp: how doubtful the doubtful pairs are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

/// `bins`: pairs by probability of being one person, equal widths from 0 to 1.
std::string probability_histogram(const std::vector<std::uint64_t>& bins, const Frame& frame);

}  // namespace dalil::plot
