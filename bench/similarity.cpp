// String kernels on name-like strings: one call, one-to-many form, and long strings; beside the
// plain table.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "dalil/base/random.hpp"
#include "dalil/similarity/jaro.hpp"
#include "dalil/similarity/lcs_indel.hpp"
#include "dalil/similarity/levenshtein.hpp"
#include "dalil/similarity/osa.hpp"
#include "dalil/similarity/qgram.hpp"
#include "dalil/similarity/token_set.hpp"
// The slow definitions, to show the ratio.
#include "tests/reference/similarity/similarity_reference.cpp"

namespace {

std::vector<std::string> name_like(std::size_t n, std::size_t shortest, std::size_t longest) {
    dalil::Rng rng(7);
    std::vector<std::string> out(n);
    for (std::string& name : out) {
        name.resize(shortest + rng.below(longest - shortest + 1));
        for (std::size_t i = 0; i < name.size(); ++i) {
            name[i] = i % 2 == 0 ? "bdghjklmnrst"[rng.below(12)] : "aeiou"[rng.below(5)];
        }
    }
    return out;
}

std::u32string widened(const std::string& text) {
    return {text.begin(), text.end()};
}

/// Calls `measure` on pairs of neighbours; items are comparisons.
template <class Measure>
void over_pairs(benchmark::State& state, Measure measure) {
    const auto longest = static_cast<std::size_t>(state.range(0));
    const auto names = name_like(1024, longest / 2, longest);
    std::size_t i = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(measure(names[i], names[(i + 1) % names.size()]));
        i = (i + 1) % names.size();
    }
    state.SetItemsProcessed(state.iterations());
}

void levenshtein_pair(benchmark::State& state) {
    over_pairs(state,
               [](std::string_view a, std::string_view b) { return dalil::levenshtein(a, b); });
}
void levenshtein_cutoff(benchmark::State& state) {
    over_pairs(state,
               [](std::string_view a, std::string_view b) { return dalil::levenshtein(a, b, 2); });
}
void levenshtein_table(benchmark::State& state) {
    over_pairs(state, [](const std::string& a, const std::string& b) {
        return dalil::reference::levenshtein(widened(a), widened(b));
    });
}
void osa_pair(benchmark::State& state) {
    over_pairs(state, [](std::string_view a, std::string_view b) { return dalil::osa(a, b); });
}
void lcs_pair(benchmark::State& state) {
    over_pairs(state,
               [](std::string_view a, std::string_view b) { return dalil::lcs_length(a, b); });
}
void jaro_winkler_pair(benchmark::State& state) {
    over_pairs(state,
               [](std::string_view a, std::string_view b) { return dalil::jaro_winkler(a, b); });
}
void jaro_winkler_flags(benchmark::State& state) {
    over_pairs(state, [](const std::string& a, const std::string& b) {
        return dalil::reference::jaro_winkler(widened(a), widened(b));
    });
}
void qgram_pair(benchmark::State& state) {
    over_pairs(state,
               [](std::string_view a, std::string_view b) { return dalil::qgram_dice(a, b, 2); });
}
void token_set_pair(benchmark::State& state) {
    over_pairs(state, [](std::string_view a, std::string_view b) {
        return dalil::token_set_similarity(a, b);
    });
}

template <class Pattern, class Measure>
void one_to_many(benchmark::State& state, Measure measure) {
    const auto names = name_like(1024, 5, 10);
    const Pattern pattern{std::string_view(names.front())};
    std::size_t i = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(measure(pattern, std::string_view(names[i])));
        i = (i + 1) % names.size();
    }
    state.SetItemsProcessed(state.iterations());
}

void levenshtein_many(benchmark::State& state) {
    one_to_many<dalil::LevenshteinPattern>(
        state, [](const auto& p, auto text) { return p.distance(text); });
}
void osa_many(benchmark::State& state) {
    one_to_many<dalil::OsaPattern>(state,
                                   [](const auto& p, auto text) { return p.distance(text); });
}
void jaro_winkler_many(benchmark::State& state) {
    one_to_many<dalil::JaroPattern>(state,
                                    [](const auto& p, auto text) { return p.jaro_winkler(text); });
}

BENCHMARK(levenshtein_pair)->Arg(10)->Arg(60)->Arg(500);
BENCHMARK(levenshtein_cutoff)->Arg(10)->Arg(60);
BENCHMARK(levenshtein_table)->Arg(10)->Arg(60);
BENCHMARK(levenshtein_many);
BENCHMARK(osa_pair)->Arg(10)->Arg(60)->Arg(500);
BENCHMARK(osa_many);
BENCHMARK(lcs_pair)->Arg(10)->Arg(60)->Arg(500);
BENCHMARK(jaro_winkler_pair)->Arg(10)->Arg(60)->Arg(500);
BENCHMARK(jaro_winkler_flags)->Arg(10)->Arg(60);
BENCHMARK(jaro_winkler_many);
BENCHMARK(qgram_pair)->Arg(10)->Arg(60);
BENCHMARK(token_set_pair)->Arg(10)->Arg(60);

}  // namespace

BENCHMARK_MAIN();
