// estimate/unlisted_posterior.hpp: the exact posterior of the number of unlisted people, from its
// log density.
//
// The number of unlisted people n0 lies on a grid first, first + step, ..., last. The log density
// is a smooth function of log n0, so it is evaluated at the nodes of polynomial panels only, halved
// where a polynomial of degree 8 does not follow it to 1e-7; the sum over the grid is then taken
// over every point of the grid, or, where that would be more than 4,096 points, over each panel
// by Gauss-Legendre quadrature. A billion people cost no more than a thousand.
//
//     UnlistedPosterior posterior({1, 20.0 * n, 1}, log_density);
//     n + posterior.quantile(0.5);
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "estimate/mixture.hpp"

namespace dalil {

struct UnlistedGrid {
    double first = 1, last = 1, step = 1;

    double points() const;
};

/// Writes the log density, up to one constant, at each number of unlisted people; called for few,
/// large batches. It must be smooth between the points of the grid.
using LogDensity = std::function<void(std::span<const double> unlisted, std::span<double> out)>;

class UnlistedPosterior {
  public:
    /// One place where the posterior was evaluated. The sum of weight * f(unlisted) over places is
    /// the posterior mean of any f that is smooth in log n0; weights can be negative.
    struct Place {
        double unlisted = 0, log_density = 0, weight = 0;
    };

    UnlistedPosterior(const UnlistedGrid& grid, const LogDensity& log_density);

    double quantile(double p) const;  ///< the smallest grid point with that much mass up to it
    double mean() const { return mean_; }
    double mode() const;
    /// log of the sum of the density over the grid.
    double log_evidence() const { return log_evidence_; }
    /// Mass on the last hundredth of the grid.
    double mass_at_end() const;
    std::vector<Place> places() const;

    /// `count` components of equal weight and no width, at evenly spaced quantiles.
    std::vector<Component> components(double listed, std::size_t count = 200) const;

  private:
    static constexpr std::size_t kNodes = 9;
    using NodeValues = std::array<double, kNodes>;

    /// Grid points [begin, end) of the grid, by index.
    struct Panel {
        double begin = 0, end = 0;
        bool polynomial = false;      ///< otherwise one node for each point
        double middle = 0, half = 0;  ///< of log n0, for polynomials
        NodeValues nodes{};           ///< n0
        NodeValues values{};          ///< log density
        NodeValues coefficients{};    ///< of Chebyshev polynomials
        NodeValues weights{};
        double lowest = 0, highest = 0;  ///< log density, of polynomials; highest is a bound
        /// Mass up to each point, within the panel; of one that is integrated, to each part's end.
        std::vector<double> cumulative;
        bool integrated = false;
        double before = 0, mass = 0;  ///< of the posterior
    };

    double point(double index) const { return grid_.first + grid_.step * index; }
    std::size_t size_of(const Panel& panel) const;
    Panel make_panel(double begin, double end) const;
    std::vector<Panel> first_panels() const;
    void evaluate(std::vector<Panel>& panels, const LogDensity& log_density);
    static void find_range(Panel& panel);
    static double polynomial_at(const Panel& panel, double t, NodeValues* basis);
    bool needs_halving(const Panel& panel) const;
    double density(const Panel& panel, double index, NodeValues* basis) const;
    double add_up(Panel& panel);
    double integral(const Panel& panel, double from, double to) const;
    double part_begin(const Panel& panel, double part) const;
    double mass_up_to(const Panel& panel, double index) const;
    double top_of(const Panel& panel) const;
    double index_of(const Panel& panel, double mass) const;

    UnlistedGrid grid_;
    double count_ = 0;
    bool every_point_ = true;
    double best_ = 0;  ///< highest log density seen
    double mean_ = 0, log_evidence_ = 0;
    std::vector<Panel> panels_;  ///< in order of the grid
};

}  // namespace dalil
