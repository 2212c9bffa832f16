#include "tests/reference/estimate/slow_decomposable.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dalil::reference {

namespace {

using Adjacency = std::vector<std::vector<bool>>;

Adjacency adjacency(std::size_t lists, std::uint64_t edges) {
    Adjacency joined(lists, std::vector<bool>(lists, false));
    std::size_t e = 0;
    for (std::size_t a = 0; a < lists; ++a) {
        for (std::size_t b = a + 1; b < lists; ++b, ++e)
            joined[a][b] = joined[b][a] = (edges >> e & 1) != 0;
    }
    return joined;
}

/// A list and its neighbours visited before it.
struct Step {
    std::uint64_t list = 0, before = 0;
};

/// The order of maximum cardinality search; nothing if those before a list are not all joined.
std::optional<std::vector<Step>> perfect_order(const Adjacency& joined) {
    const std::size_t lists = joined.size();
    std::vector<bool> visited(lists, false);
    std::vector<Step> order;
    while (order.size() < lists) {
        std::size_t chosen = lists;
        int most = -1;
        for (std::size_t v = 0; v < lists; ++v) {
            if (visited[v]) continue;
            int met = 0;
            for (std::size_t u = 0; u < lists; ++u) met += visited[u] && joined[v][u] ? 1 : 0;
            if (met > most) most = met, chosen = v;
        }
        Step step{std::uint64_t{1} << chosen, 0};
        for (std::size_t u = 0; u < lists; ++u) {
            if (!visited[u] || !joined[chosen][u]) continue;
            for (std::size_t w = u + 1; w < lists; ++w) {
                if (visited[w] && joined[chosen][w] && !joined[u][w]) return std::nullopt;
            }
            step.before |= std::uint64_t{1} << u;
        }
        visited[chosen] = true;
        order.push_back(step);
    }
    return order;
}

/// log marginal likelihood of every set of lists, from the whole table with `unlisted` in cell 0.
std::vector<double> set_scores(std::vector<double> cells, double unlisted, double delta) {
    cells[0] = unlisted;
    std::vector<double> scores;
    for (std::size_t set = 0; set < cells.size(); ++set) {
        std::map<std::size_t, double> counts, weights;
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            counts[cell & set] += cells[cell];
            weights[cell & set] += delta;
        }
        double people = 0, weight = 0, sum = 0;
        for (const auto& [margin, count] : counts) {
            people += count;
            weight += weights[margin];
            sum += std::lgamma(count + weights[margin]) - std::lgamma(weights[margin]);
        }
        scores.push_back(sum + std::lgamma(weight) - std::lgamma(people + weight));
    }
    scores[0] = 0;  // the margin of no list says nothing
    return scores;
}

double log_coefficient(const std::vector<double>& cells, double unlisted) {
    double people = unlisted, sum = -std::lgamma(unlisted + 1);
    for (std::size_t cell = 1; cell < cells.size(); ++cell) {
        people += cells[cell];
        sum -= std::lgamma(cells[cell] + 1);
    }
    return sum + std::lgamma(people + 1);
}

}  // namespace

std::uint64_t edge_bits(std::size_t lists, const std::vector<std::uint64_t>& cliques) {
    std::uint64_t edges = 0;
    std::size_t e = 0;
    for (std::size_t a = 0; a < lists; ++a) {
        for (std::size_t b = a + 1; b < lists; ++b, ++e) {
            for (const std::uint64_t clique : cliques) {
                if ((clique >> a & 1) != 0 && (clique >> b & 1) != 0)
                    edges |= std::uint64_t{1} << e;
            }
        }
    }
    return edges;
}

SlowAverage slow_average(const CaptureTable& table, double delta, double first, double last,
                         double step, const std::function<double(double)>& log_prior) {
    const std::size_t lists = table.lists.size();
    std::vector<double> cells(std::size_t{1} << lists, 0);
    double listed = 0;
    for (const CaptureCell& cell : table.cells) {
        cells[cell.pattern] += static_cast<double>(cell.count);
        listed += static_cast<double>(cell.count);
    }
    std::map<std::uint64_t, std::vector<Step>> graphs;
    const std::uint64_t all = std::uint64_t{1} << (lists * (lists - 1) / 2);
    for (std::uint64_t edges = 0; edges < all; ++edges) {
        if (auto order = perfect_order(adjacency(lists, edges))) graphs[edges] = std::move(*order);
    }

    SlowAverage average;
    std::map<std::uint64_t, std::vector<double>> logs;
    double best = -HUGE_VAL;
    for (double n0 = first; n0 <= last; n0 += step) {
        average.unlisted.push_back(n0);
        const std::vector<double> scores = set_scores(cells, n0, delta);
        const double common = log_coefficient(cells, n0) + log_prior(listed + n0) -
                              std::log(static_cast<double>(graphs.size()));
        for (const auto& [edges, order] : graphs) {
            double sum = common;
            for (const Step& s : order) sum += scores[s.list | s.before] - scores[s.before];
            logs[edges].push_back(sum);
            best = std::max(best, sum);
        }
    }
    double total = 0;
    average.mass.assign(average.unlisted.size(), 0);
    for (const auto& [edges, values] : logs) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double here = std::exp(values[i] - best);
            average.mass[i] += here;
            average.graph_mass[edges] += here;
            total += here;
        }
    }
    for (double& mass : average.mass) mass /= total;
    for (auto& [edges, mass] : average.graph_mass) mass /= total;
    average.log_evidence = best + std::log(total);
    return average;
}

double SlowAverage::quantile(double p) const {
    double sum = 0;
    for (std::size_t i = 0; i < mass.size(); ++i) {
        sum += mass[i];
        if (sum >= p) return unlisted[i];
    }
    return unlisted.back();
}

double SlowAverage::mean() const {
    double sum = 0;
    for (std::size_t i = 0; i < mass.size(); ++i) sum += mass[i] * unlisted[i];
    return sum;
}

double SlowAverage::mode() const {
    return unlisted[static_cast<std::size_t>(std::max_element(mass.begin(), mass.end()) -
                                             mass.begin())];
}

}  // namespace dalil::reference
