#include "dalil/link/evaluation.hpp"

#include <gtest/gtest.h>

#include "dalil/base/random.hpp"
#include "tests/reference/link/evaluation_reference.hpp"

namespace dalil {
namespace {

using Labels = std::vector<std::uint32_t>;

Labels random_labels(Rng& rng, std::size_t n, std::uint64_t kinds) {
    Labels out(n);
    for (auto& label : out) label = static_cast<std::uint32_t>(rng.below(kinds) * 1'000'003);
    return out;
}

void expect_same(const PrecisionRecall& a, const PrecisionRecall& b) {
    EXPECT_NEAR(a.precision, b.precision, 1e-12);
    EXPECT_NEAR(a.recall, b.recall, 1e-12);
    EXPECT_NEAR(a.f1, b.f1, 1e-12);
}

TEST(Evaluation, AgreesWithTheDefinitionsWorkedOutByHand) {
    // Truth {a1 a2 b1} {b2} {a3 b3}; found {a1 a2} {b1 b2} {a3} {b3}; lists a = 0, b = 1.
    const Labels entity{0, 0, 0, 1, 2, 2}, cluster{7, 7, 8, 8, 9, 10}, source{0, 0, 1, 1, 0, 1};
    const Evaluation e = evaluate(entity, cluster, source);
    EXPECT_EQ(e.true_pairs, 4u);
    EXPECT_EQ(e.predicted_pairs, 2u);
    EXPECT_EQ(e.correct_pairs, 1u);
    EXPECT_DOUBLE_EQ(e.pairwise.precision, 0.5);
    EXPECT_DOUBLE_EQ(e.pairwise.recall, 0.25);
    EXPECT_NEAR(e.bcubed.precision, 5.0 / 6, 1e-12);
    EXPECT_NEAR(e.bcubed.recall, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1 + 0.5 + 0.5) / 6, 1e-12);
    EXPECT_EQ(e.exact_cluster.f1, 0);
    EXPECT_NEAR(e.clusters_over_entities, 4.0 / 3, 1e-12);
    // True patterns: a+b 2, b 1. Found: a 2, b 2. |0-2| + |1-2| + |2-0| over 3 entities.
    EXPECT_NEAR(e.overlap_error, 5.0 / 3, 1e-12);
}

TEST(Evaluation, IsPerfectForTheTruthUnderOtherLabels) {
    const Labels entity{5, 5, 1, 9}, cluster{0, 0, 4'000'000'000u, 2}, source{0, 1, 0, 1};
    const Evaluation e = evaluate(entity, cluster, source);
    EXPECT_EQ(e.pairwise.f1, 1);
    EXPECT_EQ(e.bcubed.f1, 1);
    EXPECT_EQ(e.exact_cluster.f1, 1);
    EXPECT_EQ(e.overlap_error, 0);
}

TEST(Evaluation, EqualsTheSlowReferenceOnRandomPartitions) {
    Rng rng(11);
    for (int round = 0; round < 200; ++round) {
        const std::size_t n = 1 + rng.below(40);
        const Labels entity = random_labels(rng, n, 1 + rng.below(15));
        const Labels cluster = random_labels(rng, n, 1 + rng.below(15));
        Labels source(n);
        for (std::size_t r = 0; r < n; ++r) source[r] = static_cast<std::uint32_t>(r % 3);
        const Evaluation fast = evaluate(entity, cluster, source);
        const Evaluation slow = reference::evaluate(entity, cluster, source);
        EXPECT_EQ(fast.true_pairs, slow.true_pairs);
        EXPECT_EQ(fast.predicted_pairs, slow.predicted_pairs);
        EXPECT_EQ(fast.correct_pairs, slow.correct_pairs);
        expect_same(fast.pairwise, slow.pairwise);
        expect_same(fast.bcubed, slow.bcubed);
        expect_same(fast.exact_cluster, slow.exact_cluster);
        EXPECT_EQ(fast.largest_cluster, slow.largest_cluster);
        EXPECT_EQ(fast.largest_entity, slow.largest_entity);
        if (n > 1) {
            EXPECT_NEAR(fast.overlap_error, slow.overlap_error, 1e-12);
        }
    }
}

TEST(Evaluation, HasNothingToSayAboutNoRecords) {
    const Evaluation e = evaluate({}, {}, {});
    EXPECT_EQ(e.records, 0u);
    EXPECT_EQ(e.pairwise.f1, 1);
}

}  // namespace
}  // namespace dalil
