// estimate/graph_calibration.hpp: simulation-based calibration of the average over decomposable
// graphs.
//
// N (log N uniform between bounds, which is p(N) ~ 1/N cut off), a graph (all alike) and the
// chances of each list given those it hangs on (hyper-Dirichlet) are drawn from the prior, lists
// from them, and N's rank among draws of its own posterior, cut off alike, is uniform if the
// average is right (Talts et al. 2018).
//
//     std::vector<double> ranks = graph_calibration_ranks({}, context);
#pragma once

#include <cstddef>
#include <vector>

#include "dalil/base/context.hpp"

namespace dalil {

struct GraphCalibrationDesign {
    std::size_t worlds = 1000;
    std::size_t lists = 4;
    double least = 50, most = 5000;  ///< bounds of N
    double delta = 0;                ///< 0: 2^-lists
    std::size_t draws = 199;         ///< of each posterior
};

/// One rank in (0, 1) per world; worlds that the bound on the unlisted excludes are drawn again.
std::vector<double> graph_calibration_ranks(const GraphCalibrationDesign& design,
                                            const Context& context);

}  // namespace dalil
