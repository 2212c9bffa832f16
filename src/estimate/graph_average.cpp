#include "estimate/graph_average.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "estimate/clique_scores.hpp"
#include "estimate/independence_posterior.hpp"
#include "estimate/wide_log_gamma.hpp"

namespace dalil {

namespace {

constexpr std::size_t kLane = 8;  // places that are scored at once
constexpr double kNothing = 45;   // of log density: e^-45 changes no digit

using Lane = std::array<double, kLane>;

/// log densities at up to kLane places of n0, relative to the best graph at the reference.
class Scorer {
  public:
    Scorer(const CaptureTable& table, const GraphSet& graphs, const GraphPrior& prior)
        : graphs_(graphs), prior_(prior), scores_(table, prior.delta) {
        const auto n = static_cast<double>(scores_.listed());
        reference_ = 0.5 * n + 1;
        const long double centre = scores_.total_term(reference_);
        for (const std::uint64_t subset : graphs.subsets) {
            factors_.push_back(scores_.factor(subset));
            at_reference_.push_back(scores_.varying(factors_.back(), reference_) + centre);
        }
        std::vector<long double> whole(graphs.size(), 0);
        for (std::size_t g = 0; g < graphs.size(); ++g) {
            each_factor(g, [&](std::uint32_t k, bool added) {
                const long double value = factors_[k].fixed + at_reference_[k];
                whole[g] += added ? value : -value;
            });
        }
        const bool alike = graphs.log_weights.empty();
        if (!alike) {
            for (std::size_t g = 0; g < graphs.size(); ++g) whole[g] += graphs.log_weights[g];
        }
        const long double best = *std::max_element(whole.begin(), whole.end());
        for (const long double value : whole)
            at_start_.push_back(static_cast<double>(value - best));
        base_ = best + scores_.log_coefficient();
        if (alike) base_ -= std::log(static_cast<double>(graphs.size()));
    }

    /// Log density of all graphs together.
    void totals(std::span<const double> unlisted, std::span<double> out) const {
        Lane highest, sums{};
        std::vector<Lane> values;
        score(unlisted, values, highest);
        for (const Lane& value : values) {
            for (std::size_t i = 0; i < unlisted.size(); ++i) {
                if (value[i] > highest[i] - kNothing) sums[i] += std::exp(value[i] - highest[i]);
            }
        }
        for (std::size_t i = 0; i < unlisted.size(); ++i)
            out[i] = common(unlisted[i]) + highest[i] + std::log(sums[i]);
    }

    /// Adds weight[i] times each graph's share at place i.
    void add_shares(std::span<const double> unlisted, std::span<const double> weights,
                    std::vector<double>& shares) const {
        Lane highest, sums{};
        std::vector<Lane> values;
        score(unlisted, values, highest);
        for (Lane& value : values) {
            for (std::size_t i = 0; i < unlisted.size(); ++i) {
                value[i] = value[i] > highest[i] - kNothing ? std::exp(value[i] - highest[i]) : 0;
                sums[i] += value[i];
            }
        }
        for (std::size_t g = 0; g < values.size(); ++g) {
            for (std::size_t i = 0; i < unlisted.size(); ++i)
                shares[g] += weights[i] * values[g][i] / sums[i];
        }
    }

  private:
    template <class Body>
    void each_factor(std::size_t graph, Body body) const {
        const std::uint32_t begin = graphs_.begins[graph], end = graphs_.begins[graph + 1];
        for (std::uint32_t k = begin; k < end; ++k)
            body(graphs_.factors[k], k - begin < graphs_.cliques[graph]);
    }

    void score(std::span<const double> unlisted, std::vector<Lane>& values, Lane& highest) const {
        std::vector<Lane> moved(factors_.size(), Lane{});
        for (std::size_t i = 0; i < unlisted.size(); ++i) {
            const long double total = scores_.total_term(unlisted[i]);
            for (std::size_t k = 0; k < factors_.size(); ++k) {
                moved[k][i] = static_cast<double>(scores_.varying(factors_[k], unlisted[i]) +
                                                  total - at_reference_[k]);
            }
        }
        highest.fill(-HUGE_VAL);
        values.resize(graphs_.size());
        for (std::size_t g = 0; g < values.size(); ++g) {
            Lane sum;
            sum.fill(at_start_[g]);
            const std::uint32_t begin = graphs_.begins[g], end = graphs_.begins[g + 1];
            const std::uint32_t middle = begin + graphs_.cliques[g];
            for (std::uint32_t k = begin; k < middle; ++k) {
                const Lane& term = moved[graphs_.factors[k]];
                for (std::size_t i = 0; i < kLane; ++i) sum[i] += term[i];
            }
            for (std::uint32_t k = middle; k < end; ++k) {
                const Lane& term = moved[graphs_.factors[k]];
                for (std::size_t i = 0; i < kLane; ++i) sum[i] -= term[i];
            }
            values[g] = sum;
            for (std::size_t i = 0; i < kLane; ++i) highest[i] = std::max(highest[i], sum[i]);
        }
    }

    /// What all graphs have in common: coefficient and prior.
    double common(double unlisted) const {
        const long double total = static_cast<long double>(scores_.listed()) + unlisted;
        const long double prior =
            prior_.log_prior ? prior_.log_prior(static_cast<double>(total)) : -std::log(total);
        return static_cast<double>(base_ + wide_log_gamma(total + 1) -
                                   wide_log_gamma(unlisted + 1.0L) + prior);
    }

    const GraphSet& graphs_;
    const GraphPrior& prior_;
    CliqueScores scores_;
    double reference_ = 1;
    std::vector<CliqueFactor> factors_;
    std::vector<long double> at_reference_;
    std::vector<double> at_start_;  ///< of each graph at the reference, the best at zero
    long double base_ = 0;
};

UnlistedPosterior posterior_of(const Scorer& scorer, const CaptureTable& table,
                               const GraphPrior& prior, const Context& context) {
    const auto n = static_cast<double>(table.people());
    const UnlistedGrid grid = prior.grid.value_or(UnlistedGrid{1, kMostUnlisted * n, 1});
    return UnlistedPosterior(grid, [&](std::span<const double> at, std::span<double> out) {
        parallel_for(context, at.size(), kLane, [&](std::size_t begin, std::size_t end) {
            scorer.totals(at.subspan(begin, end - begin), out.subspan(begin, end - begin));
        });
    });
}

}  // namespace

UnlistedPosterior average_total(const CaptureTable& table, const GraphSet& graphs,
                                const GraphPrior& prior, const Context& context) {
    return posterior_of(Scorer(table, graphs, prior), table, prior, context);
}

GraphAverage average_graphs(const CaptureTable& table, const GraphSet& graphs,
                            const GraphPrior& prior, const Context& context) {
    const Scorer scorer(table, graphs, prior);
    GraphAverage average{posterior_of(scorer, table, prior, context),
                         std::vector<double>(graphs.size(), 0), 0};

    std::vector<double> at, weights;
    for (const UnlistedPosterior::Place& place : average.posterior.places()) {
        at.push_back(place.unlisted);
        weights.push_back(place.weight);
    }
    // Few large parts: each holds one number for each graph.
    constexpr std::size_t kPart = 32 * kLane;
    average.graph_mass = parallel_reduce(
        context, at.size(), kPart, std::move(average.graph_mass),
        [&](std::size_t begin, std::size_t end) {
            std::vector<double> shares(graphs.size(), 0);
            for (std::size_t i = begin; i < end; i += kLane) {
                const std::size_t count = std::min(kLane, end - i);
                scorer.add_shares(std::span(at).subspan(i, count),
                                  std::span(weights).subspan(i, count), shares);
            }
            return shares;
        },
        [](std::vector<double> sum, const std::vector<double>& part) {
            for (std::size_t g = 0; g < sum.size(); ++g) sum[g] += part[g];
            return sum;
        });
    for (double& mass : average.graph_mass) mass = std::clamp(mass, 0.0, 1.0);
    average.top = static_cast<std::size_t>(
        std::max_element(average.graph_mass.begin(), average.graph_mass.end()) -
        average.graph_mass.begin());
    return average;
}

}  // namespace dalil
