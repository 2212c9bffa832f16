// Ranks of the truth among draws of its posterior, printed as a histogram with the chi-square of
// its bins: is it flat?
//
//     print_ranks(ranks, context.seed);
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>

inline void print_ranks(std::span<const double> ranks, std::uint64_t seed) {
    constexpr std::size_t kBins = 20;
    std::array<double, kBins> bins{};
    for (const double rank : ranks) bins[static_cast<std::size_t>(rank * kBins)] += 1;
    const double expected = static_cast<double>(ranks.size()) / kBins;
    double square = 0;
    for (std::size_t b = 0; b < kBins; ++b) {
        fmt::print("{:.2f} {:4.0f} {}\n", static_cast<double>(b) / kBins, bins[b],
                   std::string(static_cast<std::size_t>(bins[b] / expected * 20), '#'));
        square += (bins[b] - expected) * (bins[b] - expected) / expected;
    }
    fmt::print("chi-square {:.1f} on {} degrees of freedom ({} worlds, seed {})\n", square,
               kBins - 1, ranks.size(), seed);
}
