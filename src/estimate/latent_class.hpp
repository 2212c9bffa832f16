// estimate/latent_class.hpp: people of several kinds, each with its own chances (Dirichlet process
// mixture of latent classes, Manrique-Vallier 2016), on the marginal likelihood.
//
// Four ladders of eight tempered chains (latent_ladder.hpp) from over-dispersed starts run until
// they agree and are worth enough independent draws, or the budget ends; the same whatever the
// number of threads. Where they find modes far apart, jumps between those are learned
// (latent_jumps.hpp) and the draws begin anew. Only what does not depend on labels is reported.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/estimate.hpp"
#include "estimate/independence.hpp"
#include "estimate/latent_density.hpp"
#include "estimate/latent_ladder.hpp"
#include "estimate/predictive.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

/// More of the posterior than this at the bound: the bound would be the answer.
inline constexpr double kMostAtCap = 0.01;

struct LatentOptions {
    std::string method = "latent_class";
    double level = 0.95;
    LatentPrior prior;
    double enough = 10000;     ///< effective draws of N at which to stop
    bool sensitivity = false;  ///< other priors, and each list left out, as variants
    bool predictive = true;    ///< check whether the lists look like draws of the posterior
    bool keep_draws = false;   ///< in the result
    std::uint64_t stream = 0;  ///< tells apart runs of one seed
    double patience = 1;       ///< how much work later fewer effective draws will do
};

/// All draws of one run, ladder by ladder.
struct LatentPosterior {
    std::vector<std::vector<double>> totals;  ///< N, by ladder
    std::vector<double> sorted;               ///< all of them
    double rhat = 0, bulk = 0, tail = 0;
    double occupied = 0;  ///< mean number of classes with people
    double at_cap = 0;    ///< share of draws within two hundredths of the cap
    double sweeps = 0;    ///< of one ladder, burn-in left out
    double exchange = 0;  ///< worst rate between neighbours of a ladder
    std::vector<std::vector<double>> exchange_rates;  ///< by ladder, by pair of neighbours
    std::uint64_t round_trips = 0;
    double jumps = 0;  ///< how often a learned jump was taken; 0 with one mode
    std::vector<Mode> modes;
    std::vector<LadderState> ladders;  ///< where they stand
    std::optional<PredictiveCheck> predictive;
    double quantile(double p) const;
    double mean() const;
};

LatentPosterior sample_latent_classes(const UsableTable& usable, const LatentOptions& options,
                                      const Context& context);

struct LatentRun {
    MethodRun run;
    std::vector<LadderState> ladders;
};

LatentRun estimate_latent_class(const UsableTable& usable, const LatentOptions& options,
                                const Context& context);

/// The mixture of one draw of the linkage: a short run that goes on from the ladders of the best
/// table. `sweeps`: of this one draw; many draws together make up for each being short.
std::vector<Component> continue_latent_class(const UsableTable& usable,
                                             const std::vector<LadderState>& ladders,
                                             std::size_t sweeps, const LatentOptions& options,
                                             const Context& context);

}  // namespace dalil
