// Latent classes: the density against the formula, the sampler against another sampler, exact
// posteriors and calibration.
#include "estimate/latent_class.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "estimate/latent_calibration.hpp"
#include "estimate/latent_ladder.hpp"
#include "estimate/posterior_modes.hpp"
#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_latent.hpp"

namespace dalil {
namespace {

using testing_tables::kosovo;
using testing_tables::table_of;

struct Points {
    std::vector<double> at, alpha, heat;
};

Points random_points(const LatentDensity& density, std::uint64_t seed) {
    Rng rng(seed, 5);
    Points p{std::vector<double>(density.dimensions() * kLanes), std::vector<double>(kLanes),
             std::vector<double>(kLanes)};
    for (double& v : p.at) v = 1.5 * rng.normal();
    for (double& v : p.alpha) v = 0.2 + rng.uniform();
    for (double& v : p.heat) v = 0.3 + 0.7 * rng.uniform();
    return p;
}

double logistic(double x) {
    return 1 / (1 + std::exp(-x));
}

reference::LatentPoint lane(const LatentDensity& density, const Points& p, std::size_t l) {
    reference::LatentPoint point;
    for (std::size_t k = 0; k < density.classes(); ++k) {
        auto& own = point.lambda.emplace_back();
        for (std::size_t j = 0; j < density.lists(); ++j) {
            own.push_back(logistic(p.at[(k * density.lists() + j) * kLanes + l]));
        }
        if (k + 1 < density.classes()) {
            point.sticks.push_back(logistic(p.at[density.stick_at(k) * kLanes + l]));
        }
    }
    return point;
}

TEST(LatentDensity, IsTheFormula) {
    CaptureTable blocked = kosovo();
    blocked.cells.pop_back();
    blocked.impossible = {0b1111};
    for (const CaptureTable& table : {kosovo(), testing_tables::spina_bifida(), blocked}) {
        LatentPrior prior;
        prior.classes = 4;
        prior.cap = 1e7;  // out of the way
        const LatentDensity density(table, prior);
        LatentWork work(density);
        const Points p = random_points(density, 1);
        density.evaluate(p.at.data(), p.alpha.data(), p.heat.data(), true, work);
        for (std::size_t l = 0; l < kLanes; ++l) {
            const double slow = reference::slow_latent_likelihood(table, lane(density, p, l));
            EXPECT_NEAR(work.log_likelihood[l], slow, 1e-9 * std::abs(slow)) << l;
        }
    }
}

TEST(LatentDensity, SlopeIsThatOfItsOwnValue) {
    CaptureTable blocked = kosovo();
    blocked.cells.pop_back();
    blocked.impossible = {0b1111, 0b0111};
    std::erase_if(blocked.cells, [](const CaptureCell& c) { return c.pattern == 0b0111; });
    for (const double cap : {20.0, 0.5}) {  // the second bites
        LatentPrior prior;
        prior.classes = 5;
        prior.cap = cap;
        prior.lambda_a = 0.7;
        prior.lambda_b = 2;
        const LatentDensity density(blocked, prior);
        LatentWork work(density);
        const Points p = random_points(density, 2);
        density.evaluate(p.at.data(), p.alpha.data(), p.heat.data(), true, work);
        const std::vector<double> slope = work.slope;
        const auto value = [&](std::size_t i, double step, std::size_t l) {
            Points moved = p;
            moved.at[i * kLanes + l] += step;
            density.evaluate(moved.at.data(), moved.alpha.data(), moved.heat.data(), true, work);
            return moved.heat[l] * work.log_likelihood[l] + work.log_prior[l];
        };
        for (std::size_t i = 0; i < density.dimensions(); ++i) {
            const std::size_t l = i % kLanes;
            const double number = (value(i, 1e-5, l) - value(i, -1e-5, l)) / 2e-5;
            EXPECT_NEAR(slope[i * kLanes + l], number, 1e-4 * (1 + std::abs(number))) << i;
        }
    }
}

TEST(LatentDensity, ExpAndLogAreThoseOfTheLibrary) {
    for (double x = -690; x < 690; x += 0.37) {
        EXPECT_NEAR(lane_exp(all(x))[0] / std::exp(x), 1, 4e-16) << x;
    }
    for (double x = 1e-300; x < 1e300; x *= 3.7) {
        EXPECT_NEAR(lane_log(all(x))[1], std::log(x), 4e-16 * (1 + std::abs(std::log(x)))) << x;
    }
}

TEST(LaneRandom, NormalsAreNormalAndUniformsUniform) {
    Rng seeds(1);
    LaneRandom random(seeds);
    const std::size_t rows = 20001;
    std::vector<double> normal(rows * kLanes), uniform(rows * kLanes);
    random.normals(normal.data(), rows);
    random.uniforms(uniform.data(), rows);
    const double count = static_cast<double>(normal.size());
    double one = 0, two = 0, four = 0, low = 0, next = 0;
    for (std::size_t i = 0; i < normal.size(); ++i) {
        one += normal[i] / count;
        two += normal[i] * normal[i] / count;
        four += std::pow(normal[i], 4) / count;
        low += uniform[i] < 0.1 ? 1 / count : 0;
        if (i >= kLanes) next += normal[i] * normal[i - kLanes] / count;
    }
    EXPECT_NEAR(one, 0, 0.012);
    EXPECT_NEAR(two, 1, 0.018);
    EXPECT_NEAR(four, 3, 0.12);
    EXPECT_NEAR(low, 0.1, 0.004);
    EXPECT_NEAR(next, 0, 0.012);
}

TEST(UnseenCap, IsTheShareOfDrawsBelowIt) {
    const UnseenCap cap(40, 200);
    Rng rng(7);
    for (const double q : {0.8, 0.83, 0.86, 0.5}) {
        int below = 0;
        const int draws = 20000;
        for (int i = 0; i < draws; ++i) {
            below += rng.poisson(rng.gamma(40) * q / (1 - q)) <= 200 ? 1 : 0;
        }
        EXPECT_NEAR(std::exp(cap.at(q).value), below / static_cast<double>(draws), 0.015) << q;
        EXPECT_NEAR(cap.at(q).slope, (cap.at(q + 1e-6).value - cap.at(q - 1e-6).value) / 2e-6,
                    1e-3 * (1 + std::abs(cap.at(q).slope)));
        for (int i = 0; i < 200; ++i) EXPECT_LE(cap.draw(q, rng), 200);
    }
}

LatentOptions quick(double enough) {
    LatentOptions options;
    options.enough = enough;
    return options;
}

double quantile(std::vector<double> x, double p) {
    const auto at = static_cast<std::ptrdiff_t>(p * static_cast<double>(x.size() - 1));
    std::nth_element(x.begin(), x.begin() + at, x.end());
    return x[static_cast<std::size_t>(at)];
}

TEST(LatentClass, AgreesWithTheGibbsSampler) {
    // Two kinds of people on three lists of about 300.
    const CaptureTable table = table_of({"A", "B", "C"}, {{"100", 60},
                                                          {"010", 75},
                                                          {"001", 52},
                                                          {"110", 22},
                                                          {"101", 25},
                                                          {"011", 19},
                                                          {"111", 41}});
    const LatentPosterior fast = sample_latent_classes(usable_table(table), quick(3000), {});
    const std::vector<double> slow =
        reference::gibbs_latent_totals(table, 10, 1, 1, 5000, 100000, 1);
    EXPECT_LE(fast.rhat, 1.01);
    EXPECT_NEAR(std::log(fast.quantile(0.5) / quantile(slow, 0.5)), 0, 0.03);
    EXPECT_NEAR(std::log(fast.quantile(0.1) / quantile(slow, 0.1)), 0, 0.03);
    EXPECT_NEAR(std::log(fast.quantile(0.9) / quantile(slow, 0.9)), 0, 0.06);
}

TEST(LatentClass, OneClassIsTheExactPosteriorOfIndependence) {
    // With p(N) ~ 1/N and uniform chances: p(N) ~ 1/N N!/(N-n)! prod_j (N-n_j)!/(N+1)!.
    const CaptureTable table = kosovo();
    std::vector<double> log_mass;
    const auto n = static_cast<std::uint64_t>(table.people());
    for (std::uint64_t total = n; total < 4 * n; ++total) {
        const auto big = static_cast<double>(total);
        double value = -std::log(big) + std::lgamma(big + 1) - std::lgamma(big - 4400 + 1);
        for (std::size_t j = 0; j < 4; ++j) {
            value +=
                std::lgamma(big - static_cast<double>(table.size_of(j)) + 1) - std::lgamma(big + 2);
        }
        log_mass.push_back(value);
    }
    const double top = *std::max_element(log_mass.begin(), log_mass.end());
    double sum = 0;
    for (double& v : log_mass) sum += v = std::exp(v - top);
    const auto exact = [&](double p) {
        double below = 0;
        for (std::size_t i = 0; i < log_mass.size(); ++i) {
            if ((below += log_mass[i]) >= p * sum) return static_cast<double>(n + i);
        }
        return 0.0;
    };
    LatentOptions options = quick(4000);
    options.prior.classes = 1;
    const LatentPosterior found = sample_latent_classes(usable_table(table), options, {});
    EXPECT_NEAR(found.quantile(0.5), exact(0.5), 12);
    EXPECT_NEAR(found.quantile(0.025), exact(0.025), 20);
    EXPECT_NEAR(found.quantile(0.975), exact(0.975), 25);
}

TEST(LatentClass, KosovoIsThePinnedPosterior) {
    // 10,430 [9,040, 13,850], pinned by two other methods.
    const MethodResult m =
        estimate_latent_class(usable_table(kosovo()), quick(2500), {}).run.result;
    EXPECT_NEAR(*m.estimate, 10430, 110);
    EXPECT_NEAR(*m.low, 9040, 130);
    EXPECT_NEAR(*m.high, 13850, 700);
    EXPECT_LE(*m.rhat, 1.01);
    EXPECT_GE(*m.ess, 2500);
    EXPECT_EQ(m.modes.size(), 1U);
}

// A class that was empty in the burn-in and holds people later must not be moved too far.
TEST(LatentLadder, EmptyClassesKeepTheMassOfThoseBeforeThem) {
    const LatentDensity density(kosovo(), {});
    LatentLadder ladder(density, 1, 0);
    ladder.burn_in(200, {});
    const std::vector<double> masses = ladder.state().masses;
    const std::size_t lists = density.lists(), dimensions = density.dimensions();
    ASSERT_EQ(masses.size(), kLanes * dimensions);
    for (std::size_t rung = 0; rung < kLanes; ++rung) {
        const double* own = masses.data() + rung * dimensions;
        for (std::size_t i = lists; i < density.stick_at(0); ++i) {
            EXPECT_GE(own[i], 0.5 * own[i - lists]) << "rung " << rung << ", coordinate " << i;
        }
        for (std::size_t i = density.stick_at(1); i < dimensions; ++i) {
            EXPECT_GE(own[i], 0.5 * own[i - 1]) << "rung " << rung << ", stick at " << i;
        }
    }
}

TEST(LatentClass, SameForAnyNumberOfThreadsAndOtherForOtherSeeds) {
    Context one, two, other;
    one.threads = 1;
    two.threads = 2;
    other.seed = 2;
    const UsableTable usable = usable_table(testing_tables::spina_bifida());
    const LatentPosterior a = sample_latent_classes(usable, quick(300), one),
                          b = sample_latent_classes(usable, quick(300), two),
                          c = sample_latent_classes(usable, quick(300), other);
    EXPECT_EQ(a.totals, b.totals);
    EXPECT_NE(a.totals, c.totals);
}

TEST(PosteriorModes, TwoHumpsAreTwoModes) {
    Rng rng(3);
    std::vector<double> totals;
    for (int i = 0; i < 3000; ++i) totals.push_back(1000 + 500 * std::exp(0.1 * rng.normal()));
    for (int i = 0; i < 1000; ++i) totals.push_back(1000 + 4000 * std::exp(0.1 * rng.normal()));
    const std::vector<Mode> modes = posterior_modes(totals, 1000, 1000, 0.95);
    ASSERT_EQ(modes.size(), 2U);
    EXPECT_NEAR(modes[0].median, 1500, 10);
    EXPECT_NEAR(modes[1].median, 5000, 60);
    EXPECT_NEAR(modes[0].mass, 0.75, 1e-9);
    totals.resize(3000);
    EXPECT_EQ(posterior_modes(totals, 1000, 1000, 0.95).size(), 1U);
    // Few people unlisted: whole numbers are no modes.
    std::vector<double> small;
    for (int i = 0; i < 3000; ++i) small.push_back(1000 + static_cast<double>(rng.poisson(3)));
    EXPECT_EQ(posterior_modes(small, 1000, 1000, 0.95).size(), 1U);
}

TEST(LatentClass, RanksOfTheTruthAreUniform) {
    // A small seeded piece of bench_latent_calibration.
    CalibrationDesign design;
    design.worlds = 60;
    design.enough = 250;
    const std::vector<double> ranks = calibration_ranks(design, {});
    ASSERT_GE(ranks.size(), 50U);
    double mean = 0, square = 0;
    for (double r : ranks) {
        mean += r / static_cast<double>(ranks.size());
        square += (r - 0.5) * (r - 0.5) / static_cast<double>(ranks.size());
    }
    // Uniform: mean 1/2 with standard error .037, mean square 1/12 with .0096.
    EXPECT_NEAR(mean, 0.5, 0.12);
    EXPECT_NEAR(square, 1.0 / 12, 0.032);
}

}  // namespace
}  // namespace dalil
