#include "tests/reference/estimate/slow_latent.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/random.hpp"

namespace dalil::reference {

namespace {

std::vector<double> weights_of(const std::vector<double>& sticks) {
    std::vector<double> weights;
    double left = 1;
    for (double v : sticks) {
        weights.push_back(left * v);
        left *= 1 - v;
    }
    weights.push_back(left);
    return weights;
}

double in_class(std::uint64_t pattern, const std::vector<double>& lambda) {
    double p = 1;
    for (std::size_t j = 0; j < lambda.size(); ++j) {
        p *= pattern >> j & 1 ? lambda[j] : 1 - lambda[j];
    }
    return p;
}

double probability(std::uint64_t pattern, const LatentPoint& point,
                   const std::vector<double>& weights) {
    double p = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        p += weights[k] * in_class(pattern, point.lambda[k]);
    }
    return p;
}

/// One count shared out over classes in proportion to `shares`.
std::vector<double> share_out(double count, const std::vector<double>& shares, Rng& rng) {
    double left = 0;
    for (double s : shares) left += s;
    std::vector<double> out;
    auto people = static_cast<std::uint64_t>(count);
    for (double s : shares) {
        const std::uint64_t here = left > 0 ? rng.binomial(people, std::min(1.0, s / left)) : 0;
        out.push_back(static_cast<double>(here));
        people -= here;
        left -= s;
    }
    return out;
}

}  // namespace

double slow_latent_likelihood(const CaptureTable& table, const LatentPoint& point) {
    const std::vector<double> weights = weights_of(point.sticks);
    double value = 0, seen = 1 - probability(0, point, weights);
    for (std::uint64_t pattern : table.impossible) seen -= probability(pattern, point, weights);
    for (const CaptureCell& cell : table.cells) {
        value += static_cast<double>(cell.count) *
                 (std::log(probability(cell.pattern, point, weights)) - std::log(seen));
    }
    return value;
}

std::vector<double> gibbs_latent_totals(const CaptureTable& table, std::size_t classes, double a,
                                        double b, std::size_t burn_in, std::size_t draws,
                                        std::uint64_t seed) {
    Rng rng(seed, 991);
    const std::size_t lists = table.lists.size();
    const auto n = static_cast<double>(table.people());
    LatentPoint point;
    for (std::size_t k = 0; k < classes; ++k) {
        auto& own = point.lambda.emplace_back();
        for (std::size_t j = 0; j < lists; ++j) own.push_back(rng.uniform());
        if (k + 1 < classes) point.sticks.push_back(rng.uniform());
    }
    double alpha = 1, unlisted = 0;
    std::vector<double> totals;
    for (std::size_t t = 0; t < burn_in + draws; ++t) {
        const std::vector<double> weights = weights_of(point.sticks);
        std::vector<double> people(classes, 0);
        std::vector<std::vector<double>> on(classes, std::vector<double>(lists, 0));
        const auto allot = [&](std::uint64_t pattern, double count) {
            std::vector<double> shares;
            for (std::size_t k = 0; k < classes; ++k) {
                shares.push_back(weights[k] * in_class(pattern, point.lambda[k]));
            }
            const std::vector<double> here = share_out(count, shares, rng);
            for (std::size_t k = 0; k < classes; ++k) {
                people[k] += here[k];
                for (std::size_t j = 0; j < lists; ++j) {
                    if (pattern >> j & 1) on[k][j] += here[k];
                }
            }
        };
        for (const CaptureCell& cell : table.cells) {
            allot(cell.pattern, static_cast<double>(cell.count));
        }
        allot(0, unlisted);
        double after = n + unlisted, rests = 0;
        for (std::size_t k = 0; k < classes; ++k) {
            for (std::size_t j = 0; j < lists; ++j) {
                point.lambda[k][j] =
                    std::clamp(rng.beta(a + on[k][j], b + people[k] - on[k][j]), 1e-12, 1 - 1e-12);
            }
            after -= people[k];
            if (k + 1 == classes) continue;
            point.sticks[k] = std::min(rng.beta(1 + people[k], alpha + after), 1 - 1e-12);
            rests += std::log1p(-point.sticks[k]);
        }
        alpha = rng.gamma(0.25 + static_cast<double>(classes - 1)) / (0.25 - rests);
        const double none = probability(0, point, weights_of(point.sticks));
        for (int tries = 0; tries < 1000; ++tries) {
            unlisted = static_cast<double>(rng.poisson(rng.gamma(n) * none / (1 - none)));
            if (unlisted <= 20 * n) break;
        }
        if (t >= burn_in) totals.push_back(n + unlisted);
    }
    return totals;
}

}  // namespace dalil::reference
