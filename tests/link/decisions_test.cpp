#include "dalil/link/decisions.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "dalil/base/random.hpp"

namespace dalil {
namespace {

using Verdict = PairDecision::Verdict;

TEST(DecidedPairs, CarrySameOverAndDifferentAlong) {
    const DecidedPairs decided(
        {{1, 2, Verdict::Same}, {3, 2, Verdict::Same}, {9, 3, Verdict::Different}});
    EXPECT_EQ(decided.verdict(1, 3), Verdict::Same);
    EXPECT_EQ(decided.verdict(1, 9), Verdict::Different);
    EXPECT_EQ(decided.verdict(9, 1), Verdict::Different);
    EXPECT_EQ(decided.verdict(1, 4), std::nullopt);
    EXPECT_TRUE(decided.contradictions().empty());
}

TEST(DecidedPairs, LeaveUnsurePairsOpenUntilSomethingFollows) {
    const DecidedPairs open({{1, 2, Verdict::Unsure}});
    EXPECT_EQ(open.verdict(2, 1), Verdict::Unsure);
    const DecidedPairs settled(
        {{1, 2, Verdict::Unsure}, {1, 3, Verdict::Same}, {3, 2, Verdict::Same}});
    EXPECT_EQ(settled.verdict(1, 2), Verdict::Same);
}

TEST(DecidedPairs, SetAsideTheNewestSameOfATriangleAndNameAllThree) {
    // In whatever order the three are said, "different" stays.
    const PairDecision ab{1, 2, Verdict::Same}, bc{2, 3, Verdict::Same},
        ac{1, 3, Verdict::Different};
    for (const auto& order :
         {std::vector{ab, bc, ac}, std::vector{ac, ab, bc}, std::vector{ab, ac, bc}}) {
        const DecidedPairs decided(order);
        ASSERT_EQ(decided.contradictions().size(), 1U);
        const Contradiction& c = decided.contradictions().front();
        EXPECT_EQ(order[c.different].verdict, Verdict::Different);
        ASSERT_EQ(c.chain.size(), 2U);
        EXPECT_EQ(order[c.set_aside].b, 3U);
        EXPECT_NE(std::find(c.chain.begin(), c.chain.end(), c.set_aside), c.chain.end());
        EXPECT_EQ(decided.kept().size(), 2U);
        EXPECT_EQ(decided.verdict(1, 2), Verdict::Same);
        EXPECT_EQ(decided.verdict(1, 3), Verdict::Different);
    }
}

TEST(DecidedPairs, GiveTheWholeChainThatAContradictionRestsOn) {
    std::vector<PairDecision> decisions;
    for (std::uint32_t r = 0; r < 6; ++r) decisions.push_back({r, r + 1, Verdict::Same});
    decisions.push_back({0, 6, Verdict::Different});
    const DecidedPairs decided(decisions);
    ASSERT_EQ(decided.contradictions().size(), 1U);
    EXPECT_EQ(decided.contradictions()[0].chain, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(decided.contradictions()[0].set_aside, 5U);
}

TEST(DecidedPairs, HoldNoContradictionWhateverWasSaid) {
    Rng rng(3);
    for (int world = 0; world < 200; ++world) {
        std::vector<PairDecision> decisions;
        for (int i = 0; i < 40; ++i)
            decisions.push_back({static_cast<std::uint32_t>(rng.below(12)),
                                 static_cast<std::uint32_t>(rng.below(12)),
                                 rng.below(4) == 0 ? Verdict::Different : Verdict::Same});
        const DecidedPairs decided(decisions);
        for (const PairDecision& d : decided.kept())
            EXPECT_EQ(decided.verdict(d.a, d.b), d.verdict) << world;
        EXPECT_TRUE(DecidedPairs(decided.kept()).contradictions().empty()) << world;
    }
}

TEST(DecidedPairs, AreBoundedForAHundredThousandDecisions) {
    std::vector<PairDecision> decisions;
    for (std::uint32_t r = 1; r < 50'000; ++r) decisions.push_back({0, r, Verdict::Same});
    for (std::uint32_t r = 1; r < 50'000; ++r)
        decisions.push_back({r, r + 50'000, Verdict::Different});
    for (std::uint32_t r = 1; r < 50'000; ++r) decisions.push_back({r + 50'000, 0, Verdict::Same});
    const DecidedPairs decided(decisions);
    EXPECT_EQ(decided.contradictions().size(), 49'999U);
    EXPECT_TRUE(decided.contradictions().back().chain.empty());
}

}  // namespace
}  // namespace dalil
