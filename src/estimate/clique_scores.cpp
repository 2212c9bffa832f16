#include "estimate/clique_scores.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "estimate/wide_log_gamma.hpp"

namespace dalil {

namespace {

constexpr std::size_t kDirect = 10;  // lists of a clique whose cells are counted in place

}  // namespace

CliqueScores::CliqueScores(const CaptureTable& table, double delta)
    : cells_(table.cells), lists_(table.lists.size()), delta_(delta) {
    for (const CaptureCell& cell : cells_) {
        const auto count = static_cast<long double>(cell.count);
        listed_ += static_cast<double>(cell.count);
        log_coefficient_ -= wide_log_gamma(count + 1);
    }
}

Margin CliqueScores::margin_of(std::uint64_t clique) const {
    const auto size = static_cast<std::size_t>(std::popcount(clique));
    Margin margin;
    if (size <= kDirect) {
        // The lists of the clique as neighbouring bits.
        std::vector<std::uint32_t> place(cells_.size(), 0);
        std::uint32_t bit = 0;
        for (std::uint64_t rest = clique; rest != 0; rest &= rest - 1, ++bit) {
            const int list = std::countr_zero(rest);
            for (std::size_t i = 0; i < cells_.size(); ++i)
                place[i] |= static_cast<std::uint32_t>(cells_[i].pattern >> list & 1) << bit;
        }
        margin.counts.assign(std::size_t{1} << size, 0);
        for (std::size_t i = 0; i < cells_.size(); ++i) margin.counts[place[i]] += cells_[i].count;
        margin.nobody = std::exchange(margin.counts[0], 0);
        return margin;
    }
    std::vector<std::pair<std::uint64_t, std::uint64_t>> found;
    for (const CaptureCell& cell : cells_) found.emplace_back(cell.pattern & clique, cell.count);
    std::sort(found.begin(), found.end());
    for (std::size_t i = 0; i < found.size();) {
        const std::uint64_t pattern = found[i].first;
        std::uint64_t count = 0;
        for (; i < found.size() && found[i].first == pattern; ++i) count += found[i].second;
        if (pattern == 0)
            margin.nobody = count;
        else
            margin.counts.push_back(count);
    }
    return margin;
}

CliqueFactor CliqueScores::factor(std::uint64_t clique) const {
    const Margin margin = margin_of(clique);
    CliqueFactor factor;
    factor.prior = delta_ * std::exp2(static_cast<double>(lists_) - std::popcount(clique));
    factor.nobody = static_cast<double>(margin.nobody);
    const long double nothing = wide_log_gamma(factor.prior);
    // Cells with nobody add nothing.
    for (const std::uint64_t count : margin.counts) {
        if (count > 0)
            factor.fixed +=
                wide_log_gamma(static_cast<long double>(count) + factor.prior) - nothing;
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
