// Simulation-based calibration of the average over decomposable graphs: is the truth's rank among
// draws of the posterior uniform? Prints a histogram of ranks and the chi-square of its bins.
//
//     bench_graph_calibration [--worlds N] [--lists J] [--delta D] [--seed S]
#include <cstdlib>
#include <string_view>

#include "bench/rank_histogram.hpp"
#include "estimate/graph_calibration.hpp"

int main(int count, char** arguments) {
    dalil::GraphCalibrationDesign design;
    dalil::Context context;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = arguments[i];
        const double value = std::strtod(arguments[i + 1], nullptr);
        if (name == "--worlds") design.worlds = static_cast<std::size_t>(value);
        if (name == "--lists") design.lists = static_cast<std::size_t>(value);
        if (name == "--delta") design.delta = value;
        if (name == "--seed") context.seed = static_cast<std::uint64_t>(value);
    }
    print_ranks(dalil::graph_calibration_ranks(design, context), context.seed);
}
