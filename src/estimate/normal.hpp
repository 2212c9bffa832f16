// estimate/normal.hpp: the normal distribution, without the standard library's generators.
#pragma once

namespace dalil {

double normal_cdf(double z);

/// Inverse of normal_cdf for 0 < p < 1, to about 1e-15 relative.
double normal_quantile(double p);

/// z of a central interval: level 0.95 gives 1.959964.
double normal_width(double level);

/// log Gamma(x), x > 0; unlike std::lgamma it touches no global state.
double log_gamma(double x);

/// Derivative of log_gamma.
double digamma(double x);

}  // namespace dalil
