#include "estimate/independence.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "estimate/normal.hpp"
#include "estimate/profile.hpp"

namespace dalil {

namespace {

std::vector<double> list_sizes(const CaptureTable& table) {
    std::vector<double> sizes;
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        sizes.push_back(static_cast<double>(table.size_of(j)));
    }
    return sizes;
}

double times_log(double x, double y) {
    return x == 0 ? 0 : x * std::log(y);
}

/// Multinomial log-likelihood of N with the list chances at their best, n_j/N; constants left out.
double profile(std::span<const double> sizes, double n, double unlisted) {
    const double total = n + unlisted;
    double sum = log_gamma(total + 1) - log_gamma(unlisted + 1);
    for (const double size : sizes) {
        sum += times_log(size, size / total);
        if (total > size) sum += (total - size) * std::log1p(-size / total);
    }
    return sum;
}

/// Variance of log(N - n) from the information of the Poisson model on the observed cells.
double log_variance(std::span<const double> sizes, double n, double total) {
    // Darroch (1958): var N = N / (1/prod q_j + J - 1 - sum 1/q_j); the Poisson model adds n0 to
    // n0^2 var(log n0), see Rivest and Levesque (2001), so that the delta method is undone here.
    double none = 0, sum = 0;
    for (const double size : sizes) {
        const double miss = 1 - size / total;
        none += std::log(miss);
        sum += 1 / miss - 1;
    }
    const double variance = total / (std::expm1(-none) - sum);
    const double unlisted = total - n;
    return std::max(0.0, (variance - unlisted) / (unlisted * unlisted));
}

void add_fit(const CaptureTable& table, std::span<const double> sizes, double n, double total,
             MethodResult& result) {
    double log_likelihood = -n, deviance = 0;
    for (const CaptureCell& cell : table.cells) {
        double log_mean = std::log(total);
        for (std::size_t j = 0; j < sizes.size(); ++j) {
            const double p = sizes[j] / total;
            log_mean += cell.pattern >> j & 1 ? std::log(p) : std::log1p(-p);
        }
        const auto count = static_cast<double>(cell.count);
        log_likelihood += count * log_mean - log_gamma(count + 1);
        deviance += 2 * count * (std::log(count) - log_mean);
    }
    const double parameters = static_cast<double>(sizes.size()) + 1;
    result.figures["deviance"] = deviance;
    result.figures["df"] = std::exp2(static_cast<double>(sizes.size())) - 1 - parameters;
    result.figures["aic"] = -2 * log_likelihood + 2 * parameters;
    result.figures["bic"] = -2 * log_likelihood + std::log(n) * parameters;
}

}  // namespace

std::optional<double> independence_total(std::span<const double> sizes, double n) {
    double captures = 0, largest = 0;
    for (const double size : sizes) {
        captures += size;
        largest = std::max(largest, size);
    }
    if (n <= 0 || captures <= n) return std::nullopt;
    if (largest >= n) return n;
    const auto gap = [&](double unlisted) {
        const double total = n + unlisted;
        double sum = std::log1p(n / unlisted);
        for (const double size : sizes) sum += std::log1p(-size / total);
        return sum;  // falls from +infinity to below zero
    };
    double low = std::log(n) - 60, high = std::log(n) + 60;
    for (int step = 0; step < 200 && high - low > 1e-14; ++step) {
        const double middle = 0.5 * (low + high);
        (gap(std::exp(middle)) > 0 ? low : high) = middle;
    }
    return n + std::exp(0.5 * (low + high));
}

MethodRun estimate_independence(const UsableTable& usable, double level) {
    MethodRun run;
    MethodResult& result = run.result;
    result.method = "independence";
    result.level = level;
    const auto n = static_cast<double>(usable.n);
    const auto sizes = list_sizes(usable.table);
    const auto total = independence_total(sizes, n);
    if (!total) {
        result.warnings.push_back("nobody is on two lists: the likelihood grows without end");
        return run;
    }
    result.estimate = *total;
    if (*total <= n) {
        result.low = result.high = n;
        result.warnings.push_back(
            "one list holds everybody: independence then leaves nobody unlisted");
        return run;
    }
    add_fit(usable.table, sizes, n, *total, result);
    run.log_evidence = -0.5 * result.figures["bic"];
    const double unlisted = *total - n;
    const double variance = log_variance(sizes, n, *total);
    result.figures["se"] = std::sqrt(unlisted + unlisted * unlisted * variance);
    const auto interval =
        profile_interval([&](double n0) { return profile(sizes, n, n0); }, unlisted,
                         std::sqrt(variance + 1 / unlisted), normal_width(level));
    result.low = n + interval.low;
    if (interval.high) {
        result.high = n + *interval.high;
        run.components.push_back(component_from(n, *total, *result.low, *result.high, level));
    }
    return run;
}

}  // namespace dalil
