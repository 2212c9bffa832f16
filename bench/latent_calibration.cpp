// Simulation-based calibration of the latent-class sampler: is the truth's rank among the draws
// uniform? Prints a histogram of ranks and the chi-square of its bins.
//
//     bench_latent_calibration [--worlds N] [--lists J] [--lambda-b B] [--seed S]
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "estimate/latent_calibration.hpp"

int main(int count, char** arguments) {
    dalil::CalibrationDesign design;
    dalil::Context context;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        const double value = std::strtod(arguments[i + 1], nullptr);
        if (name == "--worlds") design.worlds = static_cast<std::size_t>(value);
        if (name == "--lists") design.lists = static_cast<std::size_t>(value);
        if (name == "--lambda-b") design.prior.lambda_b = value;
        if (name == "--seed") context.seed = static_cast<std::uint64_t>(value);
    }
    constexpr std::size_t kBins = 20;
    std::array<double, kBins> bins{};
    for (double rank : dalil::calibration_ranks(design, context)) {
        bins[static_cast<std::size_t>(rank * kBins)] += 1;
    }
    const double expected = static_cast<double>(design.worlds) / kBins;
    double square = 0;
    for (std::size_t b = 0; b < kBins; ++b) {
        fmt::print("{:.2f} {:4.0f} {}\n", static_cast<double>(b) / kBins, bins[b],
                   std::string(static_cast<std::size_t>(bins[b] / expected * 20), '#'));
        square += (bins[b] - expected) * (bins[b] - expected) / expected;
    }
    fmt::print("chi-square {:.1f} on {} degrees of freedom ({} worlds, seed {})\n", square,
               kBins - 1, design.worlds, context.seed);
}
