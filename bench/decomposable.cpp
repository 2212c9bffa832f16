// bench/decomposable.cpp: time of the average over decomposable graphs, on published tables (where
// DALIL_SHARED, default ../shared, has them) and on invented ones.
//
//     bench_decomposable [--threads T] [--times R] [--exact-up-to LISTS] [--seed S] [--only LISTS]
//
// "figure": the posterior of N and of the graphs at delta = 2^-J, N - n = 1, 2, ..., 20 n.
// "with variants": the same, delta = 1/2 and 1 too, as `dalil estimate` gives it. Least of R runs.
// With `--exact-up-to 4` graphs of five lists and more are searched for. `--only 8`: tables of
// eight lists.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/random.hpp"
#include "estimate/decomposable.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {
namespace {

/// A 0/1 column per list, then the count.
std::optional<CaptureTable> read_table(const std::string& name) {
    const char* shared = std::getenv("DALIL_SHARED");
    std::ifstream file(std::string(shared != nullptr ? shared : "../shared") +
                       "/data/estimation/tables/" + name + ".csv");
    std::string line, field;
    if (!std::getline(file, line)) return std::nullopt;
    CaptureTable table;
    std::istringstream header(line);
    while (std::getline(header, field, ',')) table.lists.push_back(field);
    table.lists.pop_back();
    while (std::getline(file, line)) {
        std::istringstream row(line);
        CaptureCell cell;
        for (std::size_t j = 0; std::getline(row, field, ','); ++j) {
            if (j == table.lists.size())
                cell.count = std::strtoull(field.c_str(), nullptr, 10);
            else if (field == "1")
                cell.pattern |= std::uint64_t{1} << j;
        }
        table.cells.push_back(cell);
    }
    return table;
}

/// A fifth of the people are four times as easy to find as the others.
CaptureTable invented(std::size_t lists, std::uint64_t people) {
    Rng rng(lists, people);
    std::vector<double> chances;
    for (std::size_t j = 0; j < lists; ++j) chances.push_back(0.02 + 0.13 * rng.uniform());
    std::map<std::uint64_t, std::uint64_t> cells;
    for (std::uint64_t i = 0; i < people; ++i) {
        const double ease = rng.uniform() < 0.2 ? 4 : 1;
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < lists; ++j) {
            if (rng.uniform() < ease * chances[j]) pattern |= std::uint64_t{1} << j;
        }
        if (pattern != 0) ++cells[pattern];
    }
    CaptureTable table;
    for (std::size_t j = 0; j < lists; ++j) table.lists.push_back("L" + std::to_string(j + 1));
    for (const auto& [pattern, count] : cells) table.cells.push_back({pattern, count, false});
    return table;
}

struct Timing {
    MethodRun run;
    double seconds = HUGE_VAL;
};

std::size_t most_listed = kMostEnumerated, only = 0;

Timing timed(const UsableTable& usable, bool variants, int times, const Context& context) {
    Timing best;
    for (int i = 0; i < times; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        best.run = estimate_decomposable(usable, {0.95, variants, 1, most_listed, {}}, context).run;
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        best.seconds = std::min(best.seconds, taken.count());
    }
    return best;
}

void show(const std::string& name, const CaptureTable& table, int times, const Context& context) {
    const UsableTable usable = usable_table(table);
    if (only != 0 && usable.lists() != only) return;
    const Timing figure = timed(usable, false, times, context);
    const Timing whole = timed(usable, true, times, context);
    const MethodResult& r = whole.run.result;
    if (!r.estimate) {
        fmt::print("{:18} {:5} lists {:7} listed: {}\n", name, usable.lists(), usable.n,
                   r.warnings.empty() ? "no estimate" : r.warnings[0]);
        return;
    }
    const std::string chains =
        r.rhat ? fmt::format(
                     "  R-hat {:.3f}, ESS {:.0f}, pairs {:.3f}, weighed {:.3f} of {:.0f} graphs",
                     *r.rhat, r.ess.value_or(0), r.figures.at("pair_gap"),
                     r.figures.at("graphs_weighed"), r.figures.at("graphs"))
               : "";
    fmt::print(
        "{:18} {:5} lists {:7} listed: {:8.1f} ms, with variants {:8.1f} ms   {:.0f} "
        "[{:.0f}, {:.0f}]{}\n",
        name, usable.lists(), usable.n, 1e3 * figure.seconds, 1e3 * whole.seconds, *r.estimate,
        *r.low, *r.high, chains);
}

}  // namespace
}  // namespace dalil

int main(int count, char** arguments) {
    dalil::Context context;
    int times = 5;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        const int value = std::atoi(arguments[i + 1]);
        if (name == "--threads") context.threads = static_cast<unsigned>(value);
        if (name == "--times") times = value;
        if (name == "--seed") context.seed = static_cast<std::uint64_t>(value);
        if (name == "--only") dalil::only = static_cast<std::size_t>(value);
        if (name == "--exact-up-to") dalil::most_listed = static_cast<std::size_t>(value);
    }
    // Lists of graphs are made once for a program.
    for (const std::size_t lists : {3, 4, 5, 6}) {
        const auto begin = std::chrono::steady_clock::now();
        const std::size_t graphs = dalil::every_decomposable_graph(lists).size();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        fmt::print("{} graphs of {} lists: {:.1f} ms, once\n", graphs, lists, 1e3 * taken.count());
    }
    for (const char* name :
         {"kosovo", "uk5", "ned5", "neworleans5", "uk6", "ned6", "neworleans8"}) {
        if (const auto table = dalil::read_table(name)) dalil::show(name, *table, times, context);
    }
    for (const std::size_t lists : {5, 6, 7, 8, 10, 12, 16, 24, 34, 40})
        dalil::show("invented", dalil::invented(lists, 6000), times, context);
}
