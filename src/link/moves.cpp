// Single records moved between people: what greedy merging put together early is looked at again
// with all evidence.
#include <algorithm>

#include "link/partition.hpp"

namespace dalil::linking {
namespace {

constexpr double kWorthMoving = 1e-6;

class Mover {
  public:
    Mover(const PartitionInput& input, const Partition& partition)
        : input_(input),
          rule_(input.entity, input.prior, input.constraints),
          n_(input.entity.canonical().n),
          cluster_of_(partition.cluster_of),
          neighbours_(n_),
          fixed_(n_, 0),
          members_(n_),
          clusters_(n_) {
        for (const RecordEdge& e : input.edges) {
            neighbours_[e.a].push_back(e.b);
            neighbours_[e.b].push_back(e.a);
        }
        for (const RecordEdge& e : input.constraints.same) fixed_[e.a] = fixed_[e.b] = 1;
        for (std::uint32_t r = 0; r < n_; ++r) members_[cluster_of_[r]].push_back(r);
    }

    bool sweep(const Context& context) {
        bool changed = false;
        for (std::uint32_t r = 0; r < n_; ++r) {
            if (r % 256 == 0) context.check_stop();
            if (!neighbours_[r].empty() && fixed_[r] == 0) changed = consider(r) || changed;
        }
        return changed;
    }

    const std::vector<std::uint32_t>& labels() const { return cluster_of_; }

  private:
    static constexpr std::uint32_t kAlone = ~0U;

    const Cluster& cluster_at(std::uint32_t label) {
        if (clusters_[label].records.empty())
            clusters_[label] = input_.entity.of(members_[label], work_);
        return clusters_[label];
    }

    std::vector<std::uint32_t> other_clusters(std::uint32_t r) const {
        std::vector<std::uint32_t> out;
        for (const std::uint32_t s : neighbours_[r])
            if (cluster_of_[s] != cluster_of_[r]) out.push_back(cluster_of_[s]);
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }

    /// Gain of r's place among the others of its cluster; 0 when it is alone.
    double gain_of_staying(std::uint32_t r, const Cluster& alone) {
        const auto& own = members_[cluster_of_[r]];
        if (own.size() == 1) return 0;
        std::vector<std::uint32_t> others;
        for (const std::uint32_t s : own)
            if (s != r) others.push_back(s);
        return rule_.gain(alone, input_.entity.of(others, work_), work_);
    }

    bool consider(std::uint32_t r) {
        const std::uint32_t own = cluster_of_[r];
        const auto candidates = other_clusters(r);
        if (candidates.empty() && members_[own].size() < 3) return false;
        const Cluster alone = input_.entity.single(r);
        const double stay = gain_of_staying(r, alone);
        std::uint32_t to = stay >= 0 ? own : kAlone;
        double best = std::max(stay, 0.0);
        for (const std::uint32_t label : candidates) {
            const double gain = rule_.gain(alone, cluster_at(label), work_);
            if (gain > best + kWorthMoving) {
                best = gain;
                to = label;
            }
        }
        if (to == own || (to == kAlone && members_[own].size() == 1)) return false;
        move(r, to);
        return true;
    }

    void move(std::uint32_t r, std::uint32_t to) {
        if (to == kAlone) {
            to = static_cast<std::uint32_t>(members_.size());
            members_.emplace_back();
            clusters_.emplace_back();
        }
        const std::uint32_t own = cluster_of_[r];
        std::erase(members_[own], r);
        members_[to].insert(std::upper_bound(members_[to].begin(), members_[to].end(), r), r);
        clusters_[own] = {};
        clusters_[to] = {};
        cluster_of_[r] = to;
    }

    const PartitionInput& input_;
    MergeRule rule_;
    std::uint32_t n_;
    EntityWork work_;
    std::vector<std::uint32_t> cluster_of_;
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::vector<std::uint8_t> fixed_;
    std::vector<std::vector<std::uint32_t>> members_;
    std::vector<Cluster> clusters_;
};

}  // namespace

void relabel_by_smallest(Partition& partition) {
    const auto n = static_cast<std::uint32_t>(partition.cluster_of.size());
    std::vector<std::uint32_t> smallest;
    for (std::uint32_t r = 0; r < n; ++r) {
        const std::uint32_t label = partition.cluster_of[r];
        if (label >= smallest.size()) smallest.resize(label + 1, n);
        smallest[label] = std::min(smallest[label], r);
    }
    for (std::uint32_t& label : partition.cluster_of) label = smallest[label];
    // An atom whose records were parted is as many atoms as it has parts.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> parts;
    for (std::uint32_t r = 0; r < n; ++r)
        parts.emplace_back(std::uint64_t{partition.atom_of[r]} << 32U | partition.cluster_of[r], r);
    std::sort(parts.begin(), parts.end());
    for (std::size_t i = 0; i < parts.size();) {
        const std::uint32_t first = parts[i].second;
        std::size_t j = i;
        for (; j < parts.size() && parts[j].first == parts[i].first; ++j)
            partition.atom_of[parts[j].second] = first;
        i = j;
    }
}

void move_records(const PartitionInput& input, Partition& partition, int sweeps,
                  const Context& context) {
    Mover mover(input, partition);
    for (int sweep = 0; sweep < sweeps; ++sweep)
        if (!mover.sweep(context)) break;
    partition.cluster_of = mover.labels();
    relabel_by_smallest(partition);
}

}  // namespace dalil::linking
