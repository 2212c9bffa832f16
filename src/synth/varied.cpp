#include "dalil/synth/varied.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dalil/base/random.hpp"
#include "synth/difficulty.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kVariedStream = 110;
constexpr double kFewestRecords = 300;
/// Share of worlds that may have any list; the others keep to scripts that can be compared.
constexpr double kAnyScript = 0.1;
constexpr std::array<unsigned, 6> kComparable{0, 1, 2, 3, 6, 7};  // all but characters and pinyin
constexpr std::array<std::string_view, 3> kWords{"easy", "ordinary", "hard"};

struct Range {
    double low = 0, high = 1;
};

struct Ranges {
    Range errors, missing, reach, relatives, namesakes;
    std::uint64_t most_lacking = 0;  ///< columns
};

constexpr std::array<Ranges, 3> kRanges{{
    {{0.2, 0.6}, {0.2, 0.6}, {1.2, 3.0}, {0.0, 0.7}, {0.1, 0.7}, 0},
    {{0.6, 1.6}, {0.6, 1.6}, {0.9, 2.5}, {0.6, 1.4}, {0.7, 1.3}, 1},
    {{1.6, 4.0}, {1.5, 3.0}, {0.6, 2.0}, {1.0, 2.0}, {1.0, 1.8}, 2},
}};

double between(Rng& rng, Range range) {
    return range.low + (range.high - range.low) * rng.uniform();
}

/// Even on the logarithm.
double factor_between(Rng& rng, Range range) {
    return range.low * std::pow(range.high / range.low, rng.uniform());
}

template <class T>
std::vector<T> some_of(std::vector<T> all, std::uint64_t count, Rng& rng) {
    for (std::size_t i = 0; i < count; ++i) std::swap(all[i], all[i + rng.below(all.size() - i)]);
    all.resize(count);
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<unsigned> draw_lists(Rng& rng) {
    const bool any = rng.uniform() < kAnyScript;
    std::vector<unsigned> all;
    for (unsigned k = 0; k < kMostSynthLists; ++k)
        if (any || std::ranges::count(kComparable, k) > 0) all.push_back(k);
    return some_of(all, 1 + rng.below(5), rng);
}

/// One list without copies holds nothing to link: it gets copies, or with one chance in four none.
double draw_copies(std::size_t lists, Rng& rng) {
    const bool none = rng.uniform() < (lists == 1 ? 0.25 : 0.4);
    const double factor = factor_between(rng, lists == 1 ? Range{2, 10} : Range{0.5, 6});
    return none ? 0 : factor;
}

/// People in the world for about this many records.
std::uint64_t people_for(double records, const SynthOptions& options) {
    double rows = 0;
    for (const auto& plan : synth::plans_of(options))
        rows += plan.reach.base * (1 + plan.reach.twice);
    return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(records / rows), 50, 50'000);
}

}  // namespace

std::string_view hardness_word(Hardness hardness) {
    return kWords[static_cast<std::size_t>(hardness)];
}

std::optional<Hardness> hardness_from_word(std::string_view word) {
    for (std::size_t k = 0; k < kWords.size(); ++k)
        if (kWords[k] == word) return static_cast<Hardness>(k);
    return std::nullopt;
}

VariedWorld varied_world(std::uint64_t seed, std::uint64_t number, std::uint64_t records) {
    Rng rng(seed, kVariedStream, number);
    VariedWorld out;
    out.hardness = static_cast<Hardness>(number % kRanges.size());
    const Ranges& ranges = kRanges[number % kRanges.size()];
    out.options.seed = rng.bits() >> 16U;
    out.options.which = draw_lists(rng);
    out.options.lists = static_cast<unsigned>(out.options.which.size());
    SynthDifficulty& d = out.options.difficulty;
    d.errors = factor_between(rng, ranges.errors);
    d.missing = factor_between(rng, ranges.missing);
    d.reach = factor_between(rng, ranges.reach);
    d.relatives = between(rng, ranges.relatives);
    d.namesakes = between(rng, ranges.namesakes);
    d.copies = draw_copies(out.options.which.size(), rng);
    using enum SynthColumn;
    out.options.without = some_of<SynthColumn>({Father, Sex, Birth, Place, Event, Status},
                                               rng.below(ranges.most_lacking + 1), rng);
    const double most = std::max(kFewestRecords, static_cast<double>(records));
    out.options.people = people_for(factor_between(rng, {kFewestRecords, most}), out.options);
    return out;
}

}  // namespace dalil
