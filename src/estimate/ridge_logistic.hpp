// estimate/ridge_logistic.hpp: logistic regression with a ridge penalty, on few features per row.
//
// Maximises sum of hits log p + (people - hits) log(1 - p) - penalty/2 |coefficients|^2 with
// logit p = intercept + features . coefficients; the intercept is free. Newton's method; a row
// costs the square of the number of its features, so hundreds of levels of a category are cheap.
#pragma once

#include <eigen3/Eigen/Dense>
#include <utility>
#include <vector>

#include "estimate/pair_groups.hpp"

namespace dalil {

struct RidgeFit {
    Eigen::VectorXd at;       ///< [0] intercept, then one coefficient per feature
    std::uint64_t pairs = 0;  ///< which of the pairs of covariates have features (bit mask)

    double log_odds(const PairGroup& group) const;
};

/// `hits[g]` of `people[g]` in group g. `start` may be empty or of fewer features.
RidgeFit fit_ridge(const PairGroups& pair, const std::vector<double>& hits,
                   const std::vector<double>& people, double penalty, std::uint64_t pairs = 0,
                   const Eigen::VectorXd& start = {});

}  // namespace dalil
