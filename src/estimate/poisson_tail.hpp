// estimate/poisson_tail.hpp: how surprising a count is under a Poisson mean.
#pragma once

namespace dalil {

/// log P(X <= count) if count is below the mean, else log P(X >= count): the one-sided p-value.
double log_poisson_tail(double count, double mean);

}  // namespace dalil
