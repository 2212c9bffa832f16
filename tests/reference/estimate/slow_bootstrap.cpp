#include "tests/reference/estimate/slow_bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "tests/reference/estimate/slow_existence.hpp"
#include "tests/reference/estimate/slow_loglinear.hpp"

namespace dalil::reference {

namespace {

using Terms = std::vector<std::uint64_t>;

double people_on(const CaptureTable& table, std::uint64_t term) {
    double sum = 0;
    for (const CaptureCell& cell : table.cells) {
        if ((cell.pattern & term) == term) sum += static_cast<double>(cell.count);
    }
    return sum;
}

/// Effects of pairs that share nobody leave, with the cells that contain them.
SlowFit fit_without_empty(CaptureTable table, const Terms& terms) {
    Terms finite;
    for (const std::uint64_t term : terms) {
        if (people_on(table, term) > 0) {
            finite.push_back(term);
            continue;
        }
        for (std::uint64_t p = 1; p < std::uint64_t{1} << table.lists.size(); ++p) {
            if ((p & term) == term) table.impossible.push_back(p);
        }
    }
    return slow_fit(table, effects(finite));
}

double poisson(double k, double mean) {
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
}

/// The smaller of P(X <= count) and P(X >= count).
double smaller_tail(double count, double mean) {
    double below = 0;
    for (double k = 0; k < count; k += 1) below += poisson(k, mean);
    return std::min(below + poisson(count, mean), 1 - below);
}

double normal(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

double normal_inverse(double p) {
    double low = -40, high = 40;
    for (int step = 0; step < 200; ++step) {
        const double middle = 0.5 * (low + high);
        (normal(middle) < p ? low : high) = middle;
    }
    return low;
}

}  // namespace

double slow_stepwise_total(const CaptureTable& table, double threshold) {
    const std::size_t lists = table.lists.size();
    double n = 0;
    for (const CaptureCell& cell : table.cells) n += static_cast<double>(cell.count);
    Terms terms;
    for (std::size_t j = 0; j < lists; ++j) terms.push_back(std::uint64_t{1} << j);
    while (true) {
        const SlowFit fit = fit_without_empty(table, terms);
        double least = threshold;
        std::uint64_t chosen = 0;
        for (std::size_t a = 0; a < lists; ++a) {
            for (std::size_t b = a + 1; b < lists; ++b) {
                const std::uint64_t pair = std::uint64_t{1} << a | std::uint64_t{1} << b;
                if (std::find(terms.begin(), terms.end(), pair) != terms.end()) continue;
                double expected = 0;
                for (std::uint64_t p = 1; p < fit.means.size(); ++p) {
                    if ((p & pair) == pair) expected += fit.means[p];
                }
                const double tail = smaller_tail(people_on(table, pair), expected);
                if (tail >= least) continue;
                Terms larger = terms;
                larger.push_back(pair);
                if (slow_existence(table, larger) != 0) continue;
                least = tail;
                chosen = pair;
            }
        }
        if (chosen == 0) return n + fit.unlisted;
        terms.push_back(chosen);
    }
}

double slow_acceleration(const CaptureTable& table, double threshold) {
    std::vector<double> left_out;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        CaptureTable without = table;
        --without.cells[i].count;
        const double total = slow_stepwise_total(without, threshold);
        left_out.insert(left_out.end(), table.cells[i].count, total);
    }
    double mean = 0;
    for (const double total : left_out) mean += total / static_cast<double>(left_out.size());
    double square = 0, cube = 0;
    for (const double total : left_out) {
        square += std::pow(mean - total, 2);
        cube += std::pow(mean - total, 3);
    }
    return cube / (6 * std::pow(square, 1.5));
}

std::pair<double, double> slow_bca(std::vector<double> replicates, double estimate,
                                   double acceleration, double level) {
    const auto size = static_cast<double>(replicates.size());
    double below = 0;
    for (const double value : replicates) below += value < estimate ? 1 / size : 0;
    const double bias = normal_inverse(below);
    std::sort(replicates.begin(), replicates.end());
    // Values at plotting positions (k - 1/3) / (n + 1/3), straight lines between.
    const auto quantile = [&](double alpha) {
        const double z = bias + normal_inverse(alpha);
        const double share = normal(bias + z / (1 - acceleration * z));
        double before = replicates.front();
        for (std::size_t k = 0; k < replicates.size(); ++k) {
            const double position = (static_cast<double>(k) + 2.0 / 3) / (size + 1.0 / 3);
            if (position >= share) {
                const double part = 1 - (position - share) * (size + 1.0 / 3);
                return before + std::clamp(part, 0.0, 1.0) * (replicates[k] - before);
            }
            before = replicates[k];
        }
        return before;
    };
    return {quantile(0.5 - 0.5 * level), quantile(0.5 + 0.5 * level)};
}

}  // namespace dalil::reference
