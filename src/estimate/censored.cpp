#include "estimate/censored.hpp"

#include <algorithm>
#include <set>

namespace dalil {

namespace {

constexpr std::size_t kGrid = 41;  // values looked at in one cell
constexpr std::size_t kMostTables = 200;

struct Value {
    std::uint64_t count = 0;
    double weight = 1;  ///< how many whole numbers it stands for
};

/// Whole numbers from 0 to bound, all of them or evenly spread.
std::vector<Value> values_up_to(std::uint64_t bound, std::size_t grid) {
    std::vector<Value> values;
    const std::size_t steps = bound + 1 <= grid ? static_cast<std::size_t>(bound) : grid - 1;
    const auto range = static_cast<double>(bound);
    for (std::size_t i = 0; i <= steps; ++i) {
        const double share = steps == 0 ? 0 : static_cast<double>(i) / static_cast<double>(steps);
        values.push_back({static_cast<std::uint64_t>(share * range + 0.5),
                          (range + 1) / static_cast<double>(steps + 1)});
    }
    return values;
}

}  // namespace

std::optional<std::vector<WeightedTable>> possible_tables(const UsableTable& usable) {
    std::vector<std::size_t> bounded;
    for (std::size_t i = 0; i < usable.table.cells.size(); ++i) {
        if (usable.table.cells[i].at_most) bounded.push_back(i);
    }
    if (bounded.size() > 3) return std::nullopt;
    const std::size_t grid = bounded.size() == 1 ? kGrid : bounded.size() == 2 ? 13 : 5;
    std::vector<std::pair<CaptureTable, double>> tables{{usable.table, 1.0}};
    for (const std::size_t cell : bounded) {
        std::vector<std::pair<CaptureTable, double>> next;
        for (const Value& value : values_up_to(usable.table.cells[cell].count, grid)) {
            for (auto [table, weight] : tables) {
                table.cells[cell].count = value.count;
                table.cells[cell].at_most = false;
                next.emplace_back(std::move(table), weight * value.weight);
            }
        }
        tables = std::move(next);
    }
    std::vector<WeightedTable> result;
    for (auto& [table, weight] : tables) result.push_back({usable_table(table), weight});
    return result.size() <= kMostTables ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace dalil
