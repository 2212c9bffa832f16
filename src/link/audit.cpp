#include "link/audit.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kStream = 0x6175646974ULL;
constexpr double kPairsCompared = 4e6;  ///< sampled records times all records
constexpr std::size_t kMostSampled = 2'000;
constexpr double kWorthAsking = -3;  ///< ln odds of the pair before the whole person is asked
constexpr double kLeastOdds = -4;

std::vector<std::uint32_t> sample_of_lone(const Fit& fit, const Groups& people, std::uint64_t seed,
                                          std::uint64_t& lone) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ranked;
    for (std::uint32_t r = 0; r < fit.canonical.n; ++r)
        if (people.size(fit.partition.cluster_of[r]) == 1 && fit.copies.left_out[r] == 0)
            ranked.emplace_back(mix64(mix64(seed, kStream), fit.canonical.keys[r]), r);
    lone = ranked.size();
    const auto wanted =
        static_cast<std::size_t>(kPairsCompared / std::max<double>(fit.canonical.n, 1));
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min({ranked.size(), wanted, kMostSampled}));
    std::vector<std::uint32_t> out;
    for (const auto& [rank, r] : ranked) out.push_back(r);
    return out;
}

/// Probability that the lone record belongs to a person whom no edge of it reaches.
double belongs_elsewhere(const Fit& fit, const Groups& people, const MergeRule& rule,
                         const std::vector<std::vector<std::uint32_t>>& reached,
                         std::size_t sampled, std::uint32_t r, EntityWork& work) {
    std::vector<std::uint32_t> labels;
    Cluster scratch;
    for (std::uint32_t s = 0; s < fit.canonical.n; ++s) {
        if (s == r || fit.copies.left_out[s] != 0) continue;
        const ComparedPair pair = compare_records(fit.canonical, fit.comparators, fit.model,
                                                  std::min(r, s), std::max(r, s), work.cache);
        if (pair_odds(fit.model, fit.canonical, pair).match > kWorthAsking)
            labels.push_back(fit.partition.cluster_of[s]);
    }
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    const Cluster alone = rule.entity().single(r);
    double odds = 0;
    for (const std::uint32_t label : labels) {
        if (std::binary_search(reached[sampled].begin(), reached[sampled].end(), label)) continue;
        const MergeRule::Parts parts = rule.parts(alone, people.cluster(label, scratch), work);
        if (!parts.forbidden) odds += std::exp(std::min(parts.evidence + parts.prior, 50.0));
    }
    return odds / (1 + odds);
}

struct Missed {
    double share = 0, spread = 0;  ///< of lone records, and its standard error
    std::uint64_t lone = 0;
};

Missed missed_by_keys(const Fit& fit, const Groups& people, const MergeRule& rule,
                      const Context& context) {
    Missed out;
    const auto sample = sample_of_lone(fit, people, context.seed, out.lone);
    if (fit.compared_all || sample.empty()) return out;
    std::vector<std::uint32_t> place(fit.canonical.n, ~0U);
    for (std::uint32_t i = 0; i < sample.size(); ++i) place[sample[i]] = i;
    std::vector<std::vector<std::uint32_t>> reached(sample.size());
    for (const RecordEdge& e : fit.edges) {
        if (place[e.a] != ~0U) reached[place[e.a]].push_back(fit.partition.cluster_of[e.b]);
        if (place[e.b] != ~0U) reached[place[e.b]].push_back(fit.partition.cluster_of[e.a]);
    }
    for (auto& labels : reached) std::sort(labels.begin(), labels.end());
    std::vector<double> elsewhere(sample.size(), 0);
    parallel_for(context, sample.size(), 4, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t i = begin; i < end; ++i)
            elsewhere[i] = belongs_elsewhere(fit, people, rule, reached, i, sample[i], work);
    });
    double sum = 0;
    for (const double p : elsewhere) sum += p;
    const double m = static_cast<double>(sample.size());
    out.share = sum / m;
    // Agresti and Coull (1998): a sample without any still leaves room for some.
    const double smoothed = (sum + 0.5) / (m + 1);
    out.spread = std::sqrt(smoothed * (1 - smoothed) / (m + 1));
    return out;
}

struct NameOnly {
    std::uint32_t a = 0, b = 0;
    double odds = 0;
};

/// Pairs of people with whom nothing but names agrees, with the odds that they are one.
std::vector<NameOnly> held_back(const Fit& fit, const Groups& people, const MergeRule& rule,
                                const Context& context) {
    std::vector<NameOnly> pairs;
    for (std::size_t e = 0; e < fit.edges.size(); ++e) {
        if (fit.partition.weights[e].log_odds() < static_cast<float>(kLeastOdds) - kLift) continue;
        const std::uint32_t a = fit.partition.cluster_of[fit.edges[e].a],
                            b = fit.partition.cluster_of[fit.edges[e].b];
        if (a != b) pairs.push_back({std::min(a, b), std::max(a, b), 0});
    }
    const auto key = [](const NameOnly& p) { return std::pair(p.a, p.b); };
    std::sort(pairs.begin(), pairs.end(),
              [&](const auto& x, const auto& y) { return key(x) < key(y); });
    pairs.erase(std::unique(pairs.begin(), pairs.end(),
                            [&](const auto& x, const auto& y) { return key(x) == key(y); }),
                pairs.end());
    parallel_for(context, pairs.size(), 4096, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        Cluster a, b;
        for (std::size_t i = begin; i < end; ++i) {
            const MergeRule::Parts parts =
                rule.parts(people.cluster(pairs[i].a, a), people.cluster(pairs[i].b, b), work);
            const double gain = parts.evidence + parts.prior;
            if (parts.names_only && gain > kLeastOdds)
                pairs[i].odds = std::exp(std::min(gain, 50.0));
        }
    });
    std::erase_if(pairs, [](const NameOnly& p) { return p.odds == 0; });
    return pairs;
}

/// One draw: each person takes at most one partner of those held back, by their odds.
double draw_held_back(const std::vector<std::vector<std::pair<std::uint32_t, double>>>& partners,
                      const std::vector<std::uint32_t>& order, std::vector<std::uint32_t>& taken,
                      std::uint32_t draw, Rng& rng) {
    double links = 0;
    for (const std::uint32_t a : order) {
        if (taken[a] == draw) continue;
        double total = 1;
        for (const auto& [b, odds] : partners[a])
            if (taken[b] != draw) total += odds;
        double u = rng.uniform() * total - 1;
        for (const auto& [b, odds] : partners[a]) {
            if (u <= 0) break;
            if (taken[b] == draw) continue;
            u -= odds;
            if (u <= 0) {
                taken[a] = taken[b] = draw;
                links += 1;
            }
        }
    }
    return links;
}

}  // namespace

Shortfall audit(const Fit& fit, const EntityModel& entity, const Groups& people,
                std::uint32_t draws, const Context& context) {
    const MergeRule rule(entity, fit.prior, fit.constraints);
    const Missed missed = missed_by_keys(fit, people, rule, context);
    const auto pairs = held_back(fit, people, rule, context);
    std::vector<std::vector<std::pair<std::uint32_t, double>>> partners(fit.canonical.n);
    std::vector<std::uint32_t> order;
    for (const NameOnly& p : pairs) {
        if (partners[p.a].empty()) order.push_back(p.a);
        partners[p.a].emplace_back(p.b, p.odds);
    }
    std::vector<std::uint32_t> taken(fit.canonical.n, ~0U);
    Shortfall out;
    for (std::uint32_t d = 0; d < draws; ++d) {
        Rng rng(context.seed, kStream, d);
        const double share = std::clamp(missed.share + missed.spread * rng.normal(), 0.0, 1.0);
        const double by_keys = missed.share > 0 ? share * static_cast<double>(missed.lone) : 0;
        out.missing_links.push_back(by_keys + draw_held_back(partners, order, taken, d, rng));
    }
    std::uint64_t people_found = 0;
    for (std::uint32_t r = 0; r < fit.canonical.n; ++r)
        people_found += fit.partition.cluster_of[r] == r;
    const double found = static_cast<double>(fit.canonical.n - people_found);
    const double lost = missed.share * static_cast<double>(missed.lone);
    out.missed_link_share = lost + found > 0 ? lost / (lost + found) : 0;
    return out;
}

}  // namespace dalil::linking
