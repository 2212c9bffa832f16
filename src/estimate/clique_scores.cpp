#include "estimate/clique_scores.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "estimate/wide_log_gamma.hpp"

namespace dalil {

CliqueScores::CliqueScores(const CaptureTable& table, double delta)
    : cells_(table.cells), lists_(table.lists.size()), delta_(delta) {
    for (const CaptureCell& cell : cells_) {
        const auto count = static_cast<long double>(cell.count);
        listed_ += static_cast<double>(cell.count);
        log_coefficient_ -= wide_log_gamma(count + 1);
    }
}

CliqueFactor CliqueScores::factor(std::uint64_t clique) const {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> margin;
    for (const CaptureCell& cell : cells_) margin.emplace_back(cell.pattern & clique, cell.count);
    std::sort(margin.begin(), margin.end());
    CliqueFactor factor;
    factor.prior = delta_ * std::exp2(static_cast<double>(lists_) - std::popcount(clique));
    const long double nothing = wide_log_gamma(factor.prior);
    for (std::size_t i = 0; i < margin.size();) {
        const std::uint64_t pattern = margin[i].first;
        double count = 0;
        for (; i < margin.size() && margin[i].first == pattern; ++i)
            count += static_cast<double>(margin[i].second);
        if (pattern == 0) {
            factor.nobody = count;
        } else {
            factor.fixed +=
                wide_log_gamma(static_cast<long double>(count) + factor.prior) - nothing;
        }
    }
    const double whole = delta_ * std::exp2(static_cast<double>(lists_));
    factor.fixed += wide_log_gamma(whole) - nothing;
    return factor;
}

long double CliqueScores::varying(const CliqueFactor& factor, double unlisted) const {
    return wide_log_gamma(static_cast<long double>(unlisted) + factor.nobody + factor.prior);
}

long double CliqueScores::total_term(double unlisted) const {
    const double whole = delta_ * std::exp2(static_cast<double>(lists_));
    return -wide_log_gamma(static_cast<long double>(unlisted) + listed_ + whole);
}

}  // namespace dalil
