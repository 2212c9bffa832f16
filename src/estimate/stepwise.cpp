#include "estimate/stepwise.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "estimate/normal.hpp"
#include "estimate/poisson_tail.hpp"

namespace dalil {

namespace {

struct Candidate {
    double log_p = 0;
    std::uint64_t pair = 0;
};

/// Of large counts the tail takes long to add up; the signed root of the deviance is then normal to
/// within a few per cent of the tail, so that a tail well above the threshold is seen at once.
bool surely_above(double count, double mean, double threshold) {
    constexpr double kLarge = 1000, kMargin = 1.4;
    if (std::min(count, mean) < kLarge) return false;
    const double half_deviance = count * std::log(count / mean) - (count - mean);
    return normal_cdf(-std::sqrt(2 * std::max(half_deviance, 0.0))) > kMargin * threshold;
}

/// Pairs outside the model whose overlap is less likely than the threshold, least likely first.
std::vector<Candidate> absent_pairs(const CellTable& cells, const Model& model,
                                    const Loglinear& fitted, double threshold) {
    std::vector<Candidate> candidates;
    for (std::size_t a = 0; a < cells.lists; ++a) {
        for (std::size_t b = a + 1; b < cells.lists; ++b) {
            const std::uint64_t pair = std::uint64_t{1} << a | std::uint64_t{1} << b;
            if (std::find(model.terms.begin(), model.terms.end(), pair) != model.terms.end())
                continue;
            const double count = cells.margins[pair], mean = fitted.expected_margins()[pair];
            if (surely_above(count, mean, threshold)) continue;
            const double log_p = log_poisson_tail(count, mean);
            if (log_p < std::log(threshold)) candidates.push_back({log_p, pair});
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& x, const Candidate& y) { return x.log_p < y.log_p; });
    return candidates;
}

bool has_empty_list(const CellTable& cells) {
    for (std::size_t j = 0; j < cells.lists; ++j) {
        if (cells.margins[std::uint64_t{1} << j] == 0) return true;
    }
    return false;
}

}  // namespace

StepwiseFit fit_stepwise(const CellTable& cells, double threshold) {
    StepwiseFit best{main_effects(cells.lists), {}};
    auto fitted = std::make_unique<Loglinear>(cells, best.model);
    best.fit = fitted->fit();
    if (fitted->existence() != Existence::Exists || has_empty_list(cells)) return best;
    std::vector<std::uint64_t> pairs;
    bool grown = best.fit.has_value();
    while (grown) {
        grown = false;
        for (const Candidate& candidate : absent_pairs(cells, best.model, *fitted, threshold)) {
            pairs.push_back(candidate.pair);
            Model larger = closed_model(cells.lists, pairs);
            auto next = std::make_unique<Loglinear>(cells, larger);
            if (next->existence() != Existence::Exists) {
                pairs.pop_back();
                continue;
            }
            auto fit = next->fit_near(fitted->effects(*best.fit));
            if (!fit) return best;
            best = {std::move(larger), std::move(fit)};
            fitted = std::move(next);
            grown = true;
            break;
        }
    }
    return best;
}

}  // namespace dalil
