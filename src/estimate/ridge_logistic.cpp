#include "estimate/ridge_logistic.hpp"

#include <algorithm>
#include <cmath>

#include "estimate/newton.hpp"

namespace dalil {

namespace {

// A twentieth of a person on either side keeps the intercept finite when nobody is hit.
constexpr double kSlack = 0.05;

/// log(1 + exp(t)) without overflow.
double softplus(double t) {
    return std::max(t, 0.0) + std::log1p(std::exp(-std::abs(t)));
}

/// Value, gradient and lower half of the information, row by row.
class Likelihood {
  public:
    Likelihood(Slope& slope, Eigen::Index size) : slope_(slope) {
        slope_.value = 0;
        slope_.gradient = Eigen::VectorXd::Zero(size);
        slope_.information = Eigen::MatrixXd::Zero(size, size);
    }

    void add(const std::vector<std::pair<std::uint32_t, double>>& row, double log_odds, double hits,
             double people) {
        const double p = 1 / (1 + std::exp(-log_odds));
        slope_.value += hits * log_odds - people * softplus(log_odds);
        const double residual = hits - people * p, weight = people * p * (1 - p);
        slope_.gradient[0] += residual;
        slope_.information(0, 0) += weight;
        for (std::size_t k = 0; k < row.size(); ++k) {
            const auto& [i, x] = row[k];
            slope_.gradient[i + 1] += residual * x;
            slope_.information(i + 1, 0) += weight * x;
            // Features of a row ascend.
            for (std::size_t l = 0; l <= k; ++l)
                slope_.information(i + 1, row[l].first + 1) += weight * x * row[l].second;
        }
    }

    void penalise(const Eigen::VectorXd& at, double penalty) {
        for (Eigen::Index i = 1; i < at.size(); ++i) {
            slope_.value -= 0.5 * penalty * at[i] * at[i];
            slope_.gradient[i] -= penalty * at[i];
            slope_.information(i, i) += penalty;
        }
        slope_.information = Eigen::MatrixXd(slope_.information.selfadjointView<Eigen::Lower>());
    }

  private:
    Slope& slope_;
};

}  // namespace

double RidgeFit::log_odds(const PairGroup& group) const {
    double sum = at[0];
    for (const auto& [feature, value] : group.features) sum += at[feature + 1] * value;
    for (std::size_t k = 0; k < group.crossed.size(); ++k)
        if ((pairs >> k & 1) != 0) sum += at[group.crossed[k] + 1];
    return sum;
}

RidgeFit fit_ridge(const PairGroups& pair, const std::vector<double>& hits,
                   const std::vector<double>& people, double penalty, std::uint64_t pairs,
                   const Eigen::VectorXd& start) {
    const auto size =
        static_cast<Eigen::Index>(pair.features + (pairs != 0 ? pair.crossed : 0)) + 1;
    double all = 0, hit = 0;
    for (std::size_t g = 0; g < people.size(); ++g) {
        all += people[g];
        hit += hits[g];
    }
    std::vector<std::pair<std::uint32_t, double>> row;
    const auto function = [&](const Eigen::VectorXd& at, Slope& slope) {
        const RidgeFit fit{at, pairs};
        Likelihood likelihood(slope, size);
        likelihood.add({}, at[0], kSlack, 2 * kSlack);
        for (std::size_t g = 0; g < people.size(); ++g) {
            if (people[g] == 0) continue;
            const PairGroup& group = pair.groups[g];
            row = group.features;
            for (std::size_t k = 0; k < group.crossed.size(); ++k)
                if ((pairs >> k & 1) != 0) row.emplace_back(group.crossed[k], 1.0);
            likelihood.add(row, fit.log_odds(group), hits[g], people[g]);
        }
        likelihood.penalise(at, penalty);
    };
    Eigen::VectorXd from = Eigen::VectorXd::Zero(size);
    from[0] = std::log((hit + kSlack) / (all - hit + kSlack));
    if (start.size() > 0 && start.size() <= size) from.head(start.size()) = start;
    return {maximise(function, std::move(from), std::max(1.0, all)).at, pairs};
}

}  // namespace dalil
