#include "estimate/latent_jumps.hpp"

#include <algorithm>

#include "dalil/base/parallel.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostRoles = 4;  // all orders of the roles are summed over
constexpr std::size_t kScoutSettle = 200, kScoutSweeps = 1600, kScoutEvery = 4;

std::vector<std::vector<const LatentPlace*>> by_mode(const std::vector<LatentPlace>& places,
                                                     const std::vector<double>& cuts) {
    std::vector<std::vector<const LatentPlace*>> modes(cuts.size() + 1);
    for (const LatentPlace& place : places) {
        const auto cut = std::upper_bound(cuts.begin(), cuts.end(), place.total);
        modes[static_cast<std::size_t>(cut - cuts.begin())].push_back(&place);
    }
    return modes;
}

/// Eight chains on the untempered density, from places spread over what was met of a mode.
std::vector<LatentPlace> scout(const LatentDensity& density,
                               const std::vector<const LatentPlace*>& mode, LadderState state,
                               std::uint64_t which, const Context& context) {
    const std::size_t dimensions = density.dimensions();
    for (std::size_t l = 0; l < kLanes; ++l) {
        const LatentPlace& place = *mode[(2 * l + 1) * mode.size() / (2 * kLanes)];
        for (std::size_t d = 0; d < dimensions; ++d) state.point[d * kLanes + l] = place.point[d];
        std::copy_n(state.masses.begin(), dimensions,
                    state.masses.begin() + static_cast<std::ptrdiff_t>(l * dimensions));
        state.alpha[l] = place.alpha;
        state.rung_of[l] = l;
    }
    state.heats.fill(1);
    state.steps.fill(state.steps[0]);
    state.jump = nullptr;
    LatentLadder ladder(density, state, context.seed, which);
    ladder.settle(kScoutSettle, context);
    std::vector<LatentPlace> met;
    ladder.note(kScoutSweeps, kScoutEvery, met, context);
    return met;
}

std::uint32_t middle_occupied(const std::vector<const LatentPlace*>& mode) {
    std::vector<std::uint32_t> counts;
    for (const LatentPlace* place : mode) counts.push_back(place->occupied);
    const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
    std::nth_element(counts.begin(), middle, counts.end());
    return *middle;
}

}  // namespace

std::shared_ptr<const ModeJump> learn_latent_jump(const LatentDensity& density,
                                                  const std::vector<LatentPlace>& places,
                                                  const std::vector<double>& cuts,
                                                  const LadderState& like, const Context& context) {
    auto modes = by_mode(places, cuts);
    std::erase_if(modes, [](const auto& mode) { return mode.empty(); });
    if (modes.size() < 2) return nullptr;
    std::vector<std::vector<LatentPlace>> scouted(modes.size());
    parallel_for(context, modes.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t m = begin; m < end; ++m) {
            scouted[m] = scout(density, modes[m], like, 500 + m, context);
        }
    });
    std::size_t roles = 1;
    for (const auto& mode : modes) roles = std::max<std::size_t>(roles, middle_occupied(mode));
    roles = std::min({roles, kMostRoles, density.classes()});
    std::vector<LatentPlace> all;
    for (auto& found : scouted) {
        std::move(found.begin(), found.end(), std::back_inserter(all));
    }
    std::vector<std::vector<std::vector<double>>> draws;
    for (const auto& mode : by_mode(all, cuts)) {
        auto& of_mode = draws.emplace_back();
        for (const LatentPlace* place : mode) {
            of_mode.push_back(roles_of(density, place->point, roles));
        }
    }
    Rng rng(context.seed, 0x6D6F646573);
    return std::make_shared<const ModeJump>(learn_mode_jump({density.lists(), roles}, draws, rng));
}

}  // namespace dalil
