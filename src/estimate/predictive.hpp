// estimate/predictive.hpp: would people of such kinds give such lists? (posterior predictive check;
// Rubin 1984; Gelman, Meng and Stern 1996)
//
// Each draw of the classes gives the chance of every pattern among the listed, and from it a table
// of as many listed people. How far a table lies from the chances is measured twice: over all
// cells (Freeman and Tukey 1950), and by the pair of lists whose overlap is farthest off. The
// p-value is the share of draws in which the drawn table lies farther than the lists do.
//
//     if (auto check = check_predictive(usable.table, density, points, 1, context)) check->p;
#pragma once

#include <optional>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "estimate/latent_density.hpp"

namespace dalil {

/// p-values below this, or above one minus this, say that the classes do not describe the lists.
inline constexpr double kPredictiveExtreme = 0.01;

struct PredictiveCheck {
    double p = 0.5;        ///< sum over cells of (sqrt(count) - sqrt(expected))^2
    double pairs_p = 0.5;  ///< largest standardised deviation of an overlap of two lists
    std::size_t first = 0, second = 0;  ///< the pair that is farthest off in most draws
    double shared = 0, expected = 0;    ///< people on both lists of it
    std::size_t draws = 0;
};

/// `points`: draws of the posterior as LatentDensity lays out one lane. Nothing for tables too wide
/// to be laid out cell by cell, or with fewer than kFewestPredictive points.
std::optional<PredictiveCheck> check_predictive(
    const CaptureTable& table, const LatentDensity& density,
    const std::vector<const std::vector<double>*>& points, std::uint64_t stream,
    const Context& context);

inline constexpr std::size_t kFewestPredictive = 100, kMostPredictive = 400;
inline constexpr std::size_t kWidestPredictive = 10;

}  // namespace dalil
