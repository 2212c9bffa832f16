#include "estimate/graph_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "dalil/base/parallel.hpp"
#include "dalil/base/result.hpp"
#include "estimate/chain_diagnostics.hpp"
#include "estimate/graph_chain.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kStream = 0x67726368;
constexpr std::array kStarts = {ChainStart::Uphill, ChainStart::Nothing, ChainStart::Everything,
                                ChainStart::Prior};
constexpr std::size_t kBurnInParts = 2;
constexpr double kBurnInPart = 0.2;   // of the work
constexpr std::size_t kDraws = 2000;  // of N, of a chain at most
constexpr double kFarBelow = 30;      // of log evidence: e^-30 of the best graph weighs nothing

struct Candidate {
    const MetGraph* met = nullptr;
    std::uint64_t key = 0;
    double stayed = 0;  ///< steps of all chains after the burn-in
};

/// Graphs of all chains, by key.
std::vector<Candidate> gather(const std::vector<GraphChain>& chains) {
    std::vector<Candidate> all;
    for (const GraphChain& chain : chains) {
        for (const auto& [key, met] : chain.met())
            all.push_back({&met, key, static_cast<double>(met.stayed)});
    }
    // Chains may have met the same graph: the first one's stands.
    std::stable_sort(all.begin(), all.end(),
                     [](const Candidate& a, const Candidate& b) { return a.key < b.key; });
    std::size_t kept = 0;
    for (const Candidate& candidate : all) {
        if (kept > 0 && all[kept - 1].key == candidate.key) {
            all[kept - 1].stayed += candidate.stayed;
        } else {
            all[kept++] = candidate;
        }
    }
    all.resize(kept);
    return all;
}

/// The best graphs of all chains.
Anchors best_graphs(const std::vector<GraphChain>& chains, std::size_t most) {
    std::vector<Candidate> found = gather(chains);
    double highest = -HUGE_VAL;
    for (const Candidate& c : found) highest = std::max(highest, c.met->log_evidence);
    std::erase_if(found,
                  [&](const Candidate& c) { return c.met->log_evidence < highest - kFarBelow; });
    const std::size_t count = std::min(most, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count),
                      found.end(), [](const Candidate& a, const Candidate& b) {
                          if (a.met->log_evidence != b.met->log_evidence)
                              return a.met->log_evidence > b.met->log_evidence;
                          return a.key < b.key;
                      });
    Anchors best;
    for (std::size_t i = 0; i < count; ++i) best.add(found[i].key, *found[i].met);
    best.settle();
    return best;
}

/// `most` graphs that stand for all of them, each for an equal part of their time: systematic
/// sampling along the graphs.
std::vector<std::pair<const MetGraph*, double>> stand_ins(const std::vector<Candidate>& others,
                                                          std::size_t most) {
    double total = 0;
    for (const Candidate& other : others) total += other.stayed;
    std::vector<std::pair<const MetGraph*, double>> chosen;
    const double part = total / static_cast<double>(most);
    double before = 0, next = 0.5 * part;
    for (const Candidate& other : others) {
        const double end = before + other.stayed;
        double weight = others.size() <= most ? other.stayed : 0;
        for (; others.size() > most && next < end; next += part) weight += part;
        if (weight > 0) chosen.emplace_back(other.met, weight);
        before = end;
    }
    return chosen;
}

JunctionForest forest_of(const MetGraph& met) {
    auto forest = decompose(met.graph);
    ENSURE(forest.has_value(), "a walk keeps graphs decomposable");
    return std::move(*forest);
}

/// Fills in graphs and weights.
void weigh(const std::vector<GraphChain>& chains, const Anchors& best,
           const GraphSearchOptions& options, GraphSearch& search) {
    std::vector<Candidate> own, others;
    double inside = 0, whole = 0;
    for (const Candidate& candidate : gather(chains)) {
        search.visited += 1;
        whole += candidate.stayed;
        if (best.keys.contains(candidate.key)) {
            own.push_back(candidate);
            inside += candidate.stayed;
        } else if (candidate.stayed > 0) {
            others.push_back(candidate);
        }
    }
    search.weighed = inside / whole;
    double highest = -HUGE_VAL, sum = 0;
    for (const Candidate& c : own) highest = std::max(highest, c.met->log_evidence);
    for (const Candidate& c : own) sum += std::exp(c.met->log_evidence - highest);
    std::vector<JunctionForest> forests;
    std::vector<double> weights;
    if (inside > 0) {
        for (const Candidate& c : own) {
            forests.push_back(forest_of(*c.met));
            weights.push_back(std::log(search.weighed / sum) - highest);
        }
    }
    for (const auto& [met, stayed] : stand_ins(others, options.sampled)) {
        forests.push_back(forest_of(*met));
        weights.push_back(std::log(stayed / whole) - met->log_evidence);
    }
    search.graphs = graph_set(own[0].met->graph.size(), forests);
    search.graphs.log_weights = std::move(weights);
}

/// Largest difference between two chains of the share of time in which a pair is joined.
double edge_gap(const std::vector<GraphChain>& chains, std::size_t lists) {
    std::vector<double> least(lists * lists, 1), most(lists * lists, 0);
    for (const GraphChain& chain : chains) {
        std::vector<double> joined(lists * lists, 0);
        for (const auto& [key, met] : chain.met()) {
            if (met.stayed == 0) continue;
            const double share =
                static_cast<double>(met.stayed) / static_cast<double>(chain.steps());
            for (std::size_t a = 0; a < lists; ++a) {
                for (std::size_t b = a + 1; b < lists; ++b) {
                    if ((met.graph[a] >> b & 1) != 0) joined[a * lists + b] += share;
                }
            }
        }
        for (std::size_t e = 0; e < joined.size(); ++e) {
            least[e] = std::min(least[e], joined[e]);
            most[e] = std::max(most[e], joined[e]);
        }
    }
    double gap = 0;
    for (std::size_t e = 0; e < least.size(); ++e) gap = std::max(gap, most[e] - least[e]);
    return gap;
}

void diagnose_chains(const std::vector<GraphChain>& chains, GraphSearch& search) {
    std::size_t length = kDraws;
    for (const GraphChain& chain : chains) {
        length = std::min(length, chain.draws().size());
        search.steps += static_cast<double>(chain.steps());
    }
    std::vector<std::vector<double>> draws;
    for (const GraphChain& chain : chains)
        draws.emplace_back(chain.draws().begin(),
                           chain.draws().begin() + static_cast<std::ptrdiff_t>(length));
    const ChainDiagnosis diagnosis = diagnose(draws);
    search.rhat = diagnosis.rhat;
    search.ess = std::min(diagnosis.bulk, diagnosis.tail);
    search.edge_gap = edge_gap(chains, search.graphs.lists);
}

}  // namespace

GraphSearch search_graphs(const CaptureTable& table, double delta,
                          const GraphSearchOptions& options, const Context& context) {
    const auto listed = static_cast<double>(table.people());
    ENSURE(listed > 0 && listed <= kMostSearched && table.lists.size() >= 2,
           "a table that can be searched");
    std::vector<GraphChain> chains;
    for (std::size_t c = 0; c < kStarts.size(); ++c)
        chains.emplace_back(table, delta, kStarts[c], Rng(context.seed, kStream, c));
    const auto each = [&](auto body) {
        parallel_for(context, chains.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = begin; c < end; ++c) body(chains[c]);
        });
    };
    const auto part = static_cast<std::size_t>(kBurnInPart * static_cast<double>(options.steps));
    std::array<Anchors, kBurnInParts> anchors;
    std::uint64_t fewest = part;
    for (Anchors& best : anchors) {
        each([&](GraphChain& chain) { chain.walk(part, kBurnInPart * options.work, 0, context); });
        best = best_graphs(chains, options.kept);
        for (GraphChain& chain : chains) {
            fewest = std::min(fewest, chain.steps());
            chain.drop_anchors(&best);
            chain.reset();
        }
    }
    const double rest = 1 - kBurnInPart * kBurnInParts;
    const double expected = static_cast<double>(fewest) * rest / kBurnInPart;
    const auto draw_every = static_cast<std::size_t>(std::max(1.0, expected / kDraws));
    each([&](GraphChain& chain) {
        chain.walk(options.steps - kBurnInParts * part, rest * options.work, draw_every, context);
    });
    GraphSearch search;
    weigh(chains, anchors.back(), options, search);
    diagnose_chains(chains, search);
    return search;
}

bool chains_agree(const GraphSearch& search) {
    return search.rhat <= kChainsAgree && search.ess >= kFewestEffective;
}

}  // namespace dalil
