#include "estimate/usable_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <optional>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

/// Lists that hold the same people have the same bit in every cell that occurs.
bool equal_lists(const CaptureTable& table, std::size_t a, std::size_t b) {
    return std::all_of(table.cells.begin(), table.cells.end(), [&](const CaptureCell& cell) {
        return cell.count == 0 || ((cell.pattern >> a ^ cell.pattern >> b) & 1) == 0;
    });
}

// Share of the people of two lists who stand on both, beyond which they look like versions of one
// list.
constexpr double kNearlyEqual = 0.98;
constexpr std::uint64_t kEnoughToTell = 50;

void warn_of_versions(UsableTable& usable) {
    const CaptureTable& table = usable.table;
    std::vector<std::uint64_t> sizes;
    for (std::size_t j = 0; j < table.lists.size(); ++j) sizes.push_back(table.size_of(j));
    const auto nearly = [](std::uint64_t both, std::uint64_t either) {
        return both >= kEnoughToTell &&
               static_cast<double>(both) >= kNearlyEqual * static_cast<double>(either);
    };
    for (std::size_t a = 0; a < table.lists.size(); ++a) {
        for (std::size_t b = a + 1; b < table.lists.size(); ++b) {
            // Lists of sizes far apart are not worth a walk over all cells.
            if (!nearly(std::min(sizes[a], sizes[b]), std::max(sizes[a], sizes[b]))) continue;
            const std::uint64_t both = table.overlap(a, b);
            if (!nearly(both, sizes[a] + sizes[b] - both)) continue;
            usable.warnings.push_back(
                {"nearly-equal-lists",
                 fmt::format("lists {} and {} hold nearly the same people: if they are versions "
                             "of one list, leave one out",
                             table.lists[a], table.lists[b])});
        }
    }
}

/// The list of which `list` is a copy, among those kept so far.
std::optional<std::size_t> copied_from(const CaptureTable& table,
                                       const std::vector<std::size_t>& kept, std::size_t list) {
    for (const std::size_t other : kept) {
        if (equal_lists(table, other, list)) return other;
    }
    return std::nullopt;
}

std::uint64_t narrow(std::uint64_t pattern, const std::vector<std::size_t>& kept) {
    std::uint64_t result = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) result |= (pattern >> kept[i] & 1) << i;
    return result;
}

std::uint64_t widen(std::uint64_t pattern, const std::vector<std::size_t>& kept,
                    const std::vector<std::size_t>& original, std::size_t lists) {
    std::uint64_t result = 0;
    for (std::size_t j = 0; j < lists; ++j) {
        const auto at = std::find(kept.begin(), kept.end(), original[j]);
        if (at == kept.end()) continue;
        result |= (pattern >> (at - kept.begin()) & 1) << j;
    }
    return result;
}

}  // namespace

UsableTable usable_table(const CaptureTable& table) {
    ENSURE(table.lists.size() <= 64, "at most 64 lists");
    UsableTable usable;
    std::vector<std::size_t> kept;
    std::vector<std::size_t> original(table.lists.size());  // the list each list copies, or itself
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        original[j] = j;
        if (table.size_of(j) == 0) {
            usable.dropped.push_back(table.lists[j]);
            usable.warnings.push_back(
                {"empty-list",
                 fmt::format("list {} holds nobody and is left out", table.lists[j])});
            original[j] = table.lists.size();
        } else if (const auto twin = copied_from(table, kept, j)) {
            usable.dropped.push_back(table.lists[j]);
            usable.warnings.push_back(
                {"equal-lists",
                 fmt::format("list {} holds exactly the people of list {} and is left out: "
                             "a copy is no second witness",
                             table.lists[j], table.lists[*twin])});
            original[j] = *twin;
        } else {
            kept.push_back(j);
        }
    }

    std::map<std::uint64_t, CaptureCell> cells;
    for (const CaptureCell& cell : table.cells) {
        const std::uint64_t pattern = narrow(cell.pattern, kept);
        if (pattern == 0 || cell.count == 0) continue;
        CaptureCell& into = cells[pattern];
        into.pattern = pattern;
        into.count += cell.count;
        into.at_most = into.at_most || cell.at_most;
        usable.censored = usable.censored || cell.at_most;
    }
    for (const std::size_t j : kept) usable.table.lists.push_back(table.lists[j]);
    for (const auto& [pattern, cell] : cells) usable.table.cells.push_back(cell);
    for (const std::uint64_t pattern : table.impossible) {
        const std::uint64_t narrowed = narrow(pattern, kept);
        // A pattern in which a copy differs from its original, or with a list that holds nobody,
        // says nothing about the lists that remain.
        const bool about_kept = widen(narrowed, kept, original, table.lists.size()) == pattern;
        if (about_kept && narrowed != 0) usable.table.impossible.push_back(narrowed);
    }
    auto& impossible = usable.table.impossible;
    std::sort(impossible.begin(), impossible.end());
    impossible.erase(std::unique(impossible.begin(), impossible.end()), impossible.end());

    std::uint64_t met = 0;
    for (const CaptureCell& cell : usable.table.cells) {
        usable.n += cell.count;
        if (std::popcount(cell.pattern) < 2) continue;
        usable.on_several += cell.count;
        met |= cell.pattern;
    }
    usable.meeting = static_cast<std::size_t>(std::popcount(met));
    for (std::size_t j = 0; j < usable.lists(); ++j) {
        if (usable.on_several == 0 || (met >> j & 1) != 0) continue;
        usable.warnings.push_back(
            {"isolated-list",
             fmt::format("list {} shares nobody with any other list: check that it is about "
                         "the same people",
                         usable.table.lists[j])});
    }
    warn_of_versions(usable);
    return usable;
}

CaptureTable without_dropped(const CaptureTable& table, const UsableTable& best) {
    if (best.dropped.empty()) return table;
    std::vector<std::size_t> kept;
    CaptureTable result;
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        if (std::find(best.dropped.begin(), best.dropped.end(), table.lists[j]) !=
            best.dropped.end())
            continue;
        kept.push_back(j);
        result.lists.push_back(table.lists[j]);
    }
    std::map<std::uint64_t, std::uint64_t> counts;
    for (const CaptureCell& cell : table.cells) counts[narrow(cell.pattern, kept)] += cell.count;
    for (const auto& [pattern, count] : counts) {
        if (pattern != 0) result.cells.push_back({pattern, count, false});
    }
    return result;
}

}  // namespace dalil
