// reference/estimate/slow_latent.hpp: latent classes written from the formula, and a Gibbs sampler
// over the classes of persons, for comparison with the marginal one.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil::reference {

struct LatentPoint {
    std::vector<std::vector<double>> lambda;  ///< by class, by list
    std::vector<double> sticks;               ///< V_k, one less than classes
};

/// sum_h n_h log p_h - n log(1 - p_0 - p_impossible), by enumeration of classes.
double slow_latent_likelihood(const CaptureTable& table, const LatentPoint& point);

/// Draws of N: data augmentation with the class of every person (Manrique-Vallier 2016): classes,
/// chances, weights, unlisted people and alpha in turn. alpha ~ Gamma(1/4, 1/4),
/// lambda ~ Beta(a, b), p(N) proportional to 1/N, N - n at most 20 n.
std::vector<double> gibbs_latent_totals(const CaptureTable& table, std::size_t classes, double a,
                                        double b, std::size_t burn_in, std::size_t draws,
                                        std::uint64_t seed);

}  // namespace dalil::reference
