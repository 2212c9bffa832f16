#include "link/incremental.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "dalil/base/hash.hpp"
#include "link/stored_weights.hpp"

namespace dalil {

std::vector<std::uint32_t> settled_people(const Linkage& linkage) {
    std::vector<std::uint64_t> seen(linkage.person_of.begin(), linkage.person_of.end());
    for (std::size_t d = 0; d < linkage.draws.size(); ++d) {
        const auto labels = linkage.draws.labels(d);
        for (std::size_t r = 0; r < seen.size(); ++r) seen[r] = mix64(seen[r], labels[r]);
    }
    std::vector<std::uint64_t> distinct = seen;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::vector<std::uint32_t> labels;
    labels.reserve(seen.size());
    for (const std::uint64_t s : seen)
        labels.push_back(static_cast<std::uint32_t>(
            std::lower_bound(distinct.begin(), distinct.end(), s) - distinct.begin()));
    return labels;
}

namespace linking {
namespace {

constexpr int kShareRounds = 8;

/// The earlier linkage in canonical records.
struct Settled {
    std::vector<std::uint8_t> fresh;
    std::vector<std::uint32_t> group;  ///< smallest record of its group; itself if it is fresh
    std::vector<RecordEdge> edges;     ///< old pairs in doubt
};

/// Groups that a decision divides, or that were joined by a decision taken back since, are looked
/// at anew as a whole.
std::vector<std::uint8_t> reopened(const EarlierLinkage& earlier,
                                   const std::vector<PairDecision>& decisions) {
    std::uint32_t groups = 0;
    for (const std::uint32_t label : earlier.settled)
        if (label != EarlierLinkage::kNew) groups = std::max(groups, label + 1);
    std::vector<std::uint8_t> out(groups, 0);
    for (const PairDecision& d : decisions) {
        if (d.a >= earlier.settled.size() || d.b >= earlier.settled.size()) continue;
        const std::uint32_t a = earlier.settled[d.a];
        if (d.verdict == PairDecision::Verdict::Same || a == EarlierLinkage::kNew) continue;
        if (a == earlier.settled[d.b]) out[a] = 1;
    }
    return out;
}

Settled settle(const EarlierLinkage& earlier, const std::vector<PairDecision>& decisions,
               const Canonical& canonical) {
    const auto open = reopened(earlier, decisions);
    Settled out;
    out.fresh.assign(canonical.n, 1);
    out.group.resize(canonical.n);
    std::vector<std::uint32_t> first(open.size(), canonical.n);
    for (std::uint32_t r = 0; r < canonical.n; ++r) {
        out.group[r] = r;
        const std::uint32_t label = earlier.settled[canonical.original[r]];
        if (label == EarlierLinkage::kNew || open[label] != 0) continue;
        out.fresh[r] = 0;
        first[label] = std::min(first[label], r);
        out.group[r] = first[label];
    }
    for (const NearPair& pair : earlier.near_pairs) {
        const std::uint32_t a = canonical.canonical[pair.a], b = canonical.canonical[pair.b];
        if (out.group[a] != out.group[b]) out.edges.push_back({std::min(a, b), std::max(a, b)});
    }
    return out;
}

/// Drops blocks without a fresh record.
void keep_fresh_blocks(Blocks& blocks, const std::vector<std::uint8_t>& fresh) {
    if (blocks.all_pairs) return;
    std::vector<std::uint8_t> wanted(blocks.block_begin.size() - 1, 0);
    for (std::size_t b = 0; b < wanted.size(); ++b)
        for (std::uint64_t i = blocks.block_begin[b]; i < blocks.block_begin[b + 1]; ++i)
            wanted[b] |= fresh[blocks.members[i]];
    std::vector<std::uint32_t> kept;
    for (std::size_t r = 0; r + 1 < blocks.record_begin.size(); ++r) {
        const std::uint64_t begin = blocks.record_begin[r], end = blocks.record_begin[r + 1];
        blocks.record_begin[r] = kept.size();
        for (std::uint64_t k = begin; k < end; ++k)
            if (wanted[blocks.blocks_of[k]] != 0) kept.push_back(blocks.blocks_of[k]);
    }
    blocks.record_begin.back() = kept.size();
    blocks.blocks_of = std::move(kept);
}

void compare_fresh(Fit& fit, const Settled& settled, Effort effort, const Context& context) {
    const Stage stage(context, "finding candidates");
    Blocks blocks = candidate_blocks(fit, effort, context);
    keep_fresh_blocks(blocks, settled.fresh);
    fit.compared_all = blocks.all_pairs;
    fit.keys_used = blocks.kinds_used;
    fit.pairs = compare_candidates(fit.canonical, fit.comparators, fit.model, blocks, context,
                                   &settled.fresh);
}

/// Shares of matches by pair of lists: those known from the earlier records, with what is expected
/// among the new pairs; EM with all other weights held.
void learn_shares(const SavedModel& saved, Fit& fit, const Context& context) {
    Model& model = fit.model;
    std::map<std::string, std::uint32_t> number;
    for (std::uint32_t s = 0; s < model.sources; ++s) number[fit.canonical.source_names[s]] = s;
    std::vector<double> before(model.match_share.size(), 0);
    for (const SavedModel::ListPair& pair : saved.list_pairs) {
        const auto a = number.find(pair.a), b = number.find(pair.b);
        if (a != number.end() && b != number.end())
            before[model.list_pair(a->second, b->second)] = pair.match_share * pair.pairs;
    }
    const auto& source = fit.canonical.source;
    for (int round = 0; round < kShareRounds; ++round) {
        context.check_stop();
        std::vector<double> matches = before;
        for (const ComparedPair& pair : fit.pairs.kept)
            matches[model.list_pair(source[pair.a], source[pair.b])] +=
                1 / (1 + std::exp(-pair_odds(model, fit.canonical, pair).log_odds()));
        for (std::size_t p = 0; p < matches.size(); ++p)
            if (model.pair_count[p] > 0)
                model.match_share[p] = std::clamp(matches[p] / model.pair_count[p], 1e-12, 0.5);
    }
}

/// Names of new records that stand in each other's column; earlier exchanges stay.
void uncross_fresh(Fit& fit, const Context& context) {
    const std::vector<std::uint8_t> before = fit.uncrossed;
    if (!uncross(fit, context)) {
        fit.uncrossed = before;
        return;
    }
    for (std::size_t r = 0; r < before.size(); ++r) fit.uncrossed[r] ^= before[r];
}

/// Old pairs in doubt stand among the compared ones again, and edges are taken from all of them.
void join_edges(Fit& fit, const Settled& settled, const Context& context) {
    auto& kept = fit.pairs.kept;
    AgreementCache cache;
    for (const RecordEdge& e : settled.edges)
        kept.push_back(compare_records(fit.canonical, fit.comparators, fit.model, e.a, e.b, cache));
    const auto key = [](const ComparedPair& p) { return std::pair(p.a, p.b); };
    std::sort(kept.begin(), kept.end(),
              [&](const ComparedPair& x, const ComparedPair& y) { return key(x) < key(y); });
    kept.erase(
        std::unique(kept.begin(), kept.end(),
                    [&](const ComparedPair& x, const ComparedPair& y) { return key(x) == key(y); }),
        kept.end());
    find_edges(fit, context);
}

void find_people_onwards(Fit& fit, const Settled& settled, const Context& context) {
    const Stage stage(context, "finding people");
    const EntityModel entity(fit.canonical, fit.comparators, fit.model);
    fit.partition.cluster_of = settled.group;
    learn_aliases(fit.model, entity, people_of(fit.partition, entity, context), context);
    fit.prior = SizePrior::from_pairs(fit.canonical, fit.model);
    fit.partition = agglomerate({entity, fit.prior, fit.edges, fit.constraints}, context);
    const auto people = people_of(fit.partition, entity, context);
    learn_aliases(fit.model, entity, people, context);
    fit.prior = learn_sizes(fit.canonical, {}, people);
    const PartitionInput input{entity, fit.prior, fit.edges, fit.constraints};
    fit.partition = agglomerate(input, context);
    move_records(input, fit.partition, kMoveSweeps, context);
}

}  // namespace

std::unique_ptr<Fit> fit_onwards(const RecordSet& records, const LinkOptions& options,
                                 const Context& context) {
    const EarlierLinkage& earlier = *options.earlier;
    if (earlier.settled.size() != records.size()) return nullptr;
    auto out = std::make_unique<Fit>();
    {
        const Stage stage(context, "preparing values");
        prepare(*out, records, options);
    }
    if (!fits(earlier.model, *out, true)) return nullptr;
    take_exchanged_names(earlier.model.uncrossed, *out);
    take_weights(earlier.model, *out);
    const Settled settled = settle(earlier, options.decisions, out->canonical);
    compare_fresh(*out, settled, options.effort, context);
    {
        const Stage stage(context, "learning weights");
        learn_shares(earlier.model, *out, context);
        uncross_fresh(*out, context);
        learn_shares(earlier.model, *out, context);
    }
    join_edges(*out, settled, context);
    auto& same = out->constraints.same;
    same.insert(same.end(), out->copies.same.begin(), out->copies.same.end());
    for (std::uint32_t r = 0; r < out->canonical.n; ++r)
        if (settled.group[r] != r) same.push_back({settled.group[r], r});
    find_people_onwards(*out, settled, context);
    return out;
}

}  // namespace linking
}  // namespace dalil
