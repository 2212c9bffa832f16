// Simulation-based calibration of the latent-class sampler: is the truth's rank among the draws
// uniform? Prints a histogram of ranks and the chi-square of its bins.
//
//     bench_latent_calibration [--worlds N] [--lists J] [--lambda-b B] [--seed S]
#include <cstdlib>
#include <string_view>

#include "bench/rank_histogram.hpp"
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
    print_ranks(dalil::calibration_ranks(design, context), context.seed);
}
