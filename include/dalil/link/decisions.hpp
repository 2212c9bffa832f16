// link/decisions.hpp: what follows from all decisions of people about pairs of records together.
//
// "Same" carries over: a same b and b same c make a same c. So decisions can contradict each other.
// What was said to be different stays different; of the chain of "same" that joins the two, the
// newest link is set aside and reported.
//
//     DecidedPairs decided(decisions);        // in the order in which they were made
//     decided.verdict(a, b)                   // said so, or following from what was said
//     for (const Contradiction& c : decided.contradictions()) tell(c);
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "dalil/link/linkage.hpp"

namespace dalil {

/// Decisions that cannot all hold, as positions in the decisions given.
struct Contradiction {
    std::size_t different = 0;
    /// The "same" decisions that join the two records, as a path from one to the other. Empty
    /// beyond the first 100 contradictions.
    std::vector<std::size_t> chain;
    std::size_t set_aside = 0;  ///< the newest of the chain
};

class DecidedPairs {
  public:
    /// Near-linear in the number of decisions.
    explicit DecidedPairs(const std::vector<PairDecision>& decisions);

    /// What was decided about the pair, or follows; nothing if neither.
    std::optional<PairDecision::Verdict> verdict(std::uint32_t a, std::uint32_t b) const;
    const std::vector<Contradiction>& contradictions() const { return contradictions_; }
    /// Decisions that hold, in their order.
    const std::vector<PairDecision>& kept() const { return kept_; }

  private:
    using Pair = std::pair<std::uint32_t, std::uint32_t>;
    std::uint32_t group_of(std::uint32_t record) const;

    std::map<std::uint32_t, std::uint32_t> group_;  ///< records named in any decision
    std::set<Pair> apart_;                          ///< groups said to be different people
    std::set<Pair> unsure_;                         ///< records
    std::vector<Contradiction> contradictions_;
    std::vector<PairDecision> kept_;
};

}  // namespace dalil
