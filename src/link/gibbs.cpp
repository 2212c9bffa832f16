#include "link/gibbs.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/hash.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kStream = 0x6769626273ULL;

std::uint64_t token(std::uint32_t x) {
    return mix64(x + 1, kStream);
}

}  // namespace

ComponentSampler::ComponentSampler(const std::vector<Atom>& atoms, const Component& component,
                                   const MergeRule& rule, EntityWork& work, std::uint64_t seed)
    : atoms_(atoms),
      component_(component),
      rule_(rule),
      work_(work),
      rng_(seed, kStream, 0, rule.entity().canonical().keys[atoms[component.atoms[0]].records[0]]),
      cluster_of_(component.atoms.size()),
      members_(component.atoms.size()),
      hash_(component.atoms.size(), 0) {
    tsl::robin_map<std::uint32_t, std::uint32_t> first;
    for (std::uint32_t x = 0; x < component.atoms.size(); ++x) {
        const std::uint32_t start = atoms_[component.atoms[x]].start;
        const auto [at, fresh] = first.try_emplace(start, x);
        cluster_of_[x] = at->second;
        put(x, at->second);
    }
    for (std::uint32_t c = 0; c < members_.size(); ++c)
        if (members_[c].empty()) free_.push_back(c);
}

void ComponentSampler::sweep(const Perturbation& p) {
    for (std::uint32_t x = 0; x < cluster_of_.size(); ++x) resample(x, p);
}

void ComponentSampler::put(std::uint32_t x, std::uint32_t c) {
    members_[c].insert(std::upper_bound(members_[c].begin(), members_[c].end(), x), x);
    hash_[c] ^= token(x);
    cluster_of_[x] = c;
}

void ComponentSampler::take(std::uint32_t x) {
    const std::uint32_t c = cluster_of_[x];
    std::erase(members_[c], x);
    hash_[c] ^= token(x);
    if (members_[c].empty()) free_.push_back(c);
}

ComponentSampler::Gain ComponentSampler::gain(std::uint32_t x, std::uint32_t c) {
    const auto [at, fresh] = memo_.try_emplace(mix64(hash_[c], token(x)), Gain{});
    if (!fresh) return at->second;
    const MergeRule::Parts parts =
        rule_.parts(atoms_[component_.atoms[x]].cluster, cluster_at(c), work_);
    at.value() = {static_cast<float>(parts.evidence), static_cast<float>(parts.prior),
                  parts.forbidden};
    return at->second;
}

const Cluster& ComponentSampler::cluster_at(std::uint32_t c) {
    const auto& members = members_[c];
    if (members.size() == 1) return atoms_[component_.atoms[members[0]]].cluster;
    const auto [at, fresh] = built_.try_emplace(hash_[c]);
    if (fresh) {
        std::vector<std::uint32_t> records;
        for (const std::uint32_t x : members) {
            const auto& more = atoms_[component_.atoms[x]].records;
            records.insert(records.end(), more.begin(), more.end());
        }
        at.value() = rule_.entity().of(records, work_);
    }
    return at->second;
}

std::uint32_t ComponentSampler::empty_cluster() {
    const std::uint32_t c = free_.back();
    free_.pop_back();
    return c;
}

void ComponentSampler::resample(std::uint32_t x, const Perturbation& p) {
    take(x);
    candidates_.clear();
    for (const std::uint32_t y : component_.neighbours[x]) candidates_.push_back(cluster_of_[y]);
    std::sort(candidates_.begin(), candidates_.end());
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
    odds_.clear();
    double most = 0;
    for (const std::uint32_t c : candidates_) {
        const Gain g = gain(x, c);
        double log_odds = g.forbidden ? -1e30
                                      : p.evidence * static_cast<double>(g.evidence) +
                                            static_cast<double>(g.prior) + p.prior;
        if (log_odds > 0) log_odds *= p.confidence;
        odds_.push_back(log_odds);
        most = std::max(most, log_odds);
    }
    double total = std::exp(-most);
    for (double& o : odds_) total += o = std::exp(o - most);
    double u = rng_.uniform() * total - std::exp(-most);
    std::uint32_t to = ~0U;
    for (std::size_t i = 0; u > 0 && i < odds_.size(); ++i) {
        u -= odds_[i];
        to = candidates_[i];
    }
    put(x, to == ~0U ? empty_cluster() : to);
}

}  // namespace dalil::linking
