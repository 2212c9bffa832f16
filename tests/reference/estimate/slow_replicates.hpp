// reference/estimate/slow_replicates.hpp: Rubin's rule in the order of his book, and Student's t by
// adding up its density.
#pragma once

#include <vector>

#include "dalil/estimate/replicates.hpp"

namespace dalil::reference {

double student_cdf_by_integration(double t, double df);

struct SlowCombination {
    double estimate = 0, low = 0, high = 0;
};

/// Every replicate with weight 1.
SlowCombination slow_combination(const std::vector<ReplicatePosterior>& replicates, double level,
                                 bool verdata);

}  // namespace dalil::reference
