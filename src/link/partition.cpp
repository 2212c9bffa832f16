#include "link/partition.hpp"

#include <algorithm>
#include <limits>

#include "dalil/base/parallel.hpp"
#include "link/groups.hpp"

namespace dalil::linking {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
/// What fields other than names must say before they say anything.
constexpr double kBeyondNames = 0.2;
/// Nats that must speak for a merge when one field alone agrees, or nothing but names.
constexpr double kCautionOneField = 1, kCautionNames = 1.5;
/// The same when one side says nothing but a name: odds of 150 to 1, which a usual name never has.
constexpr double kCautionNameAlone = 5;

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

double MergeRule::Parts::gain() const {
    const double sum = total();
    return sum > 0 && sum < caution ? 0 : sum;
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

bool MergeRule::says_only_a_name(const Cluster& cluster) const {
    const auto& fields = entity_.canonical().fields;
    for (std::size_t f = 0; f < fields.size(); ++f)
        if (!fields[f].is_name && fields[f].meaning != Meaning::Sex &&
            cluster.begin[f] != cluster.begin[f + 1])
            return false;
    return true;
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
    out.evidence = evidence.total();
    out.prior = prior_.merge_gain(a, b);
    out.caution = kCaution * std::min(1.0, evidence.related);
    // One field alone is never enough, unless it is a number of the person.
    if (evidence.agreeing_fields < 2 && !evidence.number_agrees)
        out.caution = std::max(out.caution, kCautionOneField);
    if (evidence.agreeing_names > 0 && evidence.beyond_names < kBeyondNames) {
        const bool bare_a = says_only_a_name(a), bare_b = says_only_a_name(b);
        out.forbidden = out.names_only = bare_a && bare_b;
        out.caution = std::max(out.caution, bare_a || bare_b ? kCautionNameAlone : kCautionNames);
    }
    return out;
}

double MergeRule::gain(const Cluster& a, const Cluster& b, EntityWork& work) const {
    return parts(a, b, work).gain();
}

float EdgeWeight::gain() const {
    MergeRule::Parts parts;
    parts.evidence = static_cast<double>(evidence);
    parts.prior = static_cast<double>(prior);
    parts.caution = static_cast<double>(caution);
    parts.forbidden = forbidden;
    return static_cast<float>(parts.gain());
}

std::vector<Cluster> people_of(const Partition& partition, const EntityModel& entity,
                               const Context& context) {
    const auto& label_of = partition.cluster_of;
    const Groups groups(label_of, entity, context);
    std::vector<std::uint32_t> labels;
    for (std::uint32_t r = 0; r < label_of.size(); ++r)
        if (label_of[r] == r && groups.size(r) > 1) labels.push_back(r);
    std::vector<Cluster> out(labels.size());
    parallel_for(context, labels.size(), 1024, [&](std::size_t begin, std::size_t end) {
        EntityWork work(8);
        for (std::size_t i = begin; i < end; ++i)
            entity.count(groups.records(labels[i]), work, out[i]);
    });
    return out;
}

}  // namespace dalil::linking
