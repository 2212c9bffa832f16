#include "estimate/chain_diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <eigen3/unsupported/Eigen/FFT>
#include <limits>
#include <numeric>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

using Chains = std::vector<std::vector<double>>;

Chains halves(const Chains& chains) {
    Chains split;
    for (const auto& chain : chains) {
        const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
        split.emplace_back(chain.begin(), chain.begin() + half);
        split.emplace_back(chain.end() - half, chain.end());
    }
    return split;
}

/// Normal scores of the ranks over all chains; equal values share their mean rank.
Chains normal_scores(const Chains& chains) {
    struct Place {
        double value;
        std::size_t chain, index;
    };
    std::vector<Place> order;
    for (std::size_t c = 0; c < chains.size(); ++c) {
        for (std::size_t i = 0; i < chains[c].size(); ++i) order.push_back({chains[c][i], c, i});
    }
    std::sort(order.begin(), order.end(),
              [](const Place& a, const Place& b) { return a.value < b.value; });
    Chains scores = chains;
    const auto all = static_cast<double>(order.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && order[end].value == order[i].value) ++end;
        const double rank = 0.5 * static_cast<double>(i + end + 1);
        const double score = normal_quantile((rank - 0.375) / (all + 0.25));
        for (; i < end; ++i) scores[order[i].chain][order[i].index] = score;
    }
    return scores;
}

double mean_of(const std::vector<double>& x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

double variance_of(const std::vector<double>& x) {
    const double mean = mean_of(x);
    double sum = 0;
    for (double v : x) sum += (v - mean) * (v - mean);
    return sum / static_cast<double>(x.size() - 1);
}

struct Variances {
    double within = 0, total = 0;  ///< W and var+
};

Variances variances_of(const Chains& chains) {
    const auto n = static_cast<double>(chains[0].size());
    std::vector<double> means;
    double within = 0;
    for (const auto& chain : chains) {
        means.push_back(mean_of(chain));
        within += variance_of(chain) / static_cast<double>(chains.size());
    }
    return {within, (n - 1) / n * within + variance_of(means)};
}

double split_rhat(const Chains& chains) {
    const Variances v = variances_of(chains);
    if (v.within <= 0) return v.total > 0 ? std::numeric_limits<double>::infinity() : 1;
    return std::sqrt(v.total / v.within);
}

/// Autocovariances of one chain, by Fourier transform.
std::vector<double> autocovariance(const std::vector<double>& chain) {
    std::size_t width = 1;
    while (width < 2 * chain.size()) width *= 2;
    const double mean = mean_of(chain);
    std::vector<double> padded(width, 0);
    for (std::size_t i = 0; i < chain.size(); ++i) padded[i] = chain[i] - mean;
    Eigen::FFT<double> fft;
    std::vector<std::complex<double>> spectrum;
    fft.fwd(spectrum, padded);
    for (auto& s : spectrum) s = std::norm(s);
    fft.inv(padded, spectrum);
    padded.resize(chain.size());
    for (double& v : padded) v /= static_cast<double>(chain.size());
    return padded;
}

/// Geyer's (1992) initial monotone sequence over the mean autocorrelation of the chains.
double effective(const Chains& chains) {
    const std::size_t n = chains[0].size();
    const double all = static_cast<double>(n * chains.size());
    const Variances v = variances_of(chains);
    if (v.within <= 0 || v.total <= 0) return v.total > 0 ? 1 : all;
    std::vector<double> mean(n, 0);
    for (const auto& chain : chains) {
        const std::vector<double> own = autocovariance(chain);
        for (std::size_t t = 0; t < n; ++t) mean[t] += own[t] / static_cast<double>(chains.size());
    }
    const double unbiased = static_cast<double>(n) / static_cast<double>(n - 1);
    const auto rho = [&](std::size_t t) { return 1 - (v.within - mean[t] * unbiased) / v.total; };
    double tau = -1, last = std::numeric_limits<double>::infinity();
    for (std::size_t t = 0; t + 1 < n; t += 2) {
        const double pair = (t == 0 ? 1 : rho(t)) + rho(t + 1);
        if (pair < 0) break;
        last = std::min(last, pair);
        tau += 2 * last;
    }
    // Antithetic chains may beat independence, but not by more than this.
    return std::min(all / std::max(tau, 1 / std::log10(all)), all * std::log10(all));
}

double tail_effective(const Chains& split) {
    std::vector<double> all;
    for (const auto& chain : split) all.insert(all.end(), chain.begin(), chain.end());
    double least = std::numeric_limits<double>::infinity();
    for (double p : {0.05, 0.95}) {
        const auto at = static_cast<std::ptrdiff_t>(p * static_cast<double>(all.size() - 1));
        std::nth_element(all.begin(), all.begin() + at, all.end());
        const double cut = all[static_cast<std::size_t>(at)];
        Chains below = split;
        for (auto& chain : below) {
            for (double& v : chain) v = v <= cut ? 1 : 0;
        }
        least = std::min(least, effective(below));
    }
    return least;
}

}  // namespace

ChainDiagnosis diagnose(const std::vector<std::vector<double>>& chains) {
    if (chains.size() < 2 || chains[0].size() < 8) {
        return {std::numeric_limits<double>::infinity(), 0, 0};
    }
    const Chains split = halves(chains);
    const Chains scores = normal_scores(split);
    std::vector<double> all;
    for (const auto& chain : split) all.insert(all.end(), chain.begin(), chain.end());
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    Chains folded = split;
    for (auto& chain : folded) {
        for (double& v : chain) v = std::abs(v - *middle);
    }
    return {std::max(split_rhat(scores), split_rhat(normal_scores(folded))), effective(scores),
            tail_effective(split)};
}

double effective_draws(const std::vector<std::vector<double>>& chains) {
    if (chains.empty() || chains[0].size() < 8) return 0;
    return effective(halves(chains));
}

}  // namespace dalil
