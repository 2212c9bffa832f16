// estimate/stepwise.hpp: two-list effects added one at a time by a significance test.
//
// As SparseMSE does it (Chan, Silverman and Vincent 2021): the pair whose overlap is least likely
// under the present model, by a one-sided Poisson test, joins while its p-value is below the
// threshold and the estimate of the larger model exists.
#pragma once

#include "estimate/kernel.hpp"
#include "estimate/model.hpp"

namespace dalil {

Model stepwise_model(const CellTable& cells, double threshold);

}  // namespace dalil
