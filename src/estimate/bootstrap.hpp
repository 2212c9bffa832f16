// estimate/bootstrap.hpp: bootstrap intervals of the stepwise two-list estimate, with the model
// selected anew in every replicate.
//
// As SparseMSE's estimatepopulation (Chan, Silverman and Vincent 2021, section 3.3): the people of
// the table are resampled, each replicate goes through the whole selection, and the ends of the
// interval are quantiles of the replicates, shifted for bias and for a spread that grows with N
// (BCa: DiCiccio and Efron 1996). The acceleration is a jackknife over people. The replicates are
// those that R draws from the same seed.
//
//     BootstrapInterval b = bootstrap_stepwise(cells, 0.02, {}, context);
//     if (b.low && b.high) say(*b.low, *b.high);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/kernel.hpp"

namespace dalil {

struct BootstrapOptions {
    double level = 0.95;
    std::size_t replicates = 1000;
    std::uint32_t seed = 1234;  ///< SparseMSE's default
};

/// What a bootstrap says of N. Replicates in which nobody is on two lists count as infinitely many.
struct BootstrapInterval {
    std::optional<double> estimate;
    std::optional<double> low, high;                        ///< no high: it is infinite
    std::optional<double> percentile_low, percentile_high;  ///< without the two shifts
    double bias = 0;  ///< z0, from the share of replicates below the estimate
    double acceleration = 0;
    bool acceleration_known = true;          ///< off: a jackknife estimate is infinite
    double low_share = 0, high_share = 0;    ///< of the replicates below the ends
    std::vector<double> replicates;          ///< ascending
    std::size_t infinite = 0, no_pairs = 0;  ///< replicates: infinite; with a list that is empty
    std::size_t models = 0;                  ///< different ones that were selected
};

BootstrapInterval bootstrap_stepwise(const CellTable& cells, double threshold,
                                     const BootstrapOptions& options, const Context& context);

/// Fills ends, shares and bias of `interval` from its estimate, replicates and acceleration.
void set_bca_ends(BootstrapInterval& interval, double level);

/// Median-unbiased quantile (Hyndman and Fan 1996, definition 8) of ascending values.
double hyndman_fan_8(std::span<const double> ascending, double share);

}  // namespace dalil
