// bench/bootstrap_coverage.cpp: how often the intervals of the stepwise two-list estimate hold the
// truth: the asymptotic one, which takes the selected model as given, and the two of the bootstrap.
//
//     bench_bootstrap_coverage [TABLES]     tables per design, default 200; 1,000 replicates each
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "dalil/base/random.hpp"
#include "estimate/bootstrap.hpp"
#include "estimate/loglinear.hpp"

namespace dalil {
namespace {

/// Lists catch independently, but for pairs whose second list is drawn again, with this chance in
/// place of its own, for people on the first.
struct Design {
    struct Pair {
        std::size_t first, second;
        double chance;
    };
    std::string name;
    std::uint64_t people = 0;
    std::vector<double> chances;
    std::vector<Pair> pairs;
};

const std::vector<Design>& designs() {
    static const std::vector<Design> all = {
        {"4 independent lists", 2000, {.2, .15, .25, .1}, {}},
        {"4 lists, one pair depends (odds x 4)", 2000, {.2, .15, .25, .1}, {{0, 1, .41}}},
        {"5 sparse independent lists", 1000, {.03, .03, .1, .05, .03}, {}},
        {"5 sparse lists, one pair depends (odds x 5)",
         1000,
         {.06, .05, .1, .05, .03},
         {{0, 1, .21}}},
        {"5 sparse lists, one pair never meets", 1000, {.06, .05, .1, .05, .06}, {{0, 4, 0}}},
        {"6 lists, three pairs depend",
         10000,
         {.02, .05, .1, .08, .03, .01},
         {{0, 1, .3}, {2, 5, .03}, {1, 3, .04}}}};
    return all;
}

CaptureTable draw(const Design& design, Rng& rng) {
    std::map<std::uint64_t, std::uint64_t> counts;
    for (std::uint64_t i = 0; i < design.people; ++i) {
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < design.chances.size(); ++j) {
            double chance = design.chances[j];
            for (const auto& pair : design.pairs) {
                if (pair.second == j && (pattern >> pair.first & 1) != 0) chance = pair.chance;
            }
            pattern |= std::uint64_t{rng.uniform() < chance} << j;
        }
        if (pattern != 0) ++counts[pattern];
    }
    CaptureTable table;
    for (std::size_t j = 0; j < design.chances.size(); ++j)
        table.lists.push_back(fmt::format("L{}", j + 1));
    for (const auto& [pattern, count] : counts) table.cells.push_back({pattern, count, false});
    return table;
}

struct Score {
    int covered = 0, below = 0, above = 0;
    double log_width = 0;
    int bounded = 0;

    void add(const std::optional<double>& low, const std::optional<double>& high, double truth) {
        below += high && *high < truth ? 1 : 0;
        above += low && *low > truth ? 1 : 0;
        covered += low && *low <= truth && (!high || truth <= *high) ? 1 : 0;
        if (!low || !high) return;
        log_width += std::log(*high / *low);
        ++bounded;
    }
};

void run_design(const Design& design, int tables) {
    std::array<Score, 3> scores;
    double seconds = 0;
    for (int t = 0; t < tables; ++t) {
        Rng rng(20261124, static_cast<std::uint64_t>(t), design.chances.size(), design.people);
        const UsableTable usable = usable_table(draw(design, rng));
        const auto begin = std::chrono::steady_clock::now();
        const LoglinearRun run = estimate_loglinear(usable, {}, {});
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        const auto truth = static_cast<double>(design.people);
        for (const Variant& v : run.run.result.variants) {
            if (v.parameters.count("selection") == 0 ||
                std::get<std::string>(v.parameters.at("selection")).find("stepwise") ==
                    std::string::npos)
                continue;
            const bool bca = std::get<std::string>(v.parameters.at("interval")) == "bca";
            scores[bca ? 1 : 0].add(v.low, v.high, truth);
            if (!bca) continue;
            const auto end = [&](const char* name) -> std::optional<double> {
                const auto at = v.figures.find(name);
                return at == v.figures.end() ? std::nullopt : std::optional(at->second);
            };
            scores[2].add(end("percentile_low"), end("percentile_high"), truth);
        }
    }
    constexpr std::array<const char*, 3> kNames = {"asymptotic", "bca", "percentile"};
    for (std::size_t k = 0; k < scores.size(); ++k) {
        const Score& s = scores[k];
        fmt::print("| {} | {} | {:.3f} | {} | {} | {:.2f} |\n", design.name, kNames[k],
                   static_cast<double>(s.covered) / tables, s.below, s.above,
                   s.log_width / std::max(s.bounded, 1));
    }
    fmt::print(stderr, "{}: {:.3f} s a table\n", design.name, seconds / tables);
}

}  // namespace
}  // namespace dalil

int main(int count, char** arguments) {
    const int tables = count > 1 ? std::atoi(arguments[1]) : 200;
    fmt::print("| design | interval | holds N | below | above | mean log(high / low) |\n");
    fmt::print("|---|---|---|---|---|---|\n");
    for (const dalil::Design& design : dalil::designs()) dalil::run_design(design, tables);
}
