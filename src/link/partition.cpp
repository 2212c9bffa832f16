#include "link/partition.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>

#include "dalil/base/parallel.hpp"

namespace dalil::linking {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
/// What fields other than names must say before two records are one person: more than sharing a sex
/// (ln 2), which the name mostly tells already; with three parts of the name agreeing, anything at
/// all.
constexpr double kBeyondNames = 1.0;
constexpr double kBeyondLongNames = 0.2;
constexpr int kLongName = 3;

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

/// Clusters under construction; a cluster is known by its smallest record.
class Agglomeration {
  public:
    Agglomeration(const PartitionInput& input, const Context& context)
        : input_(input),
          rule_(input.entity, input.prior, input.constraints),
          context_(context),
          n_(input.entity.canonical().n),
          parent_(n_),
          version_(n_, 0),
          clusters_(n_),
          neighbours_(n_) {
        std::iota(parent_.begin(), parent_.end(), 0U);
    }

    Partition run() {
        prepare();
        join_decided();
        queue_all();
        Partition out;
        bool atoms_done = false;
        std::uint64_t steps = 0;
        while (!queue_.empty()) {
            if (++steps % 256 == 0) context_.check_stop();
            const Candidate top = queue_.top();
            queue_.pop();
            if (version_[top.a] != top.version_a || version_[top.b] != top.version_b) continue;
            if (!atoms_done && top.gain < kAtomGain) {
                atoms_done = true;
                out.atom_of = labels();
            }
            merge(top.a, top.b);
            queue_neighbours(top.a);
        }
        if (!atoms_done) out.atom_of = labels();
        out.cluster_of = labels();
        return out;
    }

  private:
    std::uint32_t find(std::uint32_t r) {
        while (parent_[r] != r) r = parent_[r] = parent_[parent_[r]];
        return r;
    }
    std::vector<std::uint32_t> labels() {
        std::vector<std::uint32_t> out(n_);
        for (std::uint32_t r = 0; r < n_; ++r) out[r] = find(r);
        return out;
    }
    void touch(std::uint32_t r) {
        if (clusters_[r].records.empty()) clusters_[r] = input_.entity.single(r);
    }
    void prepare() {
        for (const RecordEdge& e : input_.edges) {
            touch(e.a);
            touch(e.b);
            neighbours_[e.a].push_back(e.b);
            neighbours_[e.b].push_back(e.a);
        }
    }
    void join_decided() {
        for (const RecordEdge& e : input_.constraints.same) {
            touch(e.a);
            touch(e.b);
            const std::uint32_t a = find(e.a), b = find(e.b);
            if (a != b) merge(std::min(a, b), std::max(a, b));
        }
    }
    void merge(std::uint32_t a, std::uint32_t b) {
        clusters_[a] = input_.entity.merged(clusters_[a], clusters_[b], work_);
        clusters_[b] = {};
        parent_[b] = a;
        ++version_[a];
        ++version_[b];
        auto& mine = neighbours_[a];
        mine.insert(mine.end(), neighbours_[b].begin(), neighbours_[b].end());
        neighbours_[b] = {};
    }
    void tidy_neighbours(std::uint32_t a) {
        auto& mine = neighbours_[a];
        for (std::uint32_t& r : mine) r = find(r);
        std::sort(mine.begin(), mine.end());
        mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
        const auto self = std::lower_bound(mine.begin(), mine.end(), a);
        if (self != mine.end() && *self == a) mine.erase(self);
    }
    void push(double gain, std::uint32_t a, std::uint32_t b) {
        if (gain <= 0) return;
        if (a > b) std::swap(a, b);
        queue_.push({gain, a, b, version_[a], version_[b]});
    }
    void queue_neighbours(std::uint32_t a) {
        tidy_neighbours(a);
        for (const std::uint32_t b : neighbours_[a])
            push(rule_.gain(clusters_[a], clusters_[b], work_), a, b);
    }
    void queue_all() {
        // Gains of all edges of unmerged records, in parallel: the bulk of the work of the first
        // step.
        const auto& edges = input_.edges;
        std::vector<double> gains(edges.size());
        parallel_for(context_, edges.size(), 8192, [&](std::size_t begin, std::size_t end) {
            EntityWork work(14);
            for (std::size_t e = begin; e < end; ++e)
                gains[e] = clusters_[edges[e].a].size() == 1 && clusters_[edges[e].b].size() == 1
                               ? rule_.gain(clusters_[edges[e].a], clusters_[edges[e].b], work)
                               : kNever;
        });
        for (std::size_t e = 0; e < edges.size(); ++e) push(gains[e], edges[e].a, edges[e].b);
        for (std::uint32_t r = 0; r < n_; ++r)
            if (clusters_[r].size() > 1) queue_neighbours(r);
    }

    const PartitionInput& input_;
    MergeRule rule_;
    const Context& context_;
    std::uint32_t n_;
    EntityWork work_;
    std::vector<std::uint32_t> parent_, version_;
    std::vector<Cluster> clusters_;
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::priority_queue<Candidate> queue_;
};

void list_pairs(const std::vector<RecordEdge>& edges, std::uint32_t n,
                std::vector<std::vector<std::uint32_t>>& out) {
    if (edges.empty()) return;
    out.resize(n);
    for (const RecordEdge& e : edges) {
        out[e.a].push_back(e.b);
        out[e.b].push_back(e.a);
    }
}

bool any_across(const Cluster& a, const Cluster& b,
                const std::vector<std::vector<std::uint32_t>>& pairs) {
    if (pairs.empty()) return false;
    for (const std::uint32_t r : a.records)
        for (const std::uint32_t s : pairs[r])
            if (std::binary_search(b.records.begin(), b.records.end(), s)) return true;
    return false;
}

}  // namespace

double MergeRule::Parts::total() const {
    return forbidden ? kNever : evidence + prior;
}

MergeRule::MergeRule(const EntityModel& entity, const SizePrior& prior,
                     const Constraints& constraints)
    : entity_(entity), prior_(prior) {
    for (const bool single : entity.canonical().source_has_no_duplicates)
        any_single_list_ = any_single_list_ || single;
    list_pairs(constraints.different, entity.canonical().n, apart_);
    list_pairs(constraints.same, entity.canonical().n, bound_);
}

bool MergeRule::forbidden(const Cluster& a, const Cluster& b) const {
    const auto& single = entity_.canonical().source_has_no_duplicates;
    if (any_single_list_)
        for (const SourceCount& s : a.sources)
            for (const SourceCount& t : b.sources)
                if (s.source == t.source && single[s.source]) return true;
    return any_across(a, b, apart_);
}

MergeRule::Parts MergeRule::parts(const Cluster& a, const Cluster& b, EntityWork& work) const {
    Parts out;
    if (any_across(a, b, bound_)) {
        out.evidence = 1e6;
        return out;
    }
    out.forbidden = forbidden(a, b);
    if (out.forbidden) return out;
    const MergeEvidence evidence = entity_.merge_evidence(a, b, work);
    const double beyond = evidence.agreeing_names >= kLongName ? kBeyondLongNames : kBeyondNames;
    // One field alone is never enough, unless it is a number of the person.
    const bool one_field = evidence.agreeing_fields < 2 && !evidence.number_agrees;
    out.names_only = evidence.agreeing_names > 0 && evidence.beyond_names < beyond;
    out.forbidden = out.names_only || one_field || evidence.beyond_names < beyond;
    out.evidence = evidence.total();
    out.caution = kCaution * std::min(1.0, evidence.related);
    out.prior = prior_.merge_gain(a, b);
    return out;
}

double MergeRule::gain(const Cluster& a, const Cluster& b, EntityWork& work) const {
    const Parts found = parts(a, b, work);
    const double total = found.total();
    return total > 0 && total < found.caution ? 0 : total;
}

Partition agglomerate(const PartitionInput& input, const Context& context) {
    return Agglomeration(input, context).run();
}

std::vector<Cluster> people_of(const Partition& partition, const EntityModel& entity,
                               const Context& context) {
    const auto& cluster_of = partition.cluster_of;
    std::vector<std::vector<std::uint32_t>> records(cluster_of.size());
    for (std::uint32_t r = 0; r < cluster_of.size(); ++r) records[cluster_of[r]].push_back(r);
    std::erase_if(records, [](const auto& members) { return members.size() < 2; });
    std::vector<Cluster> out(records.size());
    parallel_for(context, records.size(), 2048, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t i = begin; i < end; ++i) out[i] = entity.of(records[i], work);
    });
    return out;
}

}  // namespace dalil::linking
