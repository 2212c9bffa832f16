// estimate/stepwise.hpp: two-list effects added one at a time by a significance test.
//
// As SparseMSE does it (Chan, Silverman and Vincent 2021): the pair whose overlap is least likely
// under the present model, by a one-sided Poisson test, joins while its p-value is below the
// threshold and the estimate of the larger model exists. Where a list caught nobody (in a resampled
// table) no larger model passes their existence test, and the main effects stand.
#pragma once

#include <optional>

#include "estimate/kernel.hpp"
#include "estimate/model.hpp"

namespace dalil {

struct StepwiseFit {
    Model model;
    std::optional<LoglinearFit> fit;  ///< absent when the main effects have no estimate
};

StepwiseFit fit_stepwise(const CellTable& cells, double threshold);

}  // namespace dalil
