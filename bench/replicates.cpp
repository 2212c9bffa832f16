// Replicates of one stratum: what combining them costs, and whether the combined interval covers.
//
//     bench_replicates                         # a public table perturbed 100 ways, by time
//     bench_replicates --worlds 300            # coverage where replicates are proper imputations
//
// Coverage: people inside and outside a stratum stand on four lists with different chances; which
// of the two a listed person belongs to is known of some only. Replicates fill it in from its
// posterior, pattern by pattern.
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/random.hpp"
#include "dalil/estimate/replicates.hpp"
#include "estimate/independence_posterior.hpp"
#include "tests/estimate/tables.hpp"

namespace {

using dalil::CaptureTable;
using dalil::Rng;

constexpr std::size_t kLists = 4, kPatterns = 16;

/// Every listed person drawn anew from the listed: as a replicate differs from the next.
std::vector<CaptureTable> perturbed(const CaptureTable& table, std::size_t count,
                                    std::uint64_t seed) {
    std::vector<CaptureTable> out;
    for (std::size_t r = 0; r < count; ++r) {
        Rng rng(seed, 0x7265706C, r);
        out.push_back(table);
        for (auto& cell : out.back().cells) {
            cell.count = rng.poisson(static_cast<double>(cell.count));
        }
    }
    return out;
}

struct World {
    std::vector<CaptureTable> replicates;
    double truth = 0;
};

World world(double missing, std::size_t replicates, std::uint64_t seed) {
    constexpr std::array<double, kLists> kInside{.15, .2, .25, .1}, kOutside{.3, .1, .2, .25};
    Rng rng(seed, 0x776F726C64);
    std::array<std::uint64_t, kPatterns> in{}, out{}, unknown{};
    World w;
    w.truth = 2000;
    for (std::size_t person = 0; person < 4000; ++person) {
        std::size_t pattern = 0;
        for (std::size_t j = 0; j < kLists; ++j) {
            const double chance = (person < 2000 ? kInside : kOutside)[j];
            pattern |= std::size_t{rng.uniform() < chance} << j;
        }
        auto& known = person < 2000 ? in : out;
        ++(rng.uniform() < missing ? unknown : known)[pattern];
    }
    CaptureTable table;
    table.lists = {"A", "B", "C", "D"};
    for (std::size_t p = 1; p < kPatterns; ++p) table.cells.push_back({p, 0, false});
    for (std::size_t r = 0; r < replicates; ++r) {
        for (auto& cell : table.cells) {
            const double share = rng.beta(.5 + static_cast<double>(in[cell.pattern]),
                                          .5 + static_cast<double>(out[cell.pattern]));
            cell.count = in[cell.pattern] + rng.binomial(unknown[cell.pattern], share);
        }
        w.replicates.push_back(table);
    }
    return w;
}

/// The posterior under independence of the lists, which holds in these worlds.
dalil::ReplicatePosterior posterior_of(const CaptureTable& table) {
    const auto run = dalil::estimate_independence_posterior(dalil::usable_table(table), .95);
    std::vector<double> totals;
    for (const auto& part : run.components) totals.push_back(part.listed + std::exp(part.centre));
    return dalil::summarize_replicate(static_cast<double>(table.people()), totals);
}

struct Score {
    double holds = 0, width = 0;
    void add(const dalil::CombinedReplicates& c, double truth) {
        holds += c.low <= truth && truth <= c.high ? 1 : 0;
        width += std::log(c.high / c.low);
    }
};

void measure_coverage(std::size_t worlds, std::uint64_t seed) {
    fmt::print("{} worlds, nominal .95\n", worlds);
    fmt::print("missing  m  rubin  width  verdata  width  one filled in  width  between\n");
    for (const double missing : {.2, .5, .8}) {
        for (const std::size_t m : {std::size_t{5}, std::size_t{20}}) {
            Score rubin, verdata, one;
            double share = 0;
            for (std::size_t i = 0; i < worlds; ++i) {
                const World w = world(missing, m, seed + i);
                std::vector<dalil::ReplicatePosterior> parts;
                for (const auto& table : w.replicates) parts.push_back(posterior_of(table));
                const auto first =
                    dalil::combine_replicates(parts, .95, dalil::ReplicateRule::Rubin);
                share += first.between_share;
                rubin.add(first, w.truth);
                verdata.add(dalil::combine_replicates(parts, .95, dalil::ReplicateRule::Verdata),
                            w.truth);
                // Twice the same: nothing lies between.
                one.add(dalil::combine_replicates(std::vector{parts[0], parts[0]}, .95,
                                                  dalil::ReplicateRule::Rubin),
                        w.truth);
            }
            const auto count = static_cast<double>(worlds);
            fmt::print("{:7.1f} {:2} {:6.3f} {:6.3f} {:8.3f} {:6.3f} {:14.3f} {:6.3f} {:8.2f}\n",
                       missing, m, rubin.holds / count, rubin.width / count, verdata.holds / count,
                       verdata.width / count, one.holds / count, one.width / count, share / count);
            std::fflush(stdout);
        }
    }
}

void measure_time(std::size_t replicates, const std::string& method, std::uint64_t seed,
                  unsigned threads) {
    const auto tables = perturbed(dalil::testing_tables::kosovo(), replicates, seed);
    dalil::EstimateOptions options;
    if (!method.empty()) options.methods = {method};
    dalil::Context context;
    context.seed = seed;
    context.threads = threads;
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const auto e =
        dalil::estimate_replicates(tables, dalil::ReplicateRule::Rubin, options, context);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const double used = static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    for (const auto& m : e.methods) {
        if (!m.estimate || !m.low) continue;
        fmt::print("{:<28} {:8.0f} [{:.0f}, {:.0f}] between {:.2f}", m.method, *m.estimate, *m.low,
                   *m.high, m.between_share.value_or(0));
        if (m.ess) fmt::print(", each: ess >= {:.0f}, rhat <= {:.4f}", *m.ess, *m.rhat);
        fmt::print("\n");
    }
    fmt::print("{} replicates: {:.1f} s, {:.1f} s of processor\n", replicates, seconds, used);
}

}  // namespace

int main(int count, char** arguments) {
    std::size_t worlds = 0, replicates = 100;
    std::string method = "latent_class_low_visibility";
    std::uint64_t seed = 1;
    unsigned threads = 0;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        if (name == "--worlds") worlds = std::strtoull(arguments[i + 1], nullptr, 10);
        if (name == "--replicates") replicates = std::strtoull(arguments[i + 1], nullptr, 10);
        if (name == "--method") method = arguments[i + 1];
        if (name == "--seed") seed = std::strtoull(arguments[i + 1], nullptr, 10);
        if (name == "--threads") {
            threads = static_cast<unsigned>(std::strtoul(arguments[i + 1], nullptr, 10));
        }
    }
    if (method == "all") method.clear();
    if (worlds > 0) {
        measure_coverage(worlds, seed);
    } else {
        measure_time(replicates, method, seed, threads);
    }
}
