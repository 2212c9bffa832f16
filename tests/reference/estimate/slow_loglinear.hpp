// reference/estimate/slow_loglinear.hpp: log-linear models by the book, one row per cell.
//
// Poisson regression with an explicit design matrix and intercept, by Newton's method with plain
// Gaussian elimination. Independent of the library's kernel, which profiles the intercept out and
// sums by zeta transforms.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil::reference {

/// Columns of a design, without the intercept, as functions of the pattern.
using Design = std::vector<std::function<double(std::uint64_t)>>;

/// One 0/1 column per set of lists.
Design effects(const std::vector<std::uint64_t>& terms);

struct SlowFit {
    double unlisted = 0, se = 0, deviance = 0, aic = 0, bic = 0;
    std::vector<double> means;  ///< by pattern; zero where impossible
};

SlowFit slow_fit(const CaptureTable& table, const Design& design);

/// Multinomial log-likelihood of N = n + unlisted at the best other parameters; constants left out.
double slow_profile(const CaptureTable& table, const Design& design, double unlisted);

}  // namespace dalil::reference
