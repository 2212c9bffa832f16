// estimate/score_curves.hpp: the score of a set of lists along the number of the unlisted, for
// searching over graphs.
//
// The number of unlisted people n0 is represented by few nodes with weights, such that the sum over
// nodes of weight * p(n0) is the sum over n0 = 1, 2, ..., 20 n for the posterior under any graph.
// That needs a bound on how narrow such a posterior can be: with the chances integrated out every
// graph gives log p(N) a curvature of at most 1/n0 - 1/N, so that log n0 has a standard deviation
// of at least sqrt(1/n + 1/n0).
//
//     ScoreCurves curves(table, delta);
//     const double* m = curves.of(0b1011);   // M of lists 1, 2 and 4 at each node
#pragma once

#include <tsl/robin_map.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dalil/estimate/capture_table.hpp"
#include "estimate/clique_scores.hpp"

namespace dalil {

/// How many nodes so many listed people need.
std::size_t nodes_needed(double listed);

class ScoreCurves {
  public:
    ScoreCurves(const CaptureTable& table, double delta);

    /// A multiple of kLanes; those that fill up have no weight.
    std::size_t size() const { return unlisted_.size(); }
    const std::vector<double>& unlisted() const { return unlisted_; }
    /// Log density of all lists' graph without cliques, prior of N and log weight of the node.
    const std::vector<double>& common() const { return common_; }

    /// M of the set at each node, kept for the next call; zeros for the empty set. Valid until
    /// make_room().
    const double* of(std::uint64_t lists);
    /// Forgets curves if there are very many.
    void make_room();
    /// Work done on curves so far, in nodes visited.
    std::uint64_t work() const { return work_; }

  private:
    CliqueScores scores_;
    std::size_t cells_ = 0;
    std::vector<double> unlisted_, common_, total_, zero_;
    tsl::robin_map<std::uint64_t, std::vector<double>> known_;
    std::uint64_t work_ = 0;
};

/// out = from + sign (joint + rest - first - second), node by node.
void add_change(const double* from, double sign, const double* joint, const double* rest,
                const double* first, const double* second, std::size_t size, double* out);

/// log of the sum of exp(values).
double log_sum(const double* values, std::size_t size);

}  // namespace dalil
