// estimate/graph_search.hpp: decomposable graphs of more lists than can be listed, found by a walk.
//
// Chains walk over decomposable graphs by joining and parting lists (MC3: Madigan and York 1995),
// each graph visited in proportion to its posterior probability with N added up. They start far
// apart: no lists joined, all joined, a graph drawn from the prior, the best graph that steps
// uphill find. What comes out is a set of graphs whose weighted likelihoods add up to the
// posterior:
//   - graphs met in the burn-in (the best ones if they are many) weigh what their own likelihoods
//     say, and together what share of the time the chains spend on them afterwards;
//   - of the others, graphs visited afterwards stand for the rest, each for its share of the time.
// So the average is exact where few graphs matter, and an average over a sample where many do.
//
//     GraphSearch found = search_graphs(table, delta, {}, context);
//     GraphAverage average = average_graphs(table, found.graphs, {delta, {}, {}}, context);
#pragma once

#include <cstddef>
#include <cstdint>

#include "dalil/base/context.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "estimate/decomposable_graphs.hpp"

namespace dalil {

struct GraphSearchOptions {
    /// Work of a chain, in numbers added: about 1e-9 seconds each. Two parts in five are burn-in.
    double work = 3e8;
    std::size_t steps = 400'000;  ///< of a chain at most
    std::size_t kept = 6000;      ///< graphs that weigh what their likelihoods say
    std::size_t sampled = 4000;   ///< graphs that stand for all others
};

struct GraphSearch {
    GraphSet graphs;
    double rhat = 1;      ///< of N, over chains (chain_diagnostics.hpp)
    double ess = 0;       ///< effective draws of N
    double edge_gap = 0;  ///< largest difference between chains of the probability of a pair
    double weighed = 0;   ///< share of the posterior on graphs that weigh what they say
    double visited = 0;   ///< different graphs that the chains met
    double steps = 0;     ///< of all chains, after the burn-in
};

/// A search over more people than this would take too many nodes (score_curves.hpp).
inline constexpr double kMostSearched = 200'000;

/// The same for any number of threads. At most 64 lists, 1 to kMostSearched people listed.
GraphSearch search_graphs(const CaptureTable& table, double delta,
                          const GraphSearchOptions& options, const Context& context);

/// Chains agree well enough on N to be taken for one posterior.
bool chains_agree(const GraphSearch& search);

}  // namespace dalil
