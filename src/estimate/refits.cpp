#include "estimate/refits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "dalil/base/parallel.hpp"
#include "estimate/methods.hpp"
#include "estimate/table_facts.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kFewPeople = 3;
constexpr std::size_t kMostCells = 40;  // with more, a single one hardly matters
// Lists up to which all graphs are averaged over: with more, one table takes too long.
constexpr std::size_t kGraphsOfLists = 6, kGraphsOfCells = 4;
constexpr std::array<std::string_view, 2> kMethods = {"loglinear", "decomposable"};

std::uint64_t drop_bit(std::uint64_t pattern, std::size_t bit) {
    const std::uint64_t low = (std::uint64_t{1} << bit) - 1;
    return (pattern & low) | (pattern >> 1 & ~low);
}

void set_cells(const std::map<std::uint64_t, CaptureCell>& cells, CaptureTable& table) {
    for (const auto& [pattern, cell] : cells) {
        if (pattern != 0) table.cells.push_back(cell);
    }
}

void add_to(std::map<std::uint64_t, CaptureCell>& cells, std::uint64_t pattern,
            const CaptureCell& cell) {
    CaptureCell& into = cells[pattern];
    into.pattern = pattern;
    into.count += cell.count;
    into.at_most = into.at_most || cell.at_most;
}

/// A pattern cannot occur if none of those that become it can.
void narrow_impossible(const CaptureTable& table, std::size_t list, CaptureTable& out) {
    const std::uint64_t bit = std::uint64_t{1} << list;
    for (const std::uint64_t pattern : table.impossible) {
        const bool both = std::find(table.impossible.begin(), table.impossible.end(),
                                    pattern ^ bit) != table.impossible.end();
        if (both && (pattern & bit) == 0 && drop_bit(pattern, list) != 0)
            out.impossible.push_back(drop_bit(pattern, list));
    }
}

/// One table to fit, and what was done to it.
struct Change {
    Refit refit;
    UsableTable usable;
};

std::vector<std::string> lists_of(const CaptureTable& table, std::uint64_t pattern) {
    std::vector<std::string> lists;
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        if ((pattern >> j & 1) != 0) lists.push_back(table.lists[j]);
    }
    return lists;
}

/// The pair that shares most beyond what independent lists would, in standard deviations.
std::optional<PairFacts> most_dependent(const TableFacts& facts) {
    std::optional<PairFacts> found;
    double most = 0;
    for (const PairFacts& pair : facts.overlaps) {
        if (!pair.expected || *pair.expected <= 0) continue;
        const double excess =
            (static_cast<double>(pair.people) - *pair.expected) / std::sqrt(*pair.expected);
        if (excess <= most) continue;
        most = excess;
        found = pair;
    }
    return found;
}

void add_small_cells(const UsableTable& usable, std::vector<Change>& changes) {
    std::vector<std::size_t> small;
    for (std::size_t c = 0; c < usable.table.cells.size(); ++c) {
        if (usable.table.cells[c].count <= kFewPeople) small.push_back(c);
    }
    if (small.size() > kMostCells) return;
    for (const std::size_t c : small) {
        CaptureTable table = usable.table;
        const CaptureCell cell = table.cells[c];
        table.cells.erase(table.cells.begin() + static_cast<std::ptrdiff_t>(c));
        Refit refit;
        refit.kind = "without_cell";
        refit.lists = lists_of(usable.table, cell.pattern);
        refit.people = cell.count;
        changes.push_back({std::move(refit), usable_table(table)});
    }
}

std::vector<Change> changes_of(const UsableTable& usable) {
    std::vector<Change> changes;
    for (std::size_t j = 0; j < usable.lists(); ++j) {
        Refit refit;
        refit.kind = "without_list";
        refit.lists = {usable.table.lists[j]};
        changes.push_back({std::move(refit), usable_table(without_list(usable.table, j))});
    }
    const auto pair = most_dependent(table_facts(usable.table, usable));
    if (pair && usable.lists() > 3) {
        Refit refit;
        refit.kind = "merged_lists";
        refit.lists = {usable.table.lists[pair->first], usable.table.lists[pair->second]};
        changes.push_back({std::move(refit), usable_table(with_merged_lists(
                                                 usable.table, pair->first, pair->second))});
    }
    add_small_cells(usable, changes);
    return changes;
}

/// Models of the whole table that carry weight: those to refit where no list changes.
std::vector<Model> averaged_models(const MethodResult& loglinear, std::size_t lists) {
    constexpr std::size_t kMost = 6;
    std::vector<Model> models;
    for (const Variant& variant : loglinear.variants) {
        const auto weight = variant.figures.find("weight");
        if (weight == variant.figures.end() || weight->second <= 0 || models.size() == kMost)
            continue;
        const auto name = variant.parameters.find("model");
        if (name == variant.parameters.end()) continue;
        if (auto model = parse_model(std::get<std::string>(name->second), lists))
            models.push_back(std::move(*model));
    }
    return models;
}

const MethodResult* find(const std::vector<MethodResult>& methods, std::string_view name) {
    for (const MethodResult& m : methods) {
        if (m.method == name && m.estimate) return &m;
    }
    return nullptr;
}

/// The methods that can say something about this table, with what they say about the whole one.
std::vector<const MethodResult*> methods_for(const Change& change, std::size_t lists,
                                             const std::vector<MethodResult>& methods) {
    std::vector<const MethodResult*> found;
    if (change.usable.lists() == 2) {
        if (const MethodResult* chapman = find(methods, "chapman")) found.push_back(chapman);
        return found;
    }
    const std::size_t most_graphs =
        change.refit.kind == "without_cell" ? kGraphsOfCells : kGraphsOfLists;
    for (const std::string_view name : kMethods) {
        if (name == "decomposable" && lists > most_graphs) continue;
        if (const MethodResult* method = find(methods, name)) found.push_back(method);
    }
    return found;
}

Refit fit(const Change& change, const MethodResult& whole, const UsableTable& usable, double level,
          const Context& context) {
    Refit refit = change.refit;
    refit.method = whole.method;
    const auto best = whole.figures.find("estimate_best");
    refit.all = best == whole.figures.end() ? *whole.estimate : best->second;
    MethodPlan plan;
    plan.level = level;
    plan.variants = false;
    if (whole.method == "loglinear" && change.usable.table.lists == usable.table.lists)
        plan.averaged = averaged_models(whole, usable.lists());
    const MethodRun run = run_method(whole.method, change.usable, plan, context);
    refit.estimate = run.result.estimate;
    refit.low = run.result.low;
    refit.high = run.result.high;
    return refit;
}

}  // namespace

CaptureTable without_list(const CaptureTable& table, std::size_t list) {
    CaptureTable out;
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        if (j != list) out.lists.push_back(table.lists[j]);
    }
    std::map<std::uint64_t, CaptureCell> cells;
    for (const CaptureCell& cell : table.cells) add_to(cells, drop_bit(cell.pattern, list), cell);
    set_cells(cells, out);
    narrow_impossible(table, list, out);
    return out;
}

CaptureTable with_merged_lists(const CaptureTable& table, std::size_t first, std::size_t second) {
    CaptureTable out;
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        if (j == second) continue;
        out.lists.push_back(j == first ? table.lists[first] + " + " + table.lists[second]
                                       : table.lists[j]);
    }
    std::map<std::uint64_t, CaptureCell> cells;
    for (const CaptureCell& cell : table.cells) {
        const std::uint64_t either = cell.pattern | (cell.pattern >> second & 1) << first;
        add_to(cells, drop_bit(either, second), cell);
    }
    set_cells(cells, out);
    return out;
}

std::vector<Refit> refit_without(const UsableTable& usable,
                                 const std::vector<MethodResult>& methods, double level,
                                 const Context& context) {
    if (usable.censored || usable.lists() < 3 || usable.lists() > kMostRefitted) return {};
    const std::vector<Change> changes = changes_of(usable);
    std::vector<std::pair<const Change*, const MethodResult*>> jobs;
    for (const Change& change : changes) {
        for (const MethodResult* method : methods_for(change, usable.lists(), methods))
            jobs.emplace_back(&change, method);
    }
    std::vector<Refit> refits(jobs.size());
    parallel_for(context, jobs.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            refits[i] = fit(*jobs[i].first, *jobs[i].second, usable, level, context);
    });
    return refits;
}

}  // namespace dalil
