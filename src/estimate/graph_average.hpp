// estimate/graph_average.hpp: the posterior of N and of decomposable graphs, in closed form
// (Madigan and York 1997).
//
// Cell probabilities have the hyper-Dirichlet prior (Dawid and Lauritzen 1993) with `delta` for
// every cell of the full table. For a set C of lists with margin counts n_c and a_C = delta
// 2^(J-|C|),
//     M(C) = log Gamma(delta 2^J) - log Gamma(N + delta 2^J)
//            + sum over cells c of log Gamma(n_c + a_C) - log Gamma(a_C),
// and log p(data | graph, N) is the multinomial coefficient plus the sum of M over the cliques less
// that over the separators. N enters M(C) through the cell of nobody on C only, so a few vectors
// serve all graphs.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "estimate/decomposable_graphs.hpp"
#include "estimate/unlisted_posterior.hpp"

namespace dalil {

struct GraphPrior {
    double delta = 1;
    std::optional<UnlistedGrid> grid;               ///< of N - n; absent: 1, 2, ..., 20 n
    std::function<double(double total)> log_prior;  ///< of N; absent: -log N
};

struct GraphAverage {
    UnlistedPosterior posterior;
    std::vector<double> graph_mass;  ///< posterior probability of each graph
    std::size_t top = 0;             ///< the most probable graph
};

/// Graphs are equally probable a priori. The same for any number of threads.
GraphAverage average_graphs(const CaptureTable& table, const GraphSet& graphs,
                            const GraphPrior& prior, const Context& context);

/// The posterior of N alone.
UnlistedPosterior average_total(const CaptureTable& table, const GraphSet& graphs,
                                const GraphPrior& prior, const Context& context);

}  // namespace dalil
