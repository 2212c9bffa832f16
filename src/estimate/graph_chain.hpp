// estimate/graph_chain.hpp: one chain of the search over decomposable graphs.
//
// A step proposes to join or part one, two or three random pairs of lists, one after the other; the
// way back is proposed as often, so the graph is taken with the ratio of the probabilities, N added
// up. Two or three at once lead over graphs that are hardly probable themselves. Once anchors are
// given, which are graphs met in the burn-in of any chain, a chain that is at one of them now and
// then draws another in proportion to its probability: so all chains know every mode that one has
// found.
//
//     GraphChain chain(table, delta, ChainStart::Nothing, rng);
//     chain.walk(1000, 1e8, context);
#pragma once

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/random.hpp"
#include "estimate/chordal_walk.hpp"
#include "estimate/score_curves.hpp"

namespace dalil {

enum class ChainStart { Uphill, Nothing, Everything, Prior };

/// A graph that a chain met.
struct MetGraph {
    Neighbours graph;
    double log_evidence = 0;   ///< log p(data | graph), N added up
    std::uint64_t stayed = 0;  ///< steps there since reset()
};

/// Graphs with what is needed to draw one in proportion to its probability.
struct Anchors {
    std::vector<MetGraph> graphs;
    std::vector<double> cumulative;  ///< shares, up to each graph
    tsl::robin_set<std::uint64_t> keys;

    void add(std::uint64_t key, const MetGraph& graph);
    void settle();  ///< after the last
    const MetGraph& draw(Rng& rng) const;
    double highest() const { return graphs.front().log_evidence; }  ///< they come in order
};

class GraphChain {
  public:
    GraphChain(const CaptureTable& table, double delta, ChainStart start, Rng rng);

    /// Goes `steps` steps, or fewer if they take more work than `work`; at least one.
    /// `draw_every`: steps between two draws of N; 0: none.
    void walk(std::size_t steps, double work, std::size_t draw_every, const Context& context);
    /// Forgets how long it stayed where, and the draws, but not the graphs.
    void reset();
    /// `anchors` must outlive the chain's walks. A chain whose graph is far below the best of them
    /// goes on from one of them.
    void drop_anchors(const Anchors* anchors);

    const tsl::robin_map<std::uint64_t, MetGraph>& met() const { return met_; }
    const std::vector<double>& draws() const { return draws_; }  ///< of n0
    std::uint64_t steps() const { return steps_; }               ///< since reset()
    double work() const { return static_cast<double>(curves_.work() + work_); }

  private:
    struct Pair {
        std::size_t a = 0, b = 0;
        std::uint64_t key = 0;  ///< the graph's key changes by
    };

    void start_at(const Neighbours& graph);
    void climb(const Context& context);
    void wander();
    /// Toggles the pair and moves the score from `from` to `to`.
    void change(const Pair& pair, const std::vector<double>& from, std::vector<double>& to);
    void step();
    void jump();
    void settle(std::uint64_t key, double evidence);
    void draw();

    ScoreCurves curves_;
    Rng rng_;
    ChordalWalk walk_;
    std::vector<Pair> pairs_;
    ChainStart start_;
    bool started_ = false;
    const Anchors* anchors_ = nullptr;
    std::vector<double> score_, proposal_;  ///< log density at each node
    double evidence_ = 0;
    std::uint64_t key_ = 0, held_ = 0;
    tsl::robin_map<std::uint64_t, MetGraph> met_;
    std::vector<double> draws_;
    std::uint64_t steps_ = 0, work_ = 0;
};

}  // namespace dalil
