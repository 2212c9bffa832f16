#include <memory>

#include <gtest/gtest.h>

#include "dalil/link/earlier.hpp"
#include "dalil/link/evaluation.hpp"
#include "tests/link/made_records.hpp"

namespace dalil {
namespace {

using testing::made_people;
using testing::MadeRecords;

/// The first `old` rows linked, and what of that the linkage of all rows takes over.
std::shared_ptr<EarlierLinkage> earlier_of(const MadeRecords& made, std::uint32_t old,
                                           const LinkOptions& options = {}) {
    std::vector<std::uint32_t> rows(old);
    std::iota(rows.begin(), rows.end(), 0U);
    const Linkage linkage = link(made.build(rows), options, {});
    auto earlier = std::make_shared<EarlierLinkage>();
    earlier->settled = settled_people(linkage);
    earlier->settled.resize(made.size(), EarlierLinkage::kNew);
    earlier->near_pairs = linkage.near_pairs;
    earlier->model = save_model(linkage);
    return earlier;
}

double f1_of(const std::vector<std::uint32_t>& entity, const Linkage& linkage) {
    return evaluate(entity, linkage.person_of, std::vector<std::uint32_t>(entity.size(), 0))
        .pairwise.f1;
}

TEST(Incremental, ComparesOnlyPairsWithANewRecordAndIsAsRight) {
    std::vector<std::uint32_t> entity;
    const MadeRecords made = made_people(9, 700, entity);
    const auto all = static_cast<std::uint32_t>(made.size());
    const std::uint32_t old = all * 9 / 10;
    const RecordSet records = made.build();
    const Linkage anew = link(records, {}, {});
    LinkOptions options;
    options.earlier = earlier_of(made, old);
    const Linkage onwards = link(records, options, {});
    EXPECT_TRUE(onwards.report.incremental);
    EXPECT_TRUE(onwards.report.warnings.empty());
    EXPECT_LT(onwards.report.candidate_pairs, anew.report.candidate_pairs / 4);
    EXPECT_NEAR(f1_of(entity, onwards), f1_of(entity, anew), 0.01);
    EXPECT_GT(f1_of(entity, onwards), 0.95);
    EXPECT_NEAR(onwards.people.median, anew.people.median, 0.02 * anew.people.median);
}

TEST(Incremental, TakesDecisionsMadeSince) {
    std::vector<std::uint32_t> entity;
    const MadeRecords made = made_people(9, 300, entity);
    const auto all = static_cast<std::uint32_t>(made.size());
    const RecordSet records = made.build();
    LinkOptions options;
    options.earlier = earlier_of(made, all - 5);
    // Two old records that were one person beyond doubt are said to be two.
    const auto& settled = options.earlier->settled;
    std::uint32_t a = 0, b = 0;
    for (std::uint32_t r = 0; r < all && b == 0; ++r)
        for (std::uint32_t s = r + 1; s < all && b == 0; ++s)
            if (settled[r] != EarlierLinkage::kNew && settled[r] == settled[s]) {
                a = r;
                b = s;
            }
    ASSERT_NE(b, 0U);
    options.decisions = {{a, b, PairDecision::Verdict::Different}};
    const Linkage onwards = link(records, options, {});
    EXPECT_TRUE(onwards.report.incremental);
    EXPECT_NE(onwards.person_of[a], onwards.person_of[b]);
}

TEST(Incremental, LinksAnewWithAWarningWhenTheWeightsDoNotFit) {
    std::vector<std::uint32_t> entity;
    const MadeRecords made = made_people(9, 200, entity);
    auto earlier = earlier_of(made, 100);
    earlier->model.fields.pop_back();
    LinkOptions options;
    options.earlier = earlier;
    const RecordSet records = made.build();
    const Linkage linkage = link(records, options, {});
    EXPECT_FALSE(linkage.report.incremental);
    ASSERT_FALSE(linkage.report.warnings.empty());
    EXPECT_NE(linkage.report.warnings.back().find("anew"), std::string::npos);
    EXPECT_EQ(linkage.person_of, link(records, {}, {}).person_of);
}

TEST(Incremental, DoesNotDependOnTheOrderOfRows) {
    std::vector<std::uint32_t> entity;
    const MadeRecords made = made_people(9, 300, entity);
    const auto all = static_cast<std::uint32_t>(made.size());
    LinkOptions options;
    const auto earlier = earlier_of(made, all - 30);
    options.earlier = earlier;
    const Linkage straight = link(made.build(), options, {});
    std::vector<std::uint32_t> order(all);
    std::iota(order.rbegin(), order.rend(), 0U);
    auto turned = std::make_shared<EarlierLinkage>(*earlier);
    for (std::uint32_t r = 0; r < all; ++r) turned->settled[r] = earlier->settled[all - 1 - r];
    for (NearPair& pair : turned->near_pairs)
        pair = {all - 1 - pair.a, all - 1 - pair.b, pair.log_odds};
    for (std::uint32_t& r : turned->model.uncrossed) r = all - 1 - r;
    options.earlier = turned;
    const Linkage backwards = link(made.build(order), options, {});
    for (std::uint32_t r = 0; r < all; ++r)
        EXPECT_EQ(backwards.person_of[all - 1 - r], straight.person_of[r]);
    EXPECT_EQ(backwards.people.median, straight.people.median);
}

}  // namespace
}  // namespace dalil
