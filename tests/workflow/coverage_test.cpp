// The small version of the study in bench/link_coverage.cpp: invented worlds of varied difficulty,
// typed and linked with nothing given by hand. Bounds are loose; the study has the figures.
#include <gtest/gtest.h>

#include <cmath>

#include "bench/link_study.hpp"
#include "dalil/synth/varied.hpp"

namespace dalil {
namespace {

TEST(Coverage, IntervalsOfVariedWorldsMostlyHoldTheTruth) {
    constexpr std::uint64_t kWorlds = 10;
    Context context;
    LinkOptions options;
    options.level = 0.9;
    study::Reliability pairs;
    int holds = 0;
    for (std::uint64_t k = 0; k < kWorlds; ++k) {
        const VariedWorld world = varied_world(4, k, 700);
        const auto lists = invent_lists(world.options, context);
        ASSERT_TRUE(lists);
        const study::TypedLists typed = study::type_lists(*lists, context);
        const Linkage linkage = link(typed.records, options, context);
        std::vector<std::uint32_t> people = typed.entity;
        std::sort(people.begin(), people.end());
        const auto truth =
            static_cast<double>(std::unique(people.begin(), people.end()) - people.begin());
        EXPECT_NEAR(linkage.people.median / truth, 1, 0.15) << "world " << k;
        holds += linkage.people.low <= truth && truth <= linkage.people.high;
        study::for_each_probability(linkage, [&](std::uint32_t a, std::uint32_t b, double said) {
            pairs.add(said, typed.entity[a] == typed.entity[b]);
        });
    }
    EXPECT_GE(holds, 5);
    EXPECT_GT(pairs.count(), 1000U);
    EXPECT_LE(pairs.calibration_error(), 0.08);
}

}  // namespace
}  // namespace dalil
