// estimate/independence_posterior.hpp: the posterior of N when all lists are independent and
// everybody has the same chances.
//
// Each list catches with a chance of its own that is uniform a priori, p(N) is proportional to 1/N,
// and at most 20 n are unlisted: a latent class model with one class. With the chances integrated
// out, only list sizes and n enter:
//     p(N | data) prop. 1/N  N!/(N-n)!  product over lists of B(n_j + 1, N - n_j + 1).
#pragma once

#include "estimate/independence.hpp"
#include "estimate/unlisted_posterior.hpp"

namespace dalil {

/// At most so many unlisted for each listed, a priori.
inline constexpr double kMostUnlisted = 20;

UnlistedPosterior independence_posterior(const CaptureTable& table);

MethodRun estimate_independence_posterior(const UsableTable& usable, double level);

/// Fills estimate, interval, mean and components from an exact posterior, and says so if it runs
/// against the end of what the prior allows.
void set_figures(MethodRun& run, const UnlistedPosterior& posterior, double listed, double level);

}  // namespace dalil
