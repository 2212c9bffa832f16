#include "tests/reference/link/entity_reference.hpp"

#include <algorithm>
#include <cmath>

namespace dalil::reference {
namespace {

using linking::AgreementCache;
using linking::Comparator;
using linking::FieldModel;

double edge(const FieldModel& field, const Comparator& comparator, std::uint32_t a,
            std::uint32_t b) {
    AgreementCache cache(4);
    const linking::Agreement agreement = comparator.compare(a, b, cache);
    return std::log(field.theta[agreement.level] / field.chance[agreement.level]) +
           static_cast<double>(agreement.log_gain);
}

/// Best of all ways to hang each value but the first on another value without cycles (parent
/// vectors, counted up).
double best_tree(const FieldModel& field, const Comparator& comparator,
                 const std::vector<std::uint32_t>& distinct) {
    const std::size_t k = distinct.size();
    std::vector<std::size_t> parent(k, 0);
    double best = -1e300;
    while (true) {
        bool tree = true;
        double weight = 0;
        for (std::size_t v = 1; v < k && tree; ++v) {
            std::size_t at = v, steps = 0;
            while (at != 0 && ++steps <= k) at = parent[at];
            tree = at == 0 && parent[v] != v;
            if (tree) weight += edge(field, comparator, distinct[v], distinct[parent[v]]);
        }
        if (tree) best = std::max(best, weight);
        std::size_t v = 1;
        while (v < k && ++parent[v] == k) parent[v++] = 0;
        if (v >= k) return k == 1 ? 0 : best;
    }
}

}  // namespace

double field_log_likelihood(const FieldModel& field, const Comparator& comparator,
                            const std::vector<std::uint32_t>& codes) {
    double total = 0;
    std::vector<std::uint32_t> seen, distinct;
    for (const std::uint32_t code : codes) {
        const auto before = static_cast<double>(std::count(seen.begin(), seen.end(), code));
        const double n = static_cast<double>(seen.size());
        if (seen.empty()) {
            distinct.push_back(code);
        } else if (before > 0) {
            // A value already there: its count in n + alpha; by chance it would come with its
            // frequency.
            total += std::log(before / (n + field.alpha)) -
                     static_cast<double>(comparator.log_share(code)) - std::log(field.chance[0]);
        } else {
            total += std::log(field.alpha / (n + field.alpha));
            distinct.push_back(code);
        }
        seen.push_back(code);
    }
    std::sort(distinct.begin(), distinct.end());
    return total + best_tree(field, comparator, distinct);
}

}  // namespace dalil::reference
