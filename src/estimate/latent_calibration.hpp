// estimate/latent_calibration.hpp: simulation-based calibration of the latent-class sampler.
//
// N, alpha, weights and chances are drawn from the prior (log N uniform between bounds, which is
// p(N) ~ 1/N cut off), lists from them, and N's rank among the draws of its own posterior, cut off
// alike, is uniform if the sampler is right (Talts et al. 2018).
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/latent_density.hpp"

namespace dalil {

struct CalibrationDesign {
    std::size_t worlds = 300;
    std::size_t lists = 4;
    double least = 200, most = 10000;  ///< bounds of N
    double enough = 500;               ///< effective draws per world
    LatentPrior prior;
};

/// One rank in (0, 1) per world; worlds that the bound on the unlisted excludes are drawn again.
std::vector<double> calibration_ranks(const CalibrationDesign& design, const Context& context);

}  // namespace dalil
