#include "estimate/table_facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "estimate/independence.hpp"

namespace dalil {

namespace {

constexpr std::array<double, 9> kXi = {1.0 / 3, 0.5, 2.0 / 3, 0.75, 1, 4.0 / 3, 1.5, 2, 3};

void count_sparse_cells(const UsableTable& usable, TableFacts& facts) {
    const CaptureTable& table = usable.table;
    for (const CaptureCell& cell : table.cells) {
        facts.of_one += cell.count == 1 ? 1 : 0;
        facts.of_two += cell.count == 2 ? 1 : 0;
    }
    const double possible = std::exp2(static_cast<double>(usable.lists())) - 1 -
                            static_cast<double>(table.impossible.size());
    facts.empty = std::max(0.0, possible - static_cast<double>(table.cells.size()));
}

}  // namespace

TableFacts table_facts(const CaptureTable& table, const UsableTable& usable) {
    TableFacts facts;
    for (const CaptureCell& cell : table.cells) {
        if (cell.count > 0) facts.cells.push_back(cell);
    }
    facts.impossible = table.impossible;
    std::vector<double> sizes;
    for (std::size_t j = 0; j < table.lists.size(); ++j) facts.sizes.push_back(table.size_of(j));
    for (std::size_t j = 0; j < usable.lists(); ++j)
        sizes.push_back(static_cast<double>(usable.table.size_of(j)));
    std::optional<double> total;
    if (usable.table.impossible.empty() && sizes.size() > 1)
        total = independence_total(sizes, static_cast<double>(usable.n));
    for (std::size_t a = 0; a < table.lists.size(); ++a) {
        for (std::size_t b = a + 1; b < table.lists.size(); ++b) {
            PairFacts pair{a, b, table.overlap(a, b), {}};
            if (total) {
                pair.expected = static_cast<double>(facts.sizes[a]) *
                                static_cast<double>(facts.sizes[b]) / *total;
            }
            facts.overlaps.push_back(pair);
        }
    }
    count_sparse_cells(usable, facts);
    return facts;
}

Identification identification_of(double listed, double estimate, double low, double high) {
    Identification out;
    const double unlisted = std::max(0.0, estimate - listed);
    const auto at = [&](double total, double xi) {
        return listed + std::max(0.0, total - listed) / xi;
    };
    for (const double xi : kXi)
        out.points.push_back({xi, at(estimate, xi), at(low, xi), at(high, xi)});
    if (unlisted <= 0) return out;
    if (0.5 * estimate > listed) out.xi_halves = unlisted / (0.5 * estimate - listed);
    out.xi_doubles = unlisted / (2 * estimate - listed);
    return out;
}

}  // namespace dalil
