#include "estimate/latent_calibration.hpp"

#include <cmath>
#include <map>

#include "dalil/base/parallel.hpp"
#include "estimate/latent_class.hpp"

namespace dalil {

namespace {

struct World {
    CaptureTable table;
    double total = 0;
};

/// One world from the prior, or one that the bound excludes.
World draw_world(const CalibrationDesign& design, Rng& rng) {
    World world;
    world.total =
        std::floor(std::exp(std::log(design.least) +
                            rng.uniform() * (std::log(design.most + 1) - std::log(design.least))));
    const LatentPrior& prior = design.prior;
    const double alpha = rng.gamma(prior.alpha_shape) / prior.alpha_rate;
    std::map<std::uint64_t, std::uint64_t> cells;
    auto left = static_cast<std::uint64_t>(world.total);
    for (std::size_t k = 0; k < prior.classes; ++k) {
        const bool last = k + 1 == prior.classes;
        const double stick = last ? 1 : 1 - std::pow(rng.uniform(), 1 / std::max(alpha, 1e-9));
        const std::uint64_t people = last ? left : rng.binomial(left, stick);
        left -= people;
        std::vector<double> chance;
        for (std::size_t j = 0; j < design.lists; ++j) {
            chance.push_back(rng.beta(prior.lambda_a, prior.lambda_b));
        }
        for (std::uint64_t i = 0; i < people; ++i) {
            std::uint64_t pattern = 0;
            for (std::size_t j = 0; j < design.lists; ++j) {
                if (rng.uniform() < chance[j]) pattern |= std::uint64_t{1} << j;
            }
            if (pattern != 0) ++cells[pattern];
        }
    }
    for (std::size_t j = 0; j < design.lists; ++j) {
        world.table.lists.push_back("L" + std::to_string(j + 1));
    }
    for (const auto& [pattern, count] : cells) world.table.cells.push_back({pattern, count, false});
    return world;
}

bool allowed(const World& world, const LatentPrior& prior) {
    const auto n = static_cast<double>(world.table.people());
    return n > 0 && world.total - n <= std::floor(prior.cap * n);
}

double rank_of(const World& world, const CalibrationDesign& design, std::uint64_t stream,
               const Context& context, Rng& rng) {
    UsableTable whole;
    whole.table = world.table;
    whole.n = world.table.people();
    LatentOptions options;
    options.prior = design.prior;
    options.enough = design.enough;
    options.stream = stream;
    const LatentPosterior posterior = sample_latent_classes(whole, options, context);
    double below = 0, equal = 0, all = 0;
    for (double total : posterior.sorted) {
        if (total < design.least || total > design.most) continue;
        below += total < world.total ? 1 : 0;
        equal += total == world.total ? 1 : 0;
        all += 1;
    }
    return (below + rng.uniform() * (equal + 1)) / (all + 1);
}

}  // namespace

std::vector<double> calibration_ranks(const CalibrationDesign& design, const Context& context) {
    std::vector<double> ranks(design.worlds);
    parallel_for(context, design.worlds, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t w = begin; w < end; ++w) {
            Rng rng(context.seed, 0x63616C, w);
            World world = draw_world(design, rng);
            while (!allowed(world, design.prior)) world = draw_world(design, rng);
            ranks[w] = rank_of(world, design, w + 1, context, rng);
        }
    });
    return ranks;
}

}  // namespace dalil
