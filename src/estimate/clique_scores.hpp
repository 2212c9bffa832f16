// estimate/clique_scores.hpp: the marginal likelihood of the lists of one clique, as a function of
// the number of the unlisted.
//
// Dirichlet prior on the cells of the margin, delta 2^(J-|C|) each; see graph_average.hpp. Margins
// are counted from the patterns that occur: there is never an array of 2^J cells.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil {

/// M(C) = fixed + varying(n0) + total_term(n0).
struct CliqueFactor {
    long double fixed = 0;
    double nobody = 0;  ///< listed people on no list of C
    double prior = 0;   ///< a_C
};

/// People by who is on which list of a clique.
struct Margin {
    std::vector<std::uint64_t> counts;  ///< of those on some list; zeros among them
    std::uint64_t nobody = 0;           ///< listed people on no list of the clique
};

class CliqueScores {
  public:
    CliqueScores(const CaptureTable& table, double delta);

    double listed() const { return listed_; }
    CliqueFactor factor(std::uint64_t clique) const;
    long double varying(const CliqueFactor& factor, double unlisted) const;
    /// The same for every clique.
    long double total_term(double unlisted) const;
    /// log of the product of the factorials of the counts, negative: the part of the multinomial
    /// coefficient that does not change with N.
    long double log_coefficient() const { return log_coefficient_; }

  private:
    Margin margin_of(std::uint64_t clique) const;

    std::vector<CaptureCell> cells_;
    std::size_t lists_ = 0;
    double delta_ = 1, listed_ = 0;
    long double log_coefficient_ = 0;
};

}  // namespace dalil
