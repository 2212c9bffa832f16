// Replicates of one stratum, made into one estimate.
#include "dalil/estimate/replicates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "estimate/student.hpp"
#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_replicates.hpp"

namespace dalil {
namespace {

using namespace testing_tables;

std::filesystem::path fixtures() {
    const char* set = std::getenv("DALIL_SHARED");
    const std::filesystem::path shared =
        set != nullptr ? std::filesystem::path(set)
                       : std::filesystem::path(DALIL_SOURCE_DIR) / "../shared";
    return shared / "data/estimation/fixtures.json";
}

TEST(Student, MeetsTheTablesAndItsOwnIntegral) {
    // Abramowitz and Stegun (1964), table 26.10.
    EXPECT_NEAR(student_quantile(0.975, 1), 12.706, 5e-4);
    EXPECT_NEAR(student_quantile(0.975, 10), 2.228, 5e-4);
    EXPECT_NEAR(student_quantile(0.995, 30), 2.750, 5e-4);
    EXPECT_NEAR(student_quantile(0.025, INFINITY), -1.959963984540054, 1e-12);
    EXPECT_NEAR(student_quantile(0.975, 1e9), 1.959963984540054, 1e-8);
    EXPECT_NEAR(student_quantile(0.975, 1.0001e5), student_quantile(0.975, 0.9999e5), 2e-8);
    EXPECT_EQ(student_quantile(0.5, 3), 0);
    // Closed forms with one and two degrees of freedom.
    EXPECT_NEAR(student_quantile(0.9999, 1), std::tan(M_PI * 0.4999), 1e-8);
    EXPECT_NEAR(student_quantile(0.999, 2), 0.998 / std::sqrt(2 * 0.999 * 0.001), 1e-10);
    for (const double df : {0.7, 3.5, 23.686, 210.8, 5e4, 5e6}) {
        for (const double t : {-6.0, -1.3, 0.0, 0.4, 2.7}) {
            EXPECT_NEAR(student_cdf(t, df), reference::student_cdf_by_integration(t, df), 1e-8)
                << t << " " << df;
            const double p = student_cdf(t, df);
            EXPECT_NEAR(student_quantile(p, df), t, 1e-8) << t << " " << df;
        }
    }
}

/// Replicates whose posteriors have given moments.
std::vector<ReplicatePosterior> three_parts() {
    return {{100, 50, 3.9, 0.02, 1}, {110, 60, 4.1, 0.03, 1}, {105, 52, 3.95, 0.025, 1}};
}

TEST(Replicates, MeetThePublishedCombinationOfTwenty) {
    if (!std::filesystem::exists(fixtures())) GTEST_SKIP() << "no shared fixtures";
    std::ifstream file(fixtures());
    const nlohmann::json all = nlohmann::json::parse(file);
    const auto& tables = all["tables"];
    const auto at = std::find_if(tables.begin(), tables.end(), [](const auto& table) {
        return table.value("key", "") == "combine20";
    });
    ASSERT_NE(at, tables.end());
    std::vector<ReplicatePosterior> parts;
    for (const auto& r : (*at)["replicates"]) {
        parts.push_back({r["n_obs"], r["mean_n0"], r["mean_log_n0"], r["var_log_n0"], 1});
    }
    ASSERT_EQ(parts.size(), 20U);
    const auto verdata = combine_replicates(parts, 0.95, ReplicateRule::Verdata);
    const auto rubin = combine_replicates(parts, 0.95, ReplicateRule::Rubin);
    const auto& expected = (*at)["expected"];
    for (const auto* c : {&verdata, &rubin}) {
        const auto& e = expected[c == &verdata ? 0 : 1];
        const auto& ends = e[c == &verdata ? "interval_unrounded" : "interval"];
        EXPECT_EQ(std::round(c->estimate), e["N"].get<double>());
        EXPECT_NEAR(c->low, ends[0].get<double>(), 1e-6 * c->low);
        EXPECT_NEAR(c->high, ends[1].get<double>(), 1e-6 * c->high);
        EXPECT_NEAR(c->df, e["df"].get<double>(), 1e-6 * c->df);
    }
    EXPECT_NEAR(rubin.within, (*at)["intermediate"]["within"].get<double>(), 1e-12);
    EXPECT_NEAR(rubin.between, (*at)["intermediate"]["between"].get<double>(), 1e-12);
}

TEST(Replicates, FollowTheRuleWrittenOutAndCountEqualOnes) {
    for (const ReplicateRule rule : {ReplicateRule::Rubin, ReplicateRule::Verdata}) {
        auto parts = three_parts();
        const auto slow = reference::slow_combination(parts, 0.9, rule == ReplicateRule::Verdata);
        const auto fast = combine_replicates(parts, 0.9, rule);
        EXPECT_NEAR(fast.low, slow.low, 1e-7);
        EXPECT_NEAR(fast.high, slow.high, 1e-7);
        EXPECT_NEAR(fast.estimate, slow.estimate, 1e-9);
        auto twice = parts;
        twice.push_back(parts[1]);
        parts[1].weight = 2;
        EXPECT_NEAR(combine_replicates(parts, 0.9, rule).high,
                    combine_replicates(twice, 0.9, rule).high, 1e-9);
    }
}

TEST(Replicates, ThatDoNotDifferGiveTheNormalIntervalOfOne) {
    const std::vector<ReplicatePosterior> same(5, {100, 50, 3.9, 0.04, 1});
    const auto c = combine_replicates(same, 0.95, ReplicateRule::Rubin);
    EXPECT_EQ(c.between_share, 0);
    EXPECT_NEAR(c.high, 100 + std::exp(3.9 + 1.959963984540054 * 0.2), 1e-9);
}

TEST(Replicates, SummaryTakesNobodyForATenth) {
    const double totals[] = {10, 10 + std::exp(1.0)};
    const auto r = summarize_replicate(10, totals);
    const double a = std::log(0.1);
    EXPECT_NEAR(r.mean_log_unlisted, 0.5 * (1 + a), 1e-12);
    EXPECT_NEAR(r.var_log_unlisted, 0.5 * (1 - a) * (1 - a), 1e-12);
}

/// One stratum of 1,000 people on three lists, whose membership is known of most listed people
/// only; replicates fill it in from its posterior, pattern by pattern.
struct World {
    std::vector<CaptureTable> replicates;
    double truth = 0;
};
World world(std::uint64_t seed, std::size_t replicates) {
    Rng rng(seed, 77);
    const double inside[] = {0.3, 0.25, 0.35}, outside[] = {0.2, 0.35, 0.25};
    std::uint64_t in[8] = {}, out[8] = {}, unknown[8] = {};
    World w;
    w.truth = 1000;
    for (int person = 0; person < 2000; ++person) {
        unsigned pattern = 0;
        for (unsigned j = 0; j < 3; ++j) {
            pattern |= unsigned{rng.uniform() < (person < 1000 ? inside : outside)[j]} << j;
        }
        auto& known = person < 1000 ? in : out;
        ++(rng.uniform() < 0.6 ? unknown : known)[pattern];
    }
    for (std::size_t r = 0; r < replicates; ++r) {
        CaptureTable table;
        table.lists = {"A", "B", "C"};
        for (unsigned p = 1; p < 8; ++p) {
            const double share =
                rng.beta(0.5 + static_cast<double>(in[p]), 0.5 + static_cast<double>(out[p]));
            table.cells.push_back({p, in[p] + rng.binomial(unknown[p], share), false});
        }
        w.replicates.push_back(table);
    }
    return w;
}

const MethodResult& only(const StratumEstimate& e) {
    EXPECT_EQ(e.methods.size(), 1U);
    return e.methods.at(0);
}

TEST(Replicates, IntervalCoversWhereOneReplicateAloneDoesNot) {
    EstimateOptions options;
    options.methods = {"independence_posterior"};
    int combined = 0, alone = 0;
    constexpr int kWorlds = 60;
    for (int i = 0; i < kWorlds; ++i) {
        const World w = world(1000 + static_cast<std::uint64_t>(i), 10);
        const auto all = estimate_replicates(w.replicates, ReplicateRule::Rubin, options, {});
        const auto one = estimate(w.replicates[0], options, {});
        combined += *only(all).low <= w.truth && w.truth <= *only(all).high ? 1 : 0;
        alone += *only(one).low <= w.truth && w.truth <= *only(one).high ? 1 : 0;
        EXPECT_GT(*only(all).between_share, 0.02);
    }
    EXPECT_GE(combined, 52);  // 57 expected; below 52 has a chance of .01
    EXPECT_LT(alone, combined);
}

TEST(Replicates, OrderDoesNotMatterAndWhatIsDrawnIsDiagnosed) {
    World w = world(5, 12);
    EstimateOptions options;
    options.methods = {"latent_class_low_visibility"};
    Context one, two;
    one.threads = 1;
    two.threads = 2;
    const auto first = estimate_replicates(w.replicates, ReplicateRule::Rubin, options, one);
    std::reverse(w.replicates.begin(), w.replicates.end());
    const auto second = estimate_replicates(w.replicates, ReplicateRule::Rubin, options, two);
    EXPECT_EQ(*only(first).low, *only(second).low);
    EXPECT_EQ(*only(first).high, *only(second).high);
    EXPECT_EQ(only(first).figures.at("replicates"), 12);
    EXPECT_GE(*only(first).ess, 1000);
    EXPECT_LE(*only(first).rhat, 1.01);
    EXPECT_FALSE(first.refused);
}

TEST(Replicates, MeanIsThatOfLongerRunsOnEach) {
    const World w = world(6, 2);
    EstimateOptions options;
    options.methods = {"latent_class"};
    const auto both = estimate_replicates(w.replicates, ReplicateRule::Rubin, options, {});
    double mean = 0;
    for (const CaptureTable& table : w.replicates) {
        options.effective_draws = 4000;
        mean += 0.5 * *only(estimate(table, options, {})).mean;
    }
    // Posterior deviations of log(N - n) are about .15; 1,000 effective draws of each.
    EXPECT_NEAR(*only(both).estimate / mean, 1, 0.02);
}

TEST(Replicates, ManyPoorOnesAreRefusedAndAllPoorHaveNoFigure) {
    World w = world(7, 10);
    for (std::size_t i = 0; i < 2; ++i) w.replicates[i].cells.resize(2);
    EstimateOptions options;
    options.methods = {"independence"};
    const auto some = estimate_replicates(w.replicates, ReplicateRule::Rubin, options, {});
    EXPECT_TRUE(some.refused);
    EXPECT_EQ(some.reasons.at(0).code, "overlap-too-small");
    for (CaptureTable& table : w.replicates) table.cells.resize(2);
    const auto all = estimate_replicates(w.replicates, ReplicateRule::Rubin, options, {});
    EXPECT_TRUE(all.refused);
    EXPECT_FALSE(only(all).estimate);
}

TEST(Replicates, FewAreSaidToBeFew) {
    EstimateOptions options;
    options.methods = {"independence"};
    const auto e = estimate_replicates(world(8, 5).replicates, ReplicateRule::Rubin, options, {});
    EXPECT_TRUE(std::any_of(e.warnings.begin(), e.warnings.end(),
                            [](const Reason& r) { return r.code == "few-replicates"; }));
}

}  // namespace
}  // namespace dalil
