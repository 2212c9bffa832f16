// The small version of bench/linkage_doubt.cpp: lists of invented people with known links.
#include <gtest/gtest.h>

#include <cmath>

#include "bench/doubt_world.hpp"
#include "bench/link_study.hpp"
#include "dalil/estimate/estimate.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/tally/tally.hpp"

namespace dalil {
namespace {

struct Bounds {
    MethodResult truth, best, drawn;
};

/// The lower bound of Chao has an answer in every world and moves with every link.
MethodResult bound(const StratumEstimate& stratum) {
    for (const MethodResult& m : stratum.methods)
        if (m.method == "chao_lower_bound" && m.estimate) return m;
    ADD_FAILURE() << "no bound";
    return {};
}

Bounds bounds_of(const doubt::Design& design) {
    const Context context;
    const doubt::World world = doubt::invent(design);
    const study::TypedLists typed = study::type_lists(world.lists, context);
    const Linkage linkage = link(typed.records, {}, context);
    const auto counted = tally(typed.records, linkage, {}, 0.95, context);
    EXPECT_TRUE(counted.has_value());
    const StratumTally& whole = counted->strata.front();
    EstimateOptions options;
    options.methods = {"chao_lower_bound"};
    return {bound(estimate(world.table, options, context)),
            bound(estimate(whole.best, options, context)),
            bound(estimate_draws(whole.best, whole.draws, options, context))};
}

double log_ratio(double a, double b) {
    return std::log(a / b);
}

TEST(LinkageDoubt, WithoutErrorsTheThreeRunsAgree) {
    for (const std::uint32_t seed : {11U, 12U, 13U}) {
        const Bounds b = bounds_of({800, 0, seed});
        EXPECT_LT(std::abs(log_ratio(*b.best.estimate, *b.truth.estimate)), 0.02) << seed;
        EXPECT_LT(std::abs(log_ratio(*b.drawn.estimate, *b.truth.estimate)), 0.02) << seed;
        EXPECT_LT(log_ratio(*b.drawn.high, *b.drawn.low),
                  1.1 * log_ratio(*b.truth.high, *b.truth.low))
            << seed;
    }
}

TEST(LinkageDoubt, DrawsWidenTheIntervalWhereNamesAreMisspelt) {
    for (const std::uint32_t seed : {11U, 12U, 13U}) {
        const Bounds b = bounds_of({2000, 0.1, seed});
        EXPECT_GT(log_ratio(*b.drawn.high, *b.drawn.low),
                  1.1 * log_ratio(*b.best.high, *b.best.low))
            << seed;
        // What true links give lies in the interval of the draws.
        EXPECT_LT(*b.drawn.low, *b.truth.estimate) << seed;
        EXPECT_GT(*b.drawn.high, *b.truth.estimate) << seed;
    }
}

}  // namespace
}  // namespace dalil
