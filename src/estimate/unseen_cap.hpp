// estimate/unseen_cap.hpp: the bound on how many may be unlisted, as a smooth term of the density.
//
// Given that a person is on no list with probability q, and p(N) proportional to 1/N, the number of
// unlisted people N - n is negative binomial (n, 1 - q). The bound N - n <= c multiplies the
// density by P(N - n <= c | q), or else a chain wanders off where nearly everybody is unseen and
// every draw of N must be thrown away. That probability is laid out once on a grid of logit q, as
// cubics; value and slope belong to the same curve.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/base/random.hpp"

namespace dalil {

class UnseenCap {
  public:
    UnseenCap() = default;
    UnseenCap(double listed, double most_unlisted);

    struct Term {
        double value = 0, slope = 0;  ///< log probability; its derivative by q
    };
    /// Zero where q is so small that the bound does not matter.
    Term at(double q) const;
    bool matters(double q) const { return q > harmless_; }

    /// A draw of N - n given q, at most the bound.
    double draw(double q, Rng& rng) const;
    double most() const { return most_; }

  private:
    double listed_ = 0, most_ = 0;
    double harmless_ = 1;  ///< below it the probability is one
    double first_ = 0, step_ = 1;
    std::vector<double> value_, slope_;  ///< at logit q = first_ + i step_; slope by logit q
};

}  // namespace dalil
