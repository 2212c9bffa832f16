// reference/estimate/slow_decomposable.hpp: the average over decomposable graphs, graph by graph
// and N by N, on full tables of 2^J cells.
//
// Shares nothing with the fast version: graphs are told by maximum cardinality search (Tarjan and
// Yannakakis 1984), the likelihood is a product of each list given its neighbours before it, and
// every N of the grid is added up.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil::reference {

struct SlowAverage {
    std::vector<double> unlisted, mass;          ///< of each n0 of the grid
    std::map<std::uint64_t, double> graph_mass;  ///< by edges, see edge_bits()
    double log_evidence = 0;

    double quantile(double p) const;  ///< the first n0 with that much mass up to it
    double mean() const;
    double mode() const;
};

/// Bit e stands for the e-th pair in the order 12, 13, ..., 1J, 23, ...
std::uint64_t edge_bits(std::size_t lists, const std::vector<std::uint64_t>& cliques);

/// n0 = first, first + step, ..., last; `log_prior` of N. Up to six lists, few thousand points.
SlowAverage slow_average(const CaptureTable& table, double delta, double first, double last,
                         double step, const std::function<double(double)>& log_prior);

}  // namespace dalil::reference
