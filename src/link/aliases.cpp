#include "link/aliases.hpp"

#include <algorithm>
#include <cmath>

namespace dalil::linking {
namespace {

/// Further values that likeness alone is worth: a few people must agree before an alias counts.
constexpr float kShrinkage = 10;

}  // namespace

void AliasCounts::add(const std::vector<std::uint32_t>& codes) {
    if (codes.size() < 2 || codes.size() > kMostAliased) return;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        further_.emplace_back(codes[i], static_cast<std::uint32_t>(codes.size() - 1));
        for (std::size_t j = i + 1; j < codes.size(); ++j)
            pairs_.push_back(ValueAliases::key(codes[i], codes[j]));
    }
}

/// Pairs seen together in two or more people, sorted and counted, less one.
ValueAliases::Pairs AliasCounts::repeated() {
    ValueAliases::Pairs out;
    std::sort(pairs_.begin(), pairs_.end());
    for (std::size_t i = 0; i < pairs_.size();) {
        std::size_t j = i;
        while (j < pairs_.size() && pairs_[j] == pairs_[i]) ++j;
        if (j - i > 1) out[pairs_[i]] = static_cast<float>(j - i - 1);
        i = j;
    }
    return out;
}

ValueAliases AliasCounts::finish(std::size_t values) {
    ValueAliases out;
    const auto together = repeated();
    if (together.empty()) return out;
    std::vector<float> seen(values, 0), known(values, 0);
    float total = 0;
    for (const auto& [code, count] : further_) {
        seen[code] += static_cast<float>(count);
        total += static_cast<float>(count);
    }
    for (const auto& [pair, count] : together) {
        const auto a = static_cast<std::uint32_t>(pair >> 32U),
                   b = static_cast<std::uint32_t>(pair & 0xffffffffU);
        // What two usual values would show by accident, in people wrongly merged.
        const float beyond_chance = count - seen[a] * seen[b] / total;
        if (beyond_chance <= 0) continue;
        out.together_[pair] = beyond_chance;
        known[a] += beyond_chance;
        known[b] += beyond_chance;
    }
    out.further_.assign(values, 0);
    out.rest_.assign(values, 1);
    for (std::size_t v = 0; v < values; ++v) {
        if (known[v] == 0) continue;
        out.further_[v] = seen[v] + kShrinkage;
        out.rest_[v] = 1 - known[v] / out.further_[v];
    }
    return out;
}

float ValueAliases::weight(std::uint32_t a, std::uint32_t b, float likeness, float log_share_a,
                           float log_share_b) const {
    const bool any_a = further_[a] > 0, any_b = further_[b] > 0;
    if (!any_a && !any_b) return likeness;
    float together = 0;
    if (any_a && any_b) {
        const auto at = together_.find(key(a, b));
        if (at != together_.end()) together = at->second;
    }
    const float alike = std::exp(std::min(likeness, 80.0F));
    float sum = (rest_[a] + rest_[b]) * alike;
    if (together > 0)
        sum += together / further_[a] * std::exp(-log_share_b) +
               together / further_[b] * std::exp(-log_share_a);
    return std::log(0.5F * sum);
}

}  // namespace dalil::linking
