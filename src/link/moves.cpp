// Single records moved between people: what greedy merging put together early is looked at again
// with all evidence.
#include <tsl/robin_map.h>
#include <algorithm>
#include <numeric>
#include <span>

#include "dalil/base/parallel.hpp"
#include "link/groups.hpp"
#include "link/partition.hpp"

namespace dalil::linking {
namespace {

constexpr double kWorthMoving = 1e-6;

/// People as they change. Only those that changed are kept apart from the groups of the start.
class Mover {
  public:
    Mover(const PartitionInput& input, const Partition& partition, const Context& context)
        : input_(input),
          rule_(input.entity, input.prior, input.constraints),
          n_(input.entity.canonical().n),
          start_(partition.cluster_of, input.entity, context),
          cluster_of_(partition.cluster_of),
          fixed_(n_, 0),
          waits_(n_, 0),
          next_label_(n_) {
        for (const RecordEdge& e : input.constraints.same) fixed_[e.a] = fixed_[e.b] = 1;
        for (std::uint32_t r = 0; r < n_; ++r) fixed_[r] |= partition.cut[r];
        index(input.edges, partition.weights);
    }

    /// Lets every record that may want to move wait for its turn. Agglomeration ended because no
    /// two people gain by being joined, so a lone record is where it wants to be.
    void look(const Context& context) {
        parallel_for(context, n_, 4'096, [&](std::size_t begin, std::size_t end) {
            Turn turn;
            for (std::size_t i = begin; i < end; ++i) {
                const auto r = static_cast<std::uint32_t>(i);
                if (fixed_[r] == 0 && start_.size(cluster_of_[r]) > 1)
                    waits_[r] = better_place(r, turn) != cluster_of_[r];
            }
        });
    }

    /// Moves one record after the other; those whose neighbours changed get another turn.
    bool sweep(const Context& context) {
        bool changed = false;
        Turn turn;
        for (std::uint32_t r = 0; r < n_; ++r) {
            if (r % 4096 == 0) context.check_stop();
            if (waits_[r] == 0) continue;
            waits_[r] = 0;
            const std::uint32_t to = better_place(r, turn);
            if (to == cluster_of_[r]) continue;
            move(r, to);
            changed = true;
        }
        return changed;
    }

    const std::vector<std::uint32_t>& labels() const { return cluster_of_; }

  private:
    static constexpr std::uint32_t kAlone = ~0U;

    /// Buffers of one thread.
    struct Turn {
        EntityWork work{14};
        Cluster alone, other;
        std::vector<std::uint32_t> labels, others;
    };

    /// Edges that may make a record move, by record.
    void index(const std::vector<RecordEdge>& edges, const std::vector<EdgeWeight>& weights) {
        begin_.assign(std::size_t{n_} + 1, 0);
        const auto counts = [&](std::size_t e) { return weights[e].log_odds() > -kLift; };
        for (std::size_t e = 0; e < edges.size(); ++e)
            if (counts(e)) ++begin_[edges[e].a + 1], ++begin_[edges[e].b + 1];
        std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
        neighbours_.resize(begin_[n_]);
        std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
        for (std::size_t e = 0; e < edges.size(); ++e)
            if (counts(e)) {
                neighbours_[next[edges[e].a]++] = edges[e].b;
                neighbours_[next[edges[e].b]++] = edges[e].a;
            }
    }
    std::span<const std::uint32_t> neighbours(std::uint32_t r) const {
        return {neighbours_.data() + begin_[r], begin_[r + 1] - begin_[r]};
    }
    std::span<const std::uint32_t> records(std::uint32_t label) const {
        const auto at = changed_.find(label);
        if (at != changed_.end()) return at->second;
        return start_.records(label);
    }
    const Cluster& cluster(std::uint32_t label, Turn& turn) const {
        const auto at = changed_.find(label);
        if (at == changed_.end()) return start_.cluster(label, turn.work, turn.other);
        input_.entity.fill(at->second, turn.work, turn.other);
        return turn.other;
    }

    /// Gain of r's place among the others of its cluster; 0 when it is alone.
    double gain_of_staying(std::uint32_t r, Turn& turn) const {
        turn.others.clear();
        for (const std::uint32_t s : records(cluster_of_[r]))
            if (s != r) turn.others.push_back(s);
        if (turn.others.empty()) return 0;
        input_.entity.fill(turn.others, turn.work, turn.other);
        return rule_.gain(turn.alone, turn.other, turn.work);
    }

    /// The label of the cluster where r fits best; kAlone for one of its own.
    std::uint32_t better_place(std::uint32_t r, Turn& turn) const {
        const std::uint32_t own = cluster_of_[r];
        turn.labels.clear();
        for (const std::uint32_t s : neighbours(r))
            if (cluster_of_[s] != own) turn.labels.push_back(cluster_of_[s]);
        std::sort(turn.labels.begin(), turn.labels.end());
        turn.labels.erase(std::unique(turn.labels.begin(), turn.labels.end()), turn.labels.end());
        const std::size_t size = records(own).size();
        if (turn.labels.empty() && size < 3) return own;
        input_.entity.fill_single(r, turn.alone);
        const double stay = gain_of_staying(r, turn);
        std::uint32_t to = stay >= 0 ? own : kAlone;
        double best = std::max(stay, 0.0);
        for (const std::uint32_t label : turn.labels) {
            const double gain = rule_.gain(turn.alone, cluster(label, turn), turn.work);
            if (gain > best + kWorthMoving) {
                best = gain;
                to = label;
            }
        }
        return to == kAlone && size == 1 ? own : to;
    }

    std::vector<std::uint32_t>& changeable(std::uint32_t label) {
        const auto [at, fresh] = changed_.try_emplace(label);
        if (fresh && label < n_) {
            const auto start = start_.records(label);
            at.value().assign(start.begin(), start.end());
        }
        return at.value();
    }
    void move(std::uint32_t r, std::uint32_t to) {
        if (to == kAlone) to = next_label_++;
        const std::uint32_t own = cluster_of_[r];
        std::erase(changeable(own), r);
        auto& joined = changeable(to);
        joined.insert(std::upper_bound(joined.begin(), joined.end(), r), r);
        cluster_of_[r] = to;
        wake(own);
        wake(to);
        waits_[r] = 0;
    }
    /// All that a change of this cluster may concern.
    void wake(std::uint32_t label) {
        for (const std::uint32_t s : records(label)) {
            waits_[s] = fixed_[s] == 0;
            for (const std::uint32_t t : neighbours(s)) waits_[t] = fixed_[t] == 0;
        }
    }

    const PartitionInput& input_;
    MergeRule rule_;
    std::uint32_t n_;
    Groups start_;
    std::vector<std::uint32_t> cluster_of_;
    std::vector<std::uint32_t> begin_, neighbours_;
    std::vector<std::uint8_t> fixed_;
    std::vector<std::uint8_t> waits_;
    std::uint32_t next_label_;
    tsl::robin_map<std::uint32_t, std::vector<std::uint32_t>> changed_;
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
    // An atom whose records were parted is as many atoms as it has parts. Records come in order,
    // so the first of a part is its smallest.
    const std::vector<std::uint32_t> before = partition.atom_of;
    tsl::robin_map<std::uint64_t, std::uint32_t> first;
    for (std::uint32_t r = 0; r < n; ++r) {
        const std::uint32_t atom = before[r], person = partition.cluster_of[r];
        if (partition.cluster_of[atom] == person) continue;
        partition.atom_of[r] =
            first.try_emplace(std::uint64_t{atom} << 32U | person, r).first->second;
    }
}

void move_records(const PartitionInput& input, Partition& partition, int sweeps,
                  const Context& context) {
    Mover mover(input, partition, context);
    mover.look(context);
    for (int sweep = 0; sweep < sweeps; ++sweep)
        if (!mover.sweep(context)) break;
    partition.cluster_of = mover.labels();
    relabel_by_smallest(partition);
}

}  // namespace dalil::linking
