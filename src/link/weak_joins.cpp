#include "link/weak_joins.hpp"

#include <tsl/robin_map.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kStream = 0x7765616bULL;
constexpr std::size_t kBins = 8;  ///< of half a nat, below kSampledAbove
/// Pooled evidence may be better than that of the two atoms alone: edges are looked at this much
/// more often than they are expected to join.
constexpr double kHeadroom = 1.5;
constexpr std::size_t kDrawsPerTask = 5;

using Change = PartitionSample::Change;

/// Edges by bins of their odds, so that those of a bin can be skipped in long strides.
using Bins = std::array<std::vector<WeakEdge>, kBins>;

Bins bins_of(const std::vector<WeakEdge>& edges) {
    Bins out;
    for (const WeakEdge& e : edges) {
        const double below =
            2 * (kSampledAbove - static_cast<double>(e.gain.evidence + e.gain.prior));
        out[std::min(static_cast<std::size_t>(std::max(below, 0.0)), kBins - 1)].push_back(e);
    }
    return out;
}

/// The people of one draw, changed as joins are made.
class DrawnPeople {
  public:
    DrawnPeople(const Partition& best, const Groups& people)
        : best_(best.cluster_of),
          people_(people),
          label_(best.cluster_of.size(), kUnchanged),
          touched_(label_.size(), 0) {}

    void load(std::span<const Change> changes) {
        came_.assign(changes.begin(), changes.end());
        std::sort(came_.begin(), came_.end(), [](const Change& x, const Change& y) {
            return x.label != y.label ? x.label < y.label : x.record < y.record;
        });
        for (const Change& c : came_) {
            label_[c.record] = c.label;
            touched_[best_[c.record]] = touched_[c.label] = 1;
        }
    }
    /// The person of a label is one of the best partition, unchanged.
    bool as_best(std::uint32_t label, std::uint32_t size) const {
        return touched_[label] == 0 && best_[label] == label && people_.size(label) == size;
    }
    std::uint32_t label(std::uint32_t r) const {
        return label_[r] == kUnchanged ? best_[r] : label_[r];
    }
    const Cluster& cluster(std::uint32_t label, const EntityModel& entity, EntityWork& work,
                           Cluster& scratch) {
        if (touched_[label] == 0 && best_[label] == label)
            return people_.cluster(label, work, scratch);
        entity.fill(records(label), work, scratch);
        return scratch;
    }
    const std::vector<std::uint32_t>& records(std::uint32_t label) {
        const auto [at, fresh] = known_.try_emplace(label);
        std::vector<std::uint32_t>& out = at.value();
        if (!fresh) return out;
        if (best_[label] == label)
            for (const std::uint32_t r : people_.records(label))
                if (label_[r] == kUnchanged) out.push_back(r);
        const auto from =
            std::lower_bound(came_.begin(), came_.end(), label,
                             [](const Change& c, std::uint32_t value) { return c.label < value; });
        for (auto c = from; c != came_.end() && c->label == label; ++c) out.push_back(c->record);
        return out;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        const std::uint32_t low = std::min(a, b), high = std::max(a, b);
        const std::vector<std::uint32_t> moved = records(high);
        touch(low);
        touch(high);
        known_.erase(high);
        for (const std::uint32_t r : moved) {
            label_[r] = low;
            joined_.push_back(r);
        }
        auto& all = known_[low];
        all.insert(all.end(), moved.begin(), moved.end());
    }
    /// Takes all changes out again.
    void unload(std::vector<Change>& out) {
        for (const Change& c : came_) {
            joined_.push_back(c.record);
            touched_[best_[c.record]] = touched_[c.label] = 0;
        }
        for (const std::uint32_t label : touched_too_) touched_[label] = 0;
        touched_too_.clear();
        std::sort(joined_.begin(), joined_.end());
        joined_.erase(std::unique(joined_.begin(), joined_.end()), joined_.end());
        for (const std::uint32_t r : joined_) {
            if (label_[r] != best_[r]) out.push_back({r, label_[r]});
            label_[r] = kUnchanged;
        }
        known_.clear();
        joined_.clear();
    }

  private:
    void touch(std::uint32_t label) {
        touched_[label] = 1;
        touched_too_.push_back(label);
    }
    static constexpr std::uint32_t kUnchanged = ~0U;
    const std::vector<std::uint32_t>& best_;
    const Groups& people_;
    std::vector<std::uint32_t> label_;        ///< by record
    std::vector<std::uint8_t> touched_;       ///< by label: not as in the best partition
    std::vector<std::uint32_t> touched_too_;  ///< those that joins touched
    std::vector<Change> came_;                ///< by label
    tsl::robin_map<std::uint32_t, std::vector<std::uint32_t>> known_;
    std::vector<std::uint32_t> joined_;
};

/// Calls use(edge, chance) for edges picked with a chance above that of joining.
template <class Use>
void pick(const Bins& bins, const Perturbation& p, Rng& rng, Use use) {
    for (std::size_t bin = 0; bin < kBins; ++bin) {
        const double odds = p.evidence * (kSampledAbove - 0.5 * static_cast<double>(bin)) + p.prior;
        const double chance = std::min(0.99, kHeadroom * std::exp(odds));
        const double scale = 1 / std::log1p(-chance);
        // Gaps between picks are geometric.
        for (double at = std::log(rng.uniform()) * scale;
             at < static_cast<double>(bins[bin].size());
             at = std::floor(at) + 1 + std::log(rng.uniform()) * scale)
            use(bins[bin][static_cast<std::size_t>(at)], chance);
    }
}

}  // namespace

void join_weakly(const MergeRule& rule, const Partition& best, const Groups& people,
                 const std::vector<WeakEdge>& edges, const std::vector<Perturbation>& draws,
                 PartitionSample& sample, const Context& context) {
    const Bins bins = bins_of(edges);
    std::vector<std::vector<Change>> changes(draws.size());
    parallel_for(context, draws.size(), kDrawsPerTask, [&](std::size_t begin, std::size_t end) {
        DrawnPeople drawn(best, people);
        EntityWork work(14);
        Cluster a, b;
        for (std::size_t d = begin; d < end; ++d) {
            context.check_stop();
            drawn.load(sample.changes_of(d));
            Rng rng(context.seed, kStream, d);
            pick(bins, draws[d], rng, [&](const WeakEdge& e, double chance) {
                const double u = rng.uniform();
                const std::uint32_t x = drawn.label(e.a), y = drawn.label(e.b);
                if (x == y) return;
                AtomGain gain = e.gain;
                if (!drawn.as_best(x, e.size_a) || !drawn.as_best(y, e.size_b)) {
                    const MergeRule::Parts parts =
                        rule.parts(drawn.cluster(x, rule.entity(), work, a),
                                   drawn.cluster(y, rule.entity(), work, b), work);
                    if (parts.forbidden) return;
                    gain = {static_cast<float>(parts.evidence), static_cast<float>(parts.prior)};
                }
                const double odds = draws[d].log_odds(gain);
                if (u * chance >= 1 / (1 + std::exp(-odds))) return;
                drawn.join(x, y);
                --sample.people[d];
            });
            drawn.unload(changes[d]);
        }
    });
    sample.changes.clear();
    for (std::size_t d = 0; d < draws.size(); ++d) {
        sample.changes.insert(sample.changes.end(), changes[d].begin(), changes[d].end());
        sample.begin[d + 1] = sample.changes.size();
    }
}

}  // namespace dalil::linking
