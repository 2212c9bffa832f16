#include "estimate/bootstrap.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

#include "dalil/base/parallel.hpp"
#include "estimate/independence.hpp"
#include "estimate/normal.hpp"
#include "estimate/r_random.hpp"
#include "estimate/stepwise.hpp"

namespace dalil {

namespace {

constexpr std::size_t kGrain = 10;  // replicates between two looks at the stop token

/// Patterns that hold people in the order in which SparseMSE's tables have them: by the number of
/// lists, then those with the first lists first. The stream of random numbers is dealt out in it.
std::vector<std::uint64_t> ordered_patterns(const CellTable& cells) {
    std::vector<std::uint64_t> patterns;
    for (std::size_t p = 1; p < cells.counts.size(); ++p) {
        if (cells.counts[p] > 0) patterns.push_back(p);
    }
    const auto first_lists_first = [&](std::uint64_t a, std::uint64_t b) {
        const int size_a = std::popcount(a), size_b = std::popcount(b);
        if (size_a != size_b) return size_a < size_b;
        const std::uint64_t differ = a ^ b;
        return (a & (differ & (~differ + 1))) != 0;
    };
    std::sort(patterns.begin(), patterns.end(), first_lists_first);
    return patterns;
}

struct Estimate {
    double total = HUGE_VAL;
    bool empty_list = false;
    std::vector<std::uint64_t> terms;
};

/// The whole procedure on one table. Where the main effects have no estimate, either nobody is on
/// two lists (the likelihood grows without end) or one list holds everybody (nobody is unlisted).
Estimate estimate_of(const CellTable& cells, double threshold) {
    StepwiseFit best = fit_stepwise(cells, threshold);
    Estimate result;
    std::vector<double> sizes;
    for (std::size_t j = 0; j < cells.lists; ++j)
        sizes.push_back(cells.margins[std::uint64_t{1} << j]);
    result.empty_list = std::count(sizes.begin(), sizes.end(), 0.0) > 0;
    if (best.fit) {
        result.total = cells.n + best.fit->unlisted;
    } else {
        result.total = independence_total(sizes, cells.n).value_or(HUGE_VAL);
    }
    result.terms = std::move(best.model.terms);
    return result;
}

/// Estimates of tables like `cells` with these counts in place of its own.
std::vector<Estimate> estimates_of(const CellTable& cells,
                                   const std::vector<std::uint64_t>& patterns,
                                   const std::vector<std::vector<std::uint64_t>>& tables,
                                   double threshold, const Context& context) {
    std::vector<Estimate> estimates(tables.size());
    parallel_for(context, tables.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            estimates[i] = estimate_of(CellTable(cells, patterns, tables[i]), threshold);
        }
    });
    return estimates;
}

std::vector<std::vector<std::uint64_t>> resampled(const std::vector<std::uint64_t>& counts,
                                                  const BootstrapOptions& options) {
    RRandom random(options.seed);
    std::uint64_t people = 0;
    for (const std::uint64_t count : counts) people += count;
    const std::vector<double> weights(counts.begin(), counts.end());
    std::vector<std::vector<std::uint64_t>> tables;
    for (std::size_t b = 0; b < options.replicates; ++b)
        tables.push_back(random.multinomial(people, weights));
    return tables;
}

/// The table without one person, for each pattern; and last the table itself.
std::vector<std::vector<std::uint64_t>> one_left_out(const std::vector<std::uint64_t>& counts) {
    std::vector<std::vector<std::uint64_t>> tables(counts.size() + 1, counts);
    for (std::size_t i = 0; i < counts.size(); ++i) --tables[i][i];
    return tables;
}

/// Efron's acceleration: skewness of the jackknife over people, who count by pattern. Nothing if
/// leaving out one person makes N infinite.
std::optional<double> acceleration(const std::vector<std::uint64_t>& counts,
                                   const std::vector<Estimate>& left_out) {
    double people = 0, mean = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        people += static_cast<double>(counts[i]);
        mean += static_cast<double>(counts[i]) * left_out[i].total;
    }
    mean /= people;
    if (!std::isfinite(mean)) return std::nullopt;
    double square = 0, cube = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double rest = mean - left_out[i].total;
        square += static_cast<double>(counts[i]) * rest * rest;
        cube += static_cast<double>(counts[i]) * rest * rest * rest;
    }
    return square > 0 ? cube / (6 * std::pow(square, 1.5)) : 0;
}

/// Nothing for what is not finite.
std::optional<double> finite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

double hyndman_fan_8(std::span<const double> ascending, double share) {
    constexpr double kFuzz = 4 * 2.220446049250313e-16;
    const auto size = static_cast<double>(ascending.size());
    const double place = 1.0 / 3 + share * (size + 1.0 / 3);
    const double whole = std::floor(place + kFuzz);
    const double rest = std::abs(place - whole) < kFuzz ? 0 : place - whole;
    const auto at = [&](double rank) {
        return ascending[static_cast<std::size_t>(std::clamp(rank, 1.0, size)) - 1];
    };
    if (rest == 0 || at(whole) == at(whole + 1)) return at(whole);
    return at(whole) + rest * (at(whole + 1) - at(whole));
}

void set_bca_ends(BootstrapInterval& interval, double level) {
    const auto& values = interval.replicates;
    const double tail = 0.5 - 0.5 * level;
    interval.percentile_low = finite(hyndman_fan_8(values, tail));
    interval.percentile_high = finite(hyndman_fan_8(values, 1 - tail));
    const auto below =
        std::lower_bound(values.begin(), values.end(), *interval.estimate) - values.begin();
    const double share = static_cast<double>(below) / static_cast<double>(values.size());
    if (share == 0 || share == 1) return;
    interval.bias = normal_quantile(share);
    // BCa: the quantile at Phi(z0 + (z0 + z) / (1 - a (z0 + z))) in place of Phi(z).
    const auto shifted = [&](double alpha) -> std::optional<double> {
        const double moved = interval.bias + normal_quantile(alpha);
        const double scale = 1 - interval.acceleration * moved;
        if (scale <= 0) return std::nullopt;
        return normal_cdf(interval.bias + moved / scale);
    };
    const auto low = shifted(tail), high = shifted(1 - tail);
    if (!low || !high) return;
    interval.low_share = *low;
    interval.high_share = *high;
    interval.low = finite(hyndman_fan_8(values, *low));
    if (interval.low) interval.high = finite(hyndman_fan_8(values, *high));
}

BootstrapInterval bootstrap_stepwise(const CellTable& cells, double threshold,
                                     const BootstrapOptions& options, const Context& context) {
    const auto patterns = ordered_patterns(cells);
    std::vector<std::uint64_t> counts;
    for (const std::uint64_t pattern : patterns)
        counts.push_back(static_cast<std::uint64_t>(cells.counts[pattern]));
    BootstrapInterval result;
    const auto left_out = estimates_of(cells, patterns, one_left_out(counts), threshold, context);
    result.estimate = finite(left_out.back().total);
    if (!result.estimate) return result;
    const auto accelerated = acceleration(counts, left_out);
    result.acceleration_known = accelerated.has_value();
    result.acceleration = accelerated.value_or(0);

    std::set<std::vector<std::uint64_t>> models;
    for (Estimate& replicate :
         estimates_of(cells, patterns, resampled(counts, options), threshold, context)) {
        result.replicates.push_back(replicate.total);
        result.infinite += std::isfinite(replicate.total) ? 0 : 1;
        result.no_pairs += replicate.empty_list ? 1 : 0;
        models.insert(std::move(replicate.terms));
    }
    result.models = models.size();
    std::sort(result.replicates.begin(), result.replicates.end());
    set_bca_ends(result, options.level);
    return result;
}

}  // namespace dalil
