#include "estimate/decomposable_graphs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "dalil/base/result.hpp"
#include "estimate/model.hpp"

namespace dalil {

namespace {

std::uint64_t bit(std::size_t list) {
    return std::uint64_t{1} << list;
}

bool complete(const Neighbours& graph, std::uint64_t set) {
    for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
        const auto list = static_cast<std::size_t>(std::countr_zero(rest));
        if ((set & ~(graph[list] | bit(list))) != 0) return false;
    }
    return true;
}

GraphSet enumerate(std::size_t lists) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t a = 0; a < lists; ++a) {
        for (std::size_t b = a + 1; b < lists; ++b) pairs.emplace_back(a, b);
    }
    std::vector<JunctionForest> forests;
    for (std::uint64_t edges = 0; edges < bit(pairs.size()); ++edges) {
        Neighbours graph(lists, 0);
        for (std::size_t e = 0; e < pairs.size(); ++e) {
            if ((edges >> e & 1) == 0) continue;
            graph[pairs[e].first] |= bit(pairs[e].second);
            graph[pairs[e].second] |= bit(pairs[e].first);
        }
        if (auto forest = decompose(graph)) forests.push_back(std::move(*forest));
    }
    GraphSet set = graph_set(lists, forests);
    set.every = true;
    return set;
}

}  // namespace

/// Takes out, again and again, a list whose neighbours are all joined. What it leaves behind, list
/// and neighbours, is a clique if no clique before holds it; its neighbours are then a separator,
/// unless they are none. Fulkerson and Gross (1965).
std::optional<JunctionForest> decompose(const Neighbours& graph) {
    Neighbours rest = graph;
    std::uint64_t left = graph.empty() ? 0 : ~std::uint64_t{0} >> (64 - graph.size());
    // In reverse order of elimination each list joins its later neighbours.
    std::vector<std::pair<std::size_t, std::uint64_t>> order;
    while (left != 0) {
        bool found = false;
        for (std::uint64_t tried = left; tried != 0; tried &= tried - 1) {
            const auto list = static_cast<std::size_t>(std::countr_zero(tried));
            if (!complete(rest, rest[list])) continue;
            order.emplace_back(list, rest[list]);
            for (std::uint64_t other = rest[list]; other != 0; other &= other - 1)
                rest[static_cast<std::size_t>(std::countr_zero(other))] &= ~bit(list);
            left &= ~bit(list);
            found = true;
            break;
        }
        if (!found) return std::nullopt;
    }
    // log p = sum over lists of M(list + later) - M(later): equal terms cancel.
    JunctionForest forest;
    std::map<std::uint64_t, int> net;
    for (const auto& [list, later] : order) {
        ++net[later | bit(list)];
        if (later != 0) --net[later];
    }
    for (const auto& [set, times] : net) {
        for (int i = 0; i < times; ++i) forest.cliques.push_back(set);
        for (int i = 0; i < -times; ++i) forest.separators.push_back(set);
    }
    return forest;
}

std::string graph_name(const JunctionForest& forest, std::size_t lists) {
    // Cliques are sets of lists; the name is that of the largest effects.
    std::string name = "[";
    const bool wide = lists > 9;
    std::vector<std::uint64_t> cliques = forest.cliques;
    std::stable_sort(cliques.begin(), cliques.end(), [](std::uint64_t a, std::uint64_t b) {
        return std::popcount(a) > std::popcount(b);
    });
    for (const std::uint64_t clique : cliques) {
        if (name.size() > 1) name += ',';
        bool first = true;
        for (std::size_t j = 0; j < lists; ++j) {
            if ((clique >> j & 1) == 0) continue;
            if (wide && !first) name += '.';
            name += std::to_string(j + 1);
            first = false;
        }
    }
    return name + "]";
}

JunctionForest GraphSet::forest(std::size_t graph) const {
    JunctionForest forest;
    for (std::uint32_t k = begins[graph]; k < begins[graph + 1]; ++k) {
        auto& part = k - begins[graph] < cliques[graph] ? forest.cliques : forest.separators;
        part.push_back(subsets[factors[k]]);
    }
    return forest;
}

GraphSet graph_set(std::size_t lists, const std::vector<JunctionForest>& forests) {
    GraphSet set;
    set.lists = lists;
    for (const JunctionForest& forest : forests) {
        set.subsets.insert(set.subsets.end(), forest.cliques.begin(), forest.cliques.end());
        set.subsets.insert(set.subsets.end(), forest.separators.begin(), forest.separators.end());
    }
    std::sort(set.subsets.begin(), set.subsets.end());
    set.subsets.erase(std::unique(set.subsets.begin(), set.subsets.end()), set.subsets.end());
    const auto index = [&](std::uint64_t subset) {
        return static_cast<std::uint32_t>(
            std::lower_bound(set.subsets.begin(), set.subsets.end(), subset) - set.subsets.begin());
    };
    set.begins.push_back(0);
    for (const JunctionForest& forest : forests) {
        for (const std::uint64_t clique : forest.cliques) set.factors.push_back(index(clique));
        for (const std::uint64_t separator : forest.separators)
            set.factors.push_back(index(separator));
        set.cliques.push_back(static_cast<std::uint8_t>(forest.cliques.size()));
        set.begins.push_back(static_cast<std::uint32_t>(set.factors.size()));
    }
    return set;
}

const GraphSet& every_decomposable_graph(std::size_t lists) {
    ENSURE(lists >= 1 && lists <= kMostEnumerated, "so few lists that all graphs can be listed");
    // One static each, so that three lists do not wait for six.
    static const auto three_or_fewer = std::array{enumerate(1), enumerate(2), enumerate(3)};
    if (lists <= 3) return three_or_fewer[lists - 1];
    if (lists == 4) {
        static const GraphSet four = enumerate(4);
        return four;
    }
    if (lists == 5) {
        static const GraphSet five = enumerate(5);
        return five;
    }
    static const GraphSet six = enumerate(6);
    return six;
}

}  // namespace dalil
