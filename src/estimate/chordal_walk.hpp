// estimate/chordal_walk.hpp: a decomposable graph that changes by one pair of lists at a time and
// stays decomposable.
//
// Joining or parting a and b, whose common neighbours are S, changes the score of a graph by
//     M(S + a + b) + M(S) - M(S + a) - M(S + b),
// added when they are joined, subtracted when they are parted. Every decomposable graph is reached
// from every other (Frydenberg and Lauritzen 1989; Giudici and Green 1999).
//
//     ChordalWalk walk(8);
//     if (walk.may_toggle(0, 3)) walk.toggle(0, 3);
#pragma once

#include <cstddef>
#include <cstdint>

#include "estimate/decomposable_graphs.hpp"

namespace dalil {

class ChordalWalk {
  public:
    explicit ChordalWalk(std::size_t lists) : graph_(lists, 0) {}
    explicit ChordalWalk(Neighbours graph) : graph_(std::move(graph)) {}

    const Neighbours& graph() const { return graph_; }
    std::size_t lists() const { return graph_.size(); }
    bool joined(std::size_t a, std::size_t b) const { return (graph_[a] >> b & 1) != 0; }
    std::uint64_t common(std::size_t a, std::size_t b) const { return graph_[a] & graph_[b]; }

    /// Whether the graph stays decomposable. The graph may be parted where the common neighbours
    /// are all joined (one clique holds the pair), joined where they separate the pair.
    bool may_toggle(std::size_t a, std::size_t b) const;
    void toggle(std::size_t a, std::size_t b);

  private:
    Neighbours graph_;
};

}  // namespace dalil
