#include "tests/reference/estimate/slow_loglinear.hpp"

#include <algorithm>
#include <cmath>

namespace dalil::reference {

namespace {

using Matrix = std::vector<std::vector<double>>;

/// Solves a x = b with partial pivoting.
std::vector<double> solve(Matrix a, std::vector<double> b) {
    const std::size_t n = b.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t r = i; r < n; ++r) {
            if (std::abs(a[r][i]) > std::abs(a[pivot][i])) pivot = r;
        }
        std::swap(a[i], a[pivot]);
        std::swap(b[i], b[pivot]);
        for (std::size_t r = i + 1; r < n; ++r) {
            const double factor = a[r][i] / a[i][i];
            for (std::size_t c = i; c < n; ++c) a[r][c] -= factor * a[i][c];
            b[r] -= factor * b[i];
        }
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t c = i + 1; c < n; ++c) b[i] -= a[i][c] * b[c];
        b[i] /= a[i][i];
    }
    return b;
}

struct Poisson {
    std::vector<double> beta, mean;
    Matrix information;
};

/// Iteratively reweighted least squares.
Poisson regress(const Matrix& x, const std::vector<double>& y) {
    const std::size_t p = x[0].size();
    Poisson fit;
    std::vector<double> eta(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) eta[i] = std::log(y[i] + 0.1);
    fit.beta.assign(p, 0);
    for (int step = 0; step < 500; ++step) {
        fit.mean.resize(y.size());
        for (std::size_t i = 0; i < y.size(); ++i) fit.mean[i] = std::exp(eta[i]);
        fit.information.assign(p, std::vector<double>(p, 0));
        std::vector<double> right(p, 0);
        for (std::size_t i = 0; i < y.size(); ++i) {
            const double z = eta[i] + (y[i] - fit.mean[i]) / fit.mean[i];
            for (std::size_t a = 0; a < p; ++a) {
                right[a] += x[i][a] * fit.mean[i] * z;
                for (std::size_t b = 0; b < p; ++b) {
                    fit.information[a][b] += x[i][a] * fit.mean[i] * x[i][b];
                }
            }
        }
        const std::vector<double> next = solve(fit.information, right);
        double moved = 0;
        for (std::size_t a = 0; a < p; ++a)
            moved = std::max(moved, std::abs(next[a] - fit.beta[a]));
        fit.beta = next;
        for (std::size_t i = 0; i < y.size(); ++i) {
            eta[i] = 0;
            for (std::size_t a = 0; a < p; ++a) eta[i] += x[i][a] * fit.beta[a];
        }
        if (moved < 1e-12) break;
    }
    return fit;
}

/// Rows for all possible cells; with `unlisted`, the cell of no list comes first.
void lay_out(const CaptureTable& table, const Design& design, std::optional<double> unlisted,
             Matrix& x, std::vector<double>& y) {
    for (std::uint64_t pattern = unlisted ? 0 : 1; pattern < std::uint64_t{1} << table.lists.size();
         ++pattern) {
        if (std::find(table.impossible.begin(), table.impossible.end(), pattern) !=
            table.impossible.end())
            continue;
        std::vector<double> row{1};
        for (const auto& column : design) row.push_back(column(pattern));
        x.push_back(std::move(row));
        double count = pattern == 0 ? *unlisted : 0;
        for (const CaptureCell& cell : table.cells) {
            if (cell.pattern == pattern) count += static_cast<double>(cell.count);
        }
        y.push_back(count);
    }
}

}  // namespace

Design effects(const std::vector<std::uint64_t>& terms) {
    Design design;
    for (const std::uint64_t term : terms) {
        design.push_back(
            [term](std::uint64_t pattern) { return (pattern & term) == term ? 1.0 : 0.0; });
    }
    return design;
}

SlowFit slow_fit(const CaptureTable& table, const Design& design) {
    Matrix x;
    std::vector<double> y;
    lay_out(table, design, std::nullopt, x, y);
    const Poisson poisson = regress(x, y);
    SlowFit fit;
    fit.unlisted = std::exp(poisson.beta[0]);
    fit.means.assign(std::size_t{1} << table.lists.size(), 0);
    for (std::size_t pattern = 1, row = 0; pattern < fit.means.size(); ++pattern) {
        if (std::find(table.impossible.begin(), table.impossible.end(), pattern) ==
            table.impossible.end())
            fit.means[pattern] = poisson.mean[row++];
    }
    std::vector<double> unit(poisson.beta.size(), 0);
    unit[0] = 1;
    const double variance = solve(poisson.information, unit)[0];
    fit.se = std::sqrt(fit.unlisted + fit.unlisted * fit.unlisted * variance);
    double log_likelihood = 0, n = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        log_likelihood +=
            y[i] * std::log(poisson.mean[i]) - poisson.mean[i] - std::lgamma(y[i] + 1);
        fit.deviance +=
            2 * ((y[i] > 0 ? y[i] * std::log(y[i] / poisson.mean[i]) : 0) - y[i] + poisson.mean[i]);
        n += y[i];
    }
    const auto p = static_cast<double>(poisson.beta.size());
    fit.aic = -2 * log_likelihood + 2 * p;
    fit.bic = -2 * log_likelihood + std::log(n) * p;
    return fit;
}

double slow_profile(const CaptureTable& table, const Design& design, double unlisted) {
    Matrix x;
    std::vector<double> y;
    lay_out(table, design, unlisted, x, y);
    const Poisson poisson = regress(x, y);
    double total = 0;
    for (const double count : y) total += count;
    double log_likelihood = std::lgamma(total + 1) - std::lgamma(unlisted + 1);
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (y[i] > 0) log_likelihood += y[i] * std::log(poisson.mean[i] / total);
    }
    return log_likelihood;
}

}  // namespace dalil::reference
