// Greedy agglomeration, region by region.
//
// Only a pair with a gain above 0 can start a merge. Records connected by such pairs form small
// regions; each is agglomerated on its own, largest gain first, and all of them side by side. What
// is pooled over a merged cluster can lift an edge to another region above 0: regions tied by such
// an edge are put together and agglomerated anew, until none is left.
#include <algorithm>
#include <numeric>
#include <span>

#include "dalil/base/parallel.hpp"
#include "link/groups.hpp"
#include "link/partition.hpp"
#include "link/sets.hpp"

namespace dalil::linking {
namespace {

constexpr int kMostPasses = 3;  ///< hardly anything is left after two
constexpr std::uint32_t kRecordsPerTask = 4'096;
/// Where columns are mistaken for others, hundreds of records look like one person, and each merge
/// asks hundreds of neighbours. Beyond so many comparisons of values for each record of a region,
/// people of more than a dozen records grow no further.
constexpr double kWorkPerRecord = 4'000, kLeastWork = 2e6;
constexpr std::uint32_t kManyRecords = 12;

struct Candidate {
    double gain;
    std::uint32_t a, b;
    std::uint32_t version_a, version_b;
    bool operator<(const Candidate& other) const {
        if (gain != other.gain) return gain < other.gain;
        if (a != other.a) return a > other.a;
        return b > other.b;
    }
};

/// Edges by record, in both directions.
struct Adjacency {
    std::vector<std::uint32_t> begin, to;
    std::vector<float> gain;  ///< of joining the two records alone

    Adjacency(std::uint32_t n, const std::vector<RecordEdge>& edges,
              const std::vector<EdgeWeight>& weights)
        : begin(std::size_t{n} + 1, 0), to(2 * edges.size()), gain(2 * edges.size()) {
        for (const RecordEdge& e : edges) {
            ++begin[e.a + 1];
            ++begin[e.b + 1];
        }
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        for (std::size_t e = 0; e < edges.size(); ++e) {
            gain[next[edges[e].a]] = gain[next[edges[e].b]] = weights[e].gain();
            to[next[edges[e].a]++] = edges[e].b;
            to[next[edges[e].b]++] = edges[e].a;
        }
    }
};

/// Agglomerates one region; keeps its buffers from one to the next.
class Region {
  public:
    Region(const MergeRule& rule, const Adjacency& edges, const Context& context)
        : rule_(rule), edges_(edges), context_(context), work_(14) {}

    /// `records` ascending. `region_of` tells which edges stay inside; `local` is a buffer by
    /// record. Writes the labels of these records.
    void run(std::span<const std::uint32_t> records, const std::vector<std::uint32_t>& region_of,
             std::vector<std::uint32_t>& local, const std::vector<std::vector<std::uint32_t>>& same,
             Partition& out) {
        start(records, region_of, local);
        std::make_heap(queue_.begin(), queue_.end());
        if (!same.empty()) join_decided(local, same);
        bool atoms_done = false;
        std::uint64_t steps = 0;
        while (!queue_.empty()) {
            if (++steps % 256 == 0) context_.check_stop();
            const Candidate top = queue_.front();
            std::pop_heap(queue_.begin(), queue_.end());
            queue_.pop_back();
            if (version_[top.a] != top.version_a || version_[top.b] != top.version_b) continue;
            if (!atoms_done && top.gain < kAtomGain) {
                atoms_done = true;
                write(out.atom_of);
            }
            merge(top.a, top.b);
            queue_neighbours(top.a);
        }
        if (!atoms_done) write(out.atom_of);
        write(out.cluster_of);
        for (const std::uint32_t r : records) out.cut[r] = cut_;
    }

  private:
    void start(std::span<const std::uint32_t> records, const std::vector<std::uint32_t>& region_of,
               std::vector<std::uint32_t>& local) {
        records_ = records;
        cut_ = false;
        work_left_ = std::max(kLeastWork, kWorkPerRecord * static_cast<double>(records.size()));
        const auto n = static_cast<std::uint32_t>(records.size());
        parent_.resize(n);
        std::iota(parent_.begin(), parent_.end(), 0U);
        version_.assign(n, 0);
        if (clusters_.size() < n) clusters_.resize(n);
        if (neighbours_.size() < n) neighbours_.resize(n);
        for (std::uint32_t i = 0; i < n; ++i) local[records[i]] = i;
        const std::uint32_t region = region_of[records[0]];
        queue_.clear();
        for (std::uint32_t i = 0; i < n; ++i) {
            const std::uint32_t r = records[i];
            rule_.entity().fill_single(r, clusters_[i]);
            neighbours_[i].clear();
            for (std::uint32_t e = edges_.begin[r]; e < edges_.begin[r + 1]; ++e) {
                const std::uint32_t s = edges_.to[e];
                if (region_of[s] != region) continue;
                neighbours_[i].push_back(local[s]);
                if (s > r && edges_.gain[e] > 0)
                    queue_.push_back({static_cast<double>(edges_.gain[e]), i, local[s], 0, 0});
            }
        }
    }
    void join_decided(const std::vector<std::uint32_t>& local,
                      const std::vector<std::vector<std::uint32_t>>& same) {
        for (std::uint32_t i = 0; i < records_.size(); ++i)
            for (const std::uint32_t s : same[records_[i]]) {
                const std::uint32_t a = find(i), b = find(local[s]);
                if (a != b) merge(std::min(a, b), std::max(a, b));
            }
        for (std::uint32_t i = 0; i < records_.size(); ++i)
            if (parent_[i] == i && clusters_[i].size() > 1) queue_neighbours(i);
    }
    std::uint32_t find(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void write(std::vector<std::uint32_t>& labels) {
        for (std::uint32_t i = 0; i < records_.size(); ++i) labels[records_[i]] = records_[find(i)];
    }
    void merge(std::uint32_t a, std::uint32_t b) {
        rule_.entity().merge_into(clusters_[a], clusters_[b], work_);
        parent_[b] = a;
        ++version_[a];
        ++version_[b];
        auto& mine = neighbours_[a];
        mine.insert(mine.end(), neighbours_[b].begin(), neighbours_[b].end());
        neighbours_[b].clear();
    }
    void tidy_neighbours(std::uint32_t a) {
        auto& mine = neighbours_[a];
        for (std::uint32_t& r : mine) r = find(r);
        std::sort(mine.begin(), mine.end());
        mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
        const auto self = std::lower_bound(mine.begin(), mine.end(), a);
        if (self != mine.end() && *self == a) mine.erase(self);
    }
    void queue_neighbours(std::uint32_t a) {
        tidy_neighbours(a);
        for (const std::uint32_t b : neighbours_[a]) {
            if (!affordable(clusters_[a], clusters_[b])) continue;
            const double gain = rule_.gain(clusters_[a], clusters_[b], work_);
            if (gain <= 0) continue;
            const std::uint32_t low = std::min(a, b), high = std::max(a, b);
            queue_.push_back({gain, low, high, version_[low], version_[high]});
            std::push_heap(queue_.begin(), queue_.end());
        }
    }

    /// Whether the gain of the two may still be asked for. It takes about as many comparisons of
    /// values as they have together, squared.
    bool affordable(const Cluster& a, const Cluster& b) {
        const auto values = static_cast<double>(a.values.size() + b.values.size());
        const double fields = std::max<double>(1, rule_.entity().canonical().fields.size());
        work_left_ -= values * values / fields;
        if (work_left_ >= 0 || a.size() + b.size() <= kManyRecords) return true;
        cut_ = true;
        return false;
    }

    const MergeRule& rule_;
    const Adjacency& edges_;
    const Context& context_;
    EntityWork work_;
    double work_left_ = 0;
    bool cut_ = false;  ///< some merges were not looked at
    std::span<const std::uint32_t> records_;
    std::vector<std::uint32_t> parent_, version_;  ///< by place in records_
    std::vector<Cluster> clusters_;
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::vector<Candidate> queue_;  ///< a heap
};

std::vector<EdgeWeight> weigh_edges(const MergeRule& rule, const std::vector<RecordEdge>& edges,
                                    const Context& context) {
    std::vector<EdgeWeight> out(edges.size());
    parallel_for(context, edges.size(), 8'192, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        Cluster a, b;
        for (std::size_t e = begin; e < end; ++e) {
            if (e == begin || edges[e].a != edges[e - 1].a)
                rule.entity().fill_single(edges[e].a, a);
            rule.entity().fill_single(edges[e].b, b);
            const MergeRule::Parts parts = rule.parts(a, b, work);
            out[e] = {static_cast<float>(parts.evidence), static_cast<float>(parts.prior),
                      static_cast<float>(parts.caution), parts.forbidden, parts.names_only};
        }
    });
    return out;
}

/// The whole agglomeration: which records form regions, and the regions' turns.
class Agglomeration {
  public:
    Agglomeration(const PartitionInput& input, const Context& context)
        : input_(input),
          rule_(input.entity, input.prior, input.constraints),
          context_(context),
          n_(input.entity.canonical().n),
          weights_(weigh_edges(rule_, input.edges, context)),
          adjacency_(n_, input.edges, weights_),
          regions_(n_),
          region_of_(n_),
          local_(n_) {
        for (std::size_t e = 0; e < weights_.size(); ++e)
            if (weights_[e].gain() > 0) regions_.join(input.edges[e].a, input.edges[e].b);
        if (!input.constraints.same.empty()) same_.resize(n_);
        for (const RecordEdge& e : input.constraints.same) {
            regions_.join(e.a, e.b);
            same_[e.a].push_back(e.b);
            same_[e.b].push_back(e.a);
        }
    }

    Partition run() {
        out_.cluster_of.resize(n_);
        std::iota(out_.cluster_of.begin(), out_.cluster_of.end(), 0U);
        out_.atom_of = out_.cluster_of;
        out_.cut.assign(n_, 0);
        std::vector<std::uint8_t> waits(n_, 1);
        for (int pass = 0; pass < kMostPasses; ++pass) {
            run_regions(waits);
            if (!join_regions(waits)) break;
        }
        out_.weights = std::move(weights_);
        return std::move(out_);
    }

  private:
    /// Runs the regions that wait, those of two records or more.
    void run_regions(const std::vector<std::uint8_t>& waits) {
        std::vector<std::uint32_t> begin(std::size_t{n_} + 1, 0), records;
        for (std::uint32_t r = 0; r < n_; ++r) {
            region_of_[r] = regions_.find(r);
            if (waits[region_of_[r]] != 0) ++begin[region_of_[r] + 1];
        }
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        records.resize(begin[n_]);
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1), tasks{0};
        for (std::uint32_t r = 0; r < n_; ++r)
            if (waits[region_of_[r]] != 0) records[next[region_of_[r]]++] = r;
        for (std::uint32_t r = 0; r < n_; ++r)
            if (begin[r + 1] - begin[tasks.back()] >= kRecordsPerTask) tasks.push_back(r + 1);
        tasks.push_back(n_);
        parallel_for(context_, tasks.size() - 1, 1, [&](std::size_t task, std::size_t) {
            Region region(rule_, adjacency_, context_);
            for (std::uint32_t r = tasks[task]; r < tasks[task + 1]; ++r) {
                const std::uint32_t size = begin[r + 1] - begin[r];
                if (size > 1)
                    region.run({records.data() + begin[r], size}, region_of_, local_, same_, out_);
            }
        });
    }

    /// Joins regions whose people have a gain together; those wait for another turn.
    bool join_regions(std::vector<std::uint8_t>& waits) {
        const Groups people(out_.cluster_of, input_.entity, context_);
        std::vector<std::uint64_t> pairs;
        for (std::size_t e = 0; e < weights_.size(); ++e) {
            const std::uint32_t a = input_.edges[e].a, b = input_.edges[e].b;
            if (region_of_[a] == region_of_[b] || weights_[e].log_odds() < -kLift) continue;
            if (waits[region_of_[a]] == 0 && waits[region_of_[b]] == 0) continue;
            const std::uint32_t x = out_.cluster_of[a], y = out_.cluster_of[b];
            if (people.size(x) == 1 && people.size(y) == 1) continue;
            pairs.push_back(std::uint64_t{std::min(x, y)} << 32U | std::max(x, y));
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        std::vector<std::uint8_t> lifted(pairs.size(), 0);
        parallel_for(context_, pairs.size(), 2'048, [&](std::size_t begin, std::size_t end) {
            EntityWork work(14);
            Cluster a, b;
            for (std::size_t p = begin; p < end; ++p) {
                const auto x = static_cast<std::uint32_t>(pairs[p] >> 32U);
                const auto y = static_cast<std::uint32_t>(pairs[p]);
                lifted[p] =
                    rule_.gain(people.cluster(x, work, a), people.cluster(y, work, b), work) > 0;
            }
        });
        std::fill(waits.begin(), waits.end(), 0);
        bool any = false;
        for (std::size_t p = 0; p < pairs.size(); ++p)
            if (lifted[p] != 0)
                any = regions_.join(static_cast<std::uint32_t>(pairs[p] >> 32U),
                                    static_cast<std::uint32_t>(pairs[p])) ||
                      any;
        for (std::size_t p = 0; p < pairs.size(); ++p)
            if (lifted[p] != 0) waits[regions_.find(static_cast<std::uint32_t>(pairs[p]))] = 1;
        return any;
    }

    const PartitionInput& input_;
    MergeRule rule_;
    const Context& context_;
    std::uint32_t n_;
    std::vector<EdgeWeight> weights_;
    Adjacency adjacency_;
    Sets regions_;
    std::vector<std::uint32_t> region_of_, local_;
    std::vector<std::vector<std::uint32_t>> same_;
    Partition out_;
};

}  // namespace

Partition agglomerate(const PartitionInput& input, const Context& context) {
    return Agglomeration(input, context).run();
}

}  // namespace dalil::linking
