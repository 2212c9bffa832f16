// estimate/chain_diagnostics.hpp: can several chains be taken for one posterior?
//
// Rank-normalised split R-hat and effective sizes of Vehtari, Gelman, Simpson, Carpenter and
// Bürkner (2021), for chains of equal length.
//
//     ChainDiagnosis d = diagnose(chains);   // chains[c][i]
//     if (d.rhat > 1.01 || d.bulk < 400) ...
#pragma once

#include <vector>

namespace dalil {

/// From here on chains are taken for one posterior (the same authors).
inline constexpr double kChainsAgree = 1.01;  // of R-hat, at most
inline constexpr double kFewestEffective = 400;

struct ChainDiagnosis {
    double rhat = 1;  ///< the larger of bulk and folded
    double bulk = 0;  ///< effective draws for the middle of the posterior
    double tail = 0;  ///< the smaller of those for its 5 % and 95 % quantile
};

/// At least two chains of at least eight draws, or everything is as bad as can be.
ChainDiagnosis diagnose(const std::vector<std::vector<double>>& chains);

/// Effective draws for the mean of the values as they are.
double effective_draws(const std::vector<std::vector<double>>& chains);

}  // namespace dalil
