// estimate/kernel.hpp: fitting one log-linear model to one table.
//
// The Poisson likelihood of the cells that can be seen, with the intercept profiled out:
//     sum_T theta_T t_T - n log W,   W = sum over visible cells P of exp(sum_{T in P} theta_T),
// where t_T counts the people on all lists of T. Cell means are sums over subsets and margins are
// sums over supersets, so both are zeta transforms over 2^J masks: J 2^J additions, whatever the
// model. An effect whose margin is zero is set to minus infinity, and the cells that contain it
// leave.
//
//     CellTable cells(usable.table);
//     Loglinear model(cells, closed_model(4, {0b0111, 0b1001, 0b1100}));
//     if (model.determines_total()) { auto fit = model.fit(); fit->unlisted; }
#pragma once

#include <cstdint>
#include <eigen3/Eigen/Dense>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "dalil/estimate/capture_table.hpp"
#include "estimate/existence.hpp"
#include "estimate/model.hpp"
#include "estimate/newton.hpp"
#include "estimate/profile.hpp"

namespace dalil {

/// Widest table that is laid out as 2^J cells.
inline constexpr std::size_t kWidestCells = 16;

/// A table laid out by mask, with what all models share.
struct CellTable {
    explicit CellTable(const CaptureTable& table);
    /// The lists of another table, with `counts` people of these patterns in place of its own.
    CellTable(const CellTable& like, std::span<const std::uint64_t> patterns,
              std::span<const std::uint64_t> counts);

    std::size_t lists = 0;
    double n = 0;
    std::vector<double> counts;          ///< by mask
    std::vector<double> margins;         ///< [T]: people on all lists of T
    std::vector<std::uint8_t> possible;  ///< by mask; mask 0 is always possible
    double log_factorials = 0;
    double possible_cells = 0;     ///< that can be seen
    double independent_total = 0;  ///< where fits start
};

struct LoglinearFit {
    double unlisted = 0;
    double log_variance = 0;  ///< of log(unlisted): variance of the intercept
    double deviance = 0, df = 0, aic = 0, bic = 0;
    Eigen::VectorXd theta;  ///< of the effects that are finite

    double se() const;  ///< of N: Poisson variance of the unlisted plus the delta method
};

class Loglinear {
  public:
    Loglinear(const CellTable& cells, const Model& model);

    /// Of the estimate of all effects, after those with an empty margin have left.
    Existence existence() const { return existence_; }
    /// Is the number of the unlisted finite and identified?
    bool determines_total() const { return determined_; }
    /// Nothing when the iterations do not settle, or the total is not determined.
    std::optional<LoglinearFit> fit();
    /// The same from the effects of a model nearby, which saves half of the steps.
    std::optional<LoglinearFit> fit_near(const std::map<std::uint64_t, double>& effects);
    /// Finite effects of a fit of this model, by set of lists.
    std::map<std::uint64_t, double> effects(const LoglinearFit& fit) const;
    /// (effect / its standard error)^2 by set of lists; of the last fit.
    std::map<std::uint64_t, double> wald(const LoglinearFit& fit) const;
    ProfileInterval interval(const LoglinearFit& fit, double z);
    /// Expected people on all lists of T, for every T; of the last fit.
    const std::vector<double>& expected_margins() const { return superset_; }

  private:
    DesignRow row_of(std::size_t pattern) const;
    bool surely_identified();
    void restrict_to_support();
    void evaluate(const Eigen::VectorXd& theta, double people, bool whole, Slope& slope);
    std::optional<LoglinearFit> fit_from(const Eigen::VectorXd& start);
    Eigen::VectorXd usual_start() const;
    double profile(double unlisted, Eigen::VectorXd& warm);

    const CellTable& cells_;
    Existence existence_ = Existence::Exists;
    bool determined_ = true;
    std::size_t parameters_ = 0;         ///< of the model as named, intercept included
    std::vector<std::uint64_t> terms_;   ///< finite effects
    std::vector<std::uint8_t> visible_;  ///< possible, with a positive mean
    Eigen::VectorXd statistics_;
    std::vector<double> weights_, superset_;
    Eigen::MatrixXd information_;  ///< of the last fit
};

}  // namespace dalil
