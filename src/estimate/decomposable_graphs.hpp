// estimate/decomposable_graphs.hpp: decomposable (chordal) graphs of lists, as cliques and
// separators.
//
// Lists that are joined depend on each other; lists separated by others are independent given
// those. A graph is decomposable if every cycle of four or more lists has a chord; the likelihood
// then factors into a product over its cliques divided by one over its separators (Lauritzen 1996).
//
//     auto all = every_decomposable_graph(5);   // 822 of them
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dalil {

/// The lists joined to each list, as bit masks; no list is joined to itself.
using Neighbours = std::vector<std::uint64_t>;

struct JunctionForest {
    std::vector<std::uint64_t> cliques;
    std::vector<std::uint64_t> separators;  ///< not those that are empty; with repetition
};

/// Nothing if the graph is not decomposable.
std::optional<JunctionForest> decompose(const Neighbours& graph);

/// "[12,23,4]": the cliques, lists numbered from 1; the names of log-linear models.
std::string graph_name(const JunctionForest& forest, std::size_t lists);

/// Graphs over the same lists, laid out for scoring: graph g is the sum of the factors
/// factors[begins[g]] up to factors[begins[g + 1]], the first `cliques[g]` added, the others
/// subtracted.
struct GraphSet {
    std::size_t lists = 0;
    bool every = false;                  ///< all decomposable graphs of these lists
    std::vector<std::uint64_t> subsets;  ///< sets of lists that are a clique or separator somewhere
    std::vector<std::uint32_t> factors;  ///< indices into subsets
    std::vector<std::uint32_t> begins;   ///< one more than graphs
    std::vector<std::uint8_t> cliques;
    /// What each graph's likelihood is multiplied with, as logarithm; empty: one over the number of
    /// graphs. Graphs that were searched for stand for others too.
    std::vector<double> log_weights;

    std::size_t size() const { return cliques.size(); }
    JunctionForest forest(std::size_t graph) const;
};

GraphSet graph_set(std::size_t lists, const std::vector<JunctionForest>& forests);

/// Up to this many lists every graph is averaged over.
inline constexpr std::size_t kMostEnumerated = 6;

/// 8 graphs for 3 lists, 61 for 4, 822 for 5, 18,154 for 6; computed once. lists <=
/// kMostEnumerated.
const GraphSet& every_decomposable_graph(std::size_t lists);

}  // namespace dalil
