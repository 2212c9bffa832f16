#include "estimate/graph_chain.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kKeys = 0x67726b79;    // names of graphs
constexpr std::size_t kMostTogether = 3;       // pairs that change in one step
constexpr double kOneOnly = 0.6, kTwo = 0.85;  // share of steps with one pair, with up to two
constexpr std::uint64_t kJumpEvery = 64;       // steps between draws among the anchors
constexpr double kFarBelow = 30;               // of log evidence, under the best anchor
constexpr std::size_t kWander = 8;             // steps from the prior, over pairs
constexpr std::size_t kCheck = 64;             // steps between looks at the stop request
constexpr std::size_t kOverhead = 200;         // of a step, in nodes

}  // namespace

void Anchors::add(std::uint64_t key, const MetGraph& graph) {
    graphs.push_back(graph);
    keys.insert(key);
}

void Anchors::settle() {
    double sum = 0;
    for (const MetGraph& graph : graphs) {
        sum += std::exp(graph.log_evidence - highest());
        cumulative.push_back(sum);
    }
    for (double& share : cumulative) share /= sum;
}

const MetGraph& Anchors::draw(Rng& rng) const {
    const auto place = std::lower_bound(cumulative.begin(), cumulative.end(), rng.uniform());
    const auto index = std::min<std::ptrdiff_t>(place - cumulative.begin(),
                                                static_cast<std::ptrdiff_t>(graphs.size()) - 1);
    return graphs[static_cast<std::size_t>(index)];
}

GraphChain::GraphChain(const CaptureTable& table, double delta, ChainStart start, Rng rng)
    : curves_(table, delta), rng_(rng), walk_(table.lists.size()), start_(start) {
    // Keys are the same for all chains.
    Rng keys(kKeys);
    for (std::size_t a = 0; a < walk_.lists(); ++a) {
        for (std::size_t b = a + 1; b < walk_.lists(); ++b) pairs_.push_back({a, b, keys.bits()});
    }
    ENSURE(!pairs_.empty(), "two lists or more");
    proposal_.resize(curves_.size());
}

void GraphChain::start_at(const Neighbours& graph) {
    walk_ = ChordalWalk(graph);
    const auto forest = decompose(graph);
    ENSURE(forest.has_value(), "a walk keeps graphs decomposable");
    score_ = curves_.common();
    const auto add = [&](std::uint64_t lists, double sign) {
        const double* curve = curves_.of(lists);
        for (std::size_t i = 0; i < score_.size(); ++i) score_[i] += sign * curve[i];
    };
    for (const std::uint64_t clique : forest->cliques) add(clique, 1);
    for (const std::uint64_t separator : forest->separators) add(separator, -1);
    key_ = 0;
    for (const Pair& pair : pairs_) {
        if (walk_.joined(pair.a, pair.b)) key_ ^= pair.key;
    }
    evidence_ = log_sum(score_.data(), score_.size());
}

void GraphChain::change(const Pair& pair, const std::vector<double>& from,
                        std::vector<double>& to) {
    const std::uint64_t shared = walk_.common(pair.a, pair.b);
    const std::uint64_t a = std::uint64_t{1} << pair.a, b = std::uint64_t{1} << pair.b;
    const double sign = walk_.joined(pair.a, pair.b) ? -1 : 1;
    add_change(from.data(), sign, curves_.of(shared | a | b), curves_.of(shared),
               curves_.of(shared | a), curves_.of(shared | b), from.size(), to.data());
    walk_.toggle(pair.a, pair.b);
    work_ += from.size();
}

/// The best graph one pair away, until none is better.
void GraphChain::climb(const Context& context) {
    while (true) {
        const Pair* best = nullptr;
        double highest = evidence_;
        for (const Pair& pair : pairs_) {
            if (!walk_.may_toggle(pair.a, pair.b)) continue;
            context.check_stop();
            curves_.make_room();
            change(pair, score_, proposal_);
            walk_.toggle(pair.a, pair.b);
            const double evidence = log_sum(proposal_.data(), proposal_.size());
            if (evidence <= highest) continue;
            highest = evidence;
            best = &pair;
        }
        if (best == nullptr) return;
        change(*best, score_, proposal_);
        std::swap(score_, proposal_);
        key_ ^= best->key;
        evidence_ = highest;
    }
}

/// Every step that may be is taken: the graph forgets where it came from.
void GraphChain::wander() {
    for (std::size_t i = 0; i < kWander * pairs_.size(); ++i) {
        const Pair& pair = pairs_[rng_.below(pairs_.size())];
        if (walk_.may_toggle(pair.a, pair.b)) walk_.toggle(pair.a, pair.b);
    }
}

void GraphChain::settle(std::uint64_t key, double evidence) {
    auto [place, fresh] = met_.try_emplace(key);
    if (fresh) {
        place.value().graph = walk_.graph();
        place.value().log_evidence = evidence;
    }
}

void GraphChain::step() {
    const double kind = rng_.uniform();
    const std::size_t together = kind < kOneOnly ? 1 : kind < kTwo ? 2 : kMostTogether;
    std::array<const Pair*, kMostTogether> changed{};
    std::size_t done = 0;
    std::uint64_t key = key_;
    bool possible = true;
    for (; done < together; ++done) {
        const Pair& pair = pairs_[rng_.below(pairs_.size())];
        possible = walk_.may_toggle(pair.a, pair.b);
        if (!possible) break;
        change(pair, done == 0 ? score_ : proposal_, proposal_);
        changed[done] = &pair;
        key ^= pair.key;
    }
    const double chance = rng_.uniform();
    if (possible && key != key_) {
        const double evidence = log_sum(proposal_.data(), proposal_.size());
        work_ += 2 * proposal_.size();
        if (std::log(chance) < evidence - evidence_) {
            if (held_ > 0) met_[key_].stayed += std::exchange(held_, 0);
            std::swap(score_, proposal_);
            key_ = key;
            evidence_ = evidence;
            settle(key, evidence);
            return;
        }
    }
    while (done > 0) {
        const Pair& pair = *changed[--done];
        walk_.toggle(pair.a, pair.b);
    }
}

void GraphChain::jump() {
    if (anchors_ == nullptr || !anchors_->keys.contains(key_)) return;
    const Neighbours& graph = anchors_->draw(rng_).graph;
    if (graph == walk_.graph()) return;
    if (held_ > 0) met_[key_].stayed += std::exchange(held_, 0);
    start_at(graph);
    settle(key_, evidence_);
    work_ += 2 * walk_.lists() * score_.size();
}

void GraphChain::drop_anchors(const Anchors* anchors) {
    anchors_ = anchors;
    if (evidence_ >= anchors->highest() - kFarBelow) return;
    start_at(anchors->draw(rng_).graph);
    settle(key_, evidence_);
}

/// n0 given the graph.
void GraphChain::draw() {
    const double below = rng_.uniform();
    double sum = 0;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < score_.size(); ++i) {
        sum += std::exp(score_[i] - evidence_);
        if (sum >= below) {
            chosen = i;
            break;
        }
    }
    draws_.push_back(curves_.unlisted()[chosen]);
    work_ += 4 * score_.size();
}

void GraphChain::walk(std::size_t steps, double work, std::size_t draw_every,
                      const Context& context) {
    if (!started_) {
        started_ = true;
        if (start_ == ChainStart::Everything) {
            const std::uint64_t every = ~std::uint64_t{0} >> (64 - walk_.lists());
            Neighbours graph(walk_.lists(), every);
            for (std::size_t j = 0; j < graph.size(); ++j) graph[j] ^= std::uint64_t{1} << j;
            walk_ = ChordalWalk(std::move(graph));
        }
        if (start_ == ChainStart::Prior) wander();
        start_at(walk_.graph());
        if (start_ == ChainStart::Uphill) climb(context);
        settle(key_, evidence_);
    }
    const double begin = this->work();
    for (std::size_t i = 0; i < steps && this->work() < begin + work; ++i) {
        if (i % kCheck == 0) {
            context.check_stop();
            curves_.make_room();
        }
        if (i % kJumpEvery == 0)
            jump();
        else
            step();
        ++held_;
        ++steps_;
        work_ += kOverhead;
        if (draw_every > 0 && steps_ % draw_every == 0) draw();
    }
    met_[key_].stayed += std::exchange(held_, 0);
}

void GraphChain::reset() {
    for (auto at = met_.begin(); at != met_.end(); ++at) at.value().stayed = 0;
    draws_.clear();
    steps_ = 0;
    // What rounding has left is taken out.
    start_at(Neighbours(walk_.graph()));
}

}  // namespace dalil
