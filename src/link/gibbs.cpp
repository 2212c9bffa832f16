#include "link/gibbs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dalil/base/hash.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kStream = 0x6769626273ULL;
constexpr std::uint32_t kNone = ~0U;

std::uint64_t token(std::uint32_t x) {
    return mix64(x + 1, kStream);
}

}  // namespace

Sampler::Sampler(const Atoms& atoms, const AtomGraph& graph, const MergeRule& rule,
                 std::uint64_t seed)
    : atoms_(atoms), graph_(graph), rule_(rule), seed_(seed), work_(14), rng_(seed) {}

void Sampler::start(std::uint32_t component, std::uint32_t chain) {
    from_ = graph_.component_begin[component];
    const std::uint32_t n = graph_.size(component);
    const std::uint32_t first_record = *atoms_.first(graph_.atom[from_]);
    rng_ = Rng(seed_, kStream, chain, rule_.entity().canonical().keys[first_record]);
    const std::uint32_t first_edge = graph_.edge_begin[from_];
    memo_.assign(graph_.edge_begin[from_ + n] - first_edge, {});
    for (std::size_t e = 0; e < memo_.size(); ++e) {
        memo_[e].what[0] = token(graph_.to[first_edge + e] - from_);
        memo_[e].gain[0] = graph_.gain[first_edge + e];
    }
    head_.assign(n, kNone);
    next_.assign(n, kNone);
    cluster_of_.assign(n, kNone);
    hash_.assign(n, 0);
    seen_.assign(n, 0);
    visit_ = 0;
    free_.clear();
    // Atoms of one person start together, under the number of the first of them.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> starts;
    for (std::uint32_t x = 0; x < n; ++x)
        starts.emplace_back(atoms_.start[graph_.atom[from_ + x]], x);
    std::sort(starts.begin(), starts.end());
    for (std::size_t i = 0, first = 0; i < n; ++i) {
        if (starts[i].first != starts[first].first) first = i;
        put(starts[i].second, starts[first].second);
    }
    for (std::uint32_t c = 0; c < n; ++c)
        if (head_[c] == kNone) free_.push_back(c);
}

void Sampler::sweep(const Perturbation& p) {
    for (std::uint32_t x = 0; x < cluster_of_.size(); ++x) resample(x, p);
}

void Sampler::put(std::uint32_t x, std::uint32_t c) {
    next_[x] = head_[c];
    head_[c] = x;
    hash_[c] ^= token(x);
    cluster_of_[x] = c;
}

void Sampler::take(std::uint32_t x) {
    const std::uint32_t c = cluster_of_[x];
    std::uint32_t* at = &head_[c];
    while (*at != x) at = &next_[*at];
    *at = next_[x];
    hash_[c] ^= token(x);
}

AtomGain Sampler::gain(std::uint32_t x, std::uint32_t c, Memo& memo) {
    const std::uint64_t what = hash_[c];
    for (std::size_t way = 0; way < kWays; ++way)
        if (memo.what[way] == what) return memo.gain[way];
    std::copy_backward(memo.what.begin(), memo.what.end() - 1, memo.what.end());
    std::copy_backward(memo.gain.begin(), memo.gain.end() - 1, memo.gain.end());
    memo.what[0] = what;
    return memo.gain[0] = computed(x, c);
}

AtomGain Sampler::computed(std::uint32_t x, std::uint32_t c) {
    const EntityModel& entity = rule_.entity();
    records_.clear();
    for (std::uint32_t y = head_[c]; y != kNone; y = next_[y]) {
        const std::uint32_t atom = graph_.atom[from_ + y];
        records_.insert(records_.end(), atoms_.first(atom), atoms_.last(atom));
    }
    entity.fill(records_, work_, other_);
    const std::uint32_t atom = graph_.atom[from_ + x];
    records_.assign(atoms_.first(atom), atoms_.last(atom));
    entity.fill(records_, work_, mine_);
    const MergeRule::Parts parts = rule_.parts(mine_, other_, work_);
    return {parts.forbidden ? -std::numeric_limits<float>::infinity()
                            : static_cast<float>(parts.evidence),
            static_cast<float>(parts.prior)};
}

void Sampler::resample(std::uint32_t x, const Perturbation& p) {
    const std::uint32_t own = cluster_of_[x];
    take(x);
    odds_.clear();
    ++visit_;
    double most = 0;
    const std::uint32_t first_edge = graph_.edge_begin[from_];
    for (std::uint32_t e = graph_.edge_begin[from_ + x]; e < graph_.edge_begin[from_ + x + 1];
         ++e) {
        const std::uint32_t c = cluster_of_[graph_.to[e] - from_];
        if (seen_[c] == visit_) continue;
        seen_[c] = visit_;
        const double log_odds = p.log_odds(gain(x, c, memo_[e - first_edge]));
        odds_.emplace_back(c, log_odds);
        most = std::max(most, log_odds);
    }
    const double alone = std::exp(-most);
    double total = alone;
    for (auto& [c, o] : odds_) total += o = std::exp(o - most);
    double u = rng_.uniform() * total - alone;
    std::uint32_t to = kNone;
    for (std::size_t i = 0; u > 0 && i < odds_.size(); ++i) {
        u -= odds_[i].second;
        to = odds_[i].first;
    }
    const bool was_alone = head_[own] == kNone;
    if (to == kNone && was_alone) to = own;
    if (to == kNone) {
        to = free_.back();
        free_.pop_back();
    } else if (was_alone && to != own) {
        free_.push_back(own);
    }
    put(x, to);
}

}  // namespace dalil::linking
