// Learned jumps between modes: a proper density, and a posterior that they leave as it is.
#include "estimate/mode_jump.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "estimate/chain_diagnostics.hpp"
#include "estimate/latent_jumps.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using testing_tables::table_of;

/// Three lists that fit one kind of people seldom listed as well as two kinds: two modes of N, the
/// one near 6,000 and the other near 23,000, between which tempered chains still travel unaided.
CaptureTable two_answers() {
    return table_of({"A", "B", "C"}, {{"100", 400},
                                      {"010", 300},
                                      {"001", 500},
                                      {"110", 30},
                                      {"101", 2},
                                      {"011", 3},
                                      {"111", 4}});
}

constexpr double kBetween = 12000;

/// Draws of roles that stand around two places; the shares of the roles overlap.
std::vector<std::vector<double>> made_up(const RoleShape& shape, double shift, Rng& rng) {
    std::vector<std::vector<double>> draws;
    for (int i = 0; i < 2000; ++i) {
        auto& draw = draws.emplace_back(shape.values());
        double sum = 0;
        for (std::size_t r = 0; r < shape.roles; ++r) {
            for (std::size_t j = 0; j < shape.lists; ++j) {
                draw[r * (shape.lists + 1) + j] =
                    shift + static_cast<double>(r) + std::log(rng.exponential());
            }
            sum += draw[shape.share_at(r)] = std::exp(0.7 * rng.normal());
        }
        for (std::size_t r = 0; r < shape.roles; ++r) {
            draw[shape.share_at(r)] = std::log(draw[shape.share_at(r)] / sum);
        }
    }
    return draws;
}

struct Means {
    double value = 0, error = 0;
};

Means mean_of(const std::vector<std::vector<double>>& chains) {
    Means out;
    double count = 0, square = 0;
    for (const auto& chain : chains) {
        for (double v : chain) {
            out.value += v;
            square += v * v;
            count += 1;
        }
    }
    out.value /= count;
    const double variance = square / count - out.value * out.value;
    out.error = std::sqrt(variance / effective_draws(chains));
    return out;
}

struct Found {
    std::vector<std::vector<double>> above, log_total, log_likelihood, occupied;
    double jumps = 0;
};

std::shared_ptr<const ModeJump> learned(const LatentDensity& density, const Context& context) {
    LatentLadder ladder(density, context.seed, 0);
    ladder.burn_in(1000, context);
    std::vector<LatentDraw> draws;
    std::vector<LatentPlace> places;
    ladder.sample(2000, 1, draws, context, &places);
    return learn_latent_jump(density, places, {kBetween}, ladder.state(), context);
}

Found sampled(const LatentDensity& density, std::shared_ptr<const ModeJump> jump,
              std::size_t sweeps, const Context& context) {
    Found found;
    for (std::uint64_t i = 0; i < 2; ++i) {
        LatentLadder ladder(density, context.seed, 10 + i);
        ladder.burn_in(1000, context);
        ladder.set_jump(jump);
        std::vector<LatentDraw> draws;
        ladder.sample(sweeps, 4, draws, context);
        auto& above = found.above.emplace_back();
        auto& total = found.log_total.emplace_back();
        auto& likelihood = found.log_likelihood.emplace_back();
        auto& occupied = found.occupied.emplace_back();
        for (const LatentDraw& draw : draws) {
            above.push_back(draw.total > kBetween ? 1 : 0);
            total.push_back(std::log(draw.total));
            likelihood.push_back(draw.log_likelihood);
            occupied.push_back(draw.occupied);
        }
        found.jumps += ladder.jump_rate() / 2;
    }
    return found;
}

void expect_alike(const std::vector<std::vector<double>>& a,
                  const std::vector<std::vector<double>>& b, const char* what) {
    const Means first = mean_of(a), second = mean_of(b);
    EXPECT_NEAR(first.value, second.value, 4 * std::hypot(first.error, second.error)) << what;
}

TEST(ModeJump, DensityIsThatOfTheDrawsWhateverTheOrderOfRoles) {
    const RoleShape shape{2, 3};
    Rng rng(1);
    const ModeJump one =
        learn_mode_jump(shape, {made_up(shape, 0, rng), made_up(shape, 2, rng)}, rng);
    const ModeJump other =
        learn_mode_jump(shape, {made_up(shape, 0.3, rng), made_up(shape, 1.8, rng)}, rng);
    // The mean of the ratio of two densities, over draws from the lower one, is one.
    std::vector<double> roles(shape.values());
    double sum = 0, square = 0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
        one.draw(rng, roles);
        const double ratio = std::exp(other.log_density(roles) - one.log_density(roles));
        sum += ratio;
        square += ratio * ratio;
    }
    const double mean = sum / kDraws;
    EXPECT_NEAR(mean, 1, 4 * std::sqrt((square / kDraws - mean * mean) / kDraws));
    EXPECT_LT(square / kDraws, 20) << "too uneven to tell";
}

TEST(ModeJump, HeavyRolesComeFirstAsOftenAsTheyWeigh) {
    const RoleShape shape{1, 2};
    Rng rng(2);
    const ModeJump jump = learn_mode_jump(shape, {made_up(shape, 0, rng)}, rng);
    std::vector<double> roles(shape.values());
    double first_heavier = 0, expected = 0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
        jump.draw(rng, roles);
        const double a = std::exp(roles[1]), b = std::exp(roles[3]);
        EXPECT_NEAR(a + b, 1, 1e-9);
        first_heavier += a > b ? 1 : 0;
        expected += std::max(a, b);
    }
    EXPECT_NEAR(first_heavier / kDraws, expected / kDraws, 0.015);
}

TEST(ModeJump, ScoresGoThereAndBack) {
    Rng rng(3);
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) values.push_back(std::log(rng.exponential()));
    const ScoreMap map(values);
    for (double x = -12; x < 6; x += 0.37) {
        const auto [z, log_slope] = map.score(x);
        EXPECT_NEAR(map.value(z), x, 1e-9);
        EXPECT_NEAR(std::exp(log_slope), (map.score(x + 1e-7).z - z) / 1e-7, 1e-5);
    }
}

TEST(ModeJump, PosteriorWithJumpsIsThePosteriorWithout) {
    const LatentDensity density(two_answers(), {.classes = 6});
    Context context;
    context.seed = 4;
    const auto jump = learned(density, context);
    ASSERT_NE(jump, nullptr);
    const Found with = sampled(density, jump, 20000, context);
    const Found without = sampled(density, nullptr, 60000, context);
    EXPECT_GT(with.jumps, 0.02);
    EXPECT_EQ(without.jumps, 0);
    expect_alike(with.above, without.above, "mass of the high mode");
    expect_alike(with.log_total, without.log_total, "log N");
    expect_alike(with.log_likelihood, without.log_likelihood, "log likelihood");
    expect_alike(with.occupied, without.occupied, "classes with people");
}

/// Jumps learned from another table are bad ones, and still change nothing.
TEST(ModeJump, PosteriorDoesNotDependOnHowWellTheJumpsFit) {
    CaptureTable other = two_answers();
    for (CaptureCell& cell : other.cells) cell.count = cell.count / 2 + 5;
    Context context;
    context.seed = 5;
    const LatentDensity density(two_answers(), {.classes = 6});
    const LatentDensity elsewhere(other, {.classes = 6});
    const auto jump = learned(elsewhere, context);
    if (jump == nullptr) GTEST_FAIL() << "no two modes to learn from";
    const Found with = sampled(density, jump, 20000, context);
    const Found without = sampled(density, nullptr, 60000, context);
    EXPECT_GT(with.jumps, 0.001);
    expect_alike(with.above, without.above, "mass of the high mode");
    expect_alike(with.log_likelihood, without.log_likelihood, "log likelihood");
    expect_alike(with.occupied, without.occupied, "classes with people");
}

/// With a small alpha sticks go beyond the range of exp; there the prior must go on falling by
/// alpha.
TEST(ModeJump, SticksFarOutStillHaveTheirPrior) {
    const LatentDensity density(two_answers(), {.classes = 3});
    LatentWork work(density);
    std::vector<double> points(density.dimensions() * kLanes, 0);
    double alpha[kLanes], heat[kLanes];
    for (std::size_t l = 0; l < kLanes; ++l) {
        alpha[l] = 0.01;
        heat[l] = 1;
        points[density.stick_at(1) * kLanes + l] = 200 * static_cast<double>(l + 1);
    }
    density.evaluate(points.data(), alpha, heat, true, work);
    for (std::size_t l = 1; l < kLanes; ++l) {
        EXPECT_NEAR(work.log_prior[l] - work.log_prior[l - 1], -200 * 0.01, 1e-6) << l;
        EXPECT_NEAR(work.slope[density.stick_at(1) * kLanes + l], -0.01, 1e-6) << l;
    }
}

TEST(ModeJump, NothingIsLearnedFromOneMode) {
    const LatentDensity density(two_answers(), {.classes = 6});
    Context context;
    LatentLadder ladder(density, 1, 0);
    ladder.burn_in(100, context);
    std::vector<LatentDraw> draws;
    std::vector<LatentPlace> places;
    ladder.sample(200, 1, draws, context, &places);
    EXPECT_EQ(learn_latent_jump(density, places, {1e9}, ladder.state(), context), nullptr);
}

}  // namespace
}  // namespace dalil
