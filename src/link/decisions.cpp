#include "dalil/link/decisions.hpp"

#include <algorithm>
#include <deque>

namespace dalil {
namespace {

constexpr std::size_t kMostChains = 100;

using Verdict = PairDecision::Verdict;

/// Records joined by "same", with what was said to be different of each group.
class Groups {
  public:
    explicit Groups(const std::vector<PairDecision>& decisions) : decisions_(decisions) {
        for (std::size_t i = 0; i < decisions.size(); ++i) {
            const PairDecision& d = decisions[i];
            if (d.a == d.b || d.verdict != Verdict::Different) continue;
            apart_[number(d.a)].push_back(i);
            apart_[number(d.b)].push_back(i);
        }
    }

    /// Joins the two records of decision `i`; gives the "different" that forbids it, if any.
    std::optional<std::size_t> join(std::size_t i) {
        const std::uint32_t x = number(decisions_[i].a), y = number(decisions_[i].b);
        std::uint32_t a = find(x), b = find(y);
        if (a == b) return std::nullopt;
        if (apart_[a].size() < apart_[b].size()) std::swap(a, b);
        for (const std::size_t d : apart_[b]) {
            const std::uint32_t s = find(number(decisions_[d].a));
            const std::uint32_t t = find(number(decisions_[d].b));
            if ((s == a && t == b) || (s == b && t == a)) return d;
        }
        parent_[b] = a;
        apart_[a].insert(apart_[a].end(), apart_[b].begin(), apart_[b].end());
        apart_[b] = {};
        links_[x].push_back(i);
        links_[y].push_back(i);
        return std::nullopt;
    }

    /// The "same" decisions from one end of `different` to the other, when `last` is one of them.
    std::vector<std::size_t> chain(std::size_t different, std::size_t last) {
        const std::uint32_t from = number(decisions_[different].a);
        const std::uint32_t to = number(decisions_[different].b);
        std::vector<std::size_t> came(records_.size(), kNone);
        std::vector<std::uint8_t> seen(records_.size(), 0);
        std::deque<std::uint32_t> open{from};
        seen[from] = 1;
        const auto visit = [&](std::uint32_t x, std::size_t i) {
            const std::uint32_t y = other_end(i, x);
            if (seen[y] != 0) return;
            seen[y] = 1;
            came[y] = i;
            open.push_back(y);
        };
        while (!open.empty() && seen[to] == 0) {
            const std::uint32_t x = open.front();
            open.pop_front();
            for (const std::size_t i : links_[x]) visit(x, i);
            if (x == number(decisions_[last].a) || x == number(decisions_[last].b)) visit(x, last);
        }
        std::vector<std::size_t> path;
        for (std::uint32_t x = to; x != from && came[x] != kNone; x = other_end(path.back(), x))
            path.push_back(came[x]);
        std::reverse(path.begin(), path.end());
        return path;
    }

    std::uint32_t number(std::uint32_t record) {
        const auto [at, fresh] =
            number_.try_emplace(record, static_cast<std::uint32_t>(records_.size()));
        if (fresh) {
            records_.push_back(record);
            parent_.push_back(at->second);
            apart_.emplace_back();
            links_.emplace_back();
        }
        return at->second;
    }
    std::uint32_t find(std::uint32_t x) {
        while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
        return x;
    }
    const std::vector<std::uint32_t>& records() const { return records_; }

  private:
    static constexpr std::size_t kNone = ~std::size_t{0};

    std::uint32_t other_end(std::size_t i, std::uint32_t x) {
        const std::uint32_t a = number(decisions_[i].a), b = number(decisions_[i].b);
        return a == x ? b : a;
    }

    const std::vector<PairDecision>& decisions_;
    std::map<std::uint32_t, std::uint32_t> number_;
    std::vector<std::uint32_t> records_, parent_;
    std::vector<std::vector<std::size_t>> apart_;  ///< by group: "different" decisions
    std::vector<std::vector<std::size_t>> links_;  ///< by record: "same" decisions that hold
};

}  // namespace

DecidedPairs::DecidedPairs(const std::vector<PairDecision>& decisions) {
    Groups groups(decisions);
    std::vector<std::uint8_t> holds(decisions.size(), 1);
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        const PairDecision& d = decisions[i];
        if (d.a == d.b) holds[i] = 0;
        if (d.a == d.b || d.verdict != Verdict::Same) continue;
        const auto different = groups.join(i);
        if (!different) continue;
        holds[i] = 0;
        Contradiction found{*different, {}, i};
        if (contradictions_.size() < kMostChains) found.chain = groups.chain(*different, i);
        contradictions_.push_back(std::move(found));
    }
    for (const std::uint32_t record : groups.records())
        group_[record] = groups.find(groups.number(record));
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        if (holds[i] == 0) continue;
        const PairDecision& d = decisions[i];
        kept_.push_back(d);
        if (d.verdict == Verdict::Different)
            apart_.insert(std::minmax(group_of(d.a), group_of(d.b)));
        if (d.verdict == Verdict::Unsure) unsure_.insert(std::minmax(d.a, d.b));
    }
}

std::uint32_t DecidedPairs::group_of(std::uint32_t record) const {
    return group_.at(record);
}

std::optional<Verdict> DecidedPairs::verdict(std::uint32_t a, std::uint32_t b) const {
    if (const auto x = group_.find(a), y = group_.find(b); x != group_.end() && y != group_.end()) {
        if (x->second == y->second) return Verdict::Same;
        if (apart_.count(std::minmax(x->second, y->second)) != 0) return Verdict::Different;
    }
    if (unsure_.count(std::minmax(a, b)) != 0) return Verdict::Unsure;
    return std::nullopt;
}

}  // namespace dalil
