// Records that no model can do much with: a result all the same, with bounded work, and a warning
// where there is something to say.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "dalil/link/decisions.hpp"
#include "dalil/link/linkage.hpp"
#include "tests/link/made_records.hpp"

namespace dalil {
namespace {

using testing::made_date;
using testing::made_people;
using testing::made_word;
using testing::MadeRecords;
using testing::person_fields;

constexpr double kMostPairsPerRecord = 110;  ///< the budget of blocking, and a little

double pairs_per_record(const Linkage& linkage) {
    return static_cast<double>(linkage.report.candidate_pairs) /
           static_cast<double>(linkage.person_of.size());
}

/// Every answer must be whole, whatever was asked.
void expect_whole(const Linkage& linkage, std::uint32_t records) {
    ASSERT_EQ(linkage.person_of.size(), records);
    EXPECT_LE(linkage.people.low, linkage.people.median);
    EXPECT_LE(linkage.people.median, linkage.people.high);
    EXPECT_GE(linkage.people.low, 1);
    EXPECT_LE(linkage.people.high, records);
    for (const std::uint32_t person : linkage.person_of)
        ASSERT_LT(person, linkage.people_partition);
    for (const float membership : linkage.membership) {
        ASSERT_GE(membership, 0);
        ASSERT_LE(membership, 1);
    }
}

TEST(BadInput, IdenticalRowsThatNameNobodyStayApartAndSaySo) {
    MadeRecords made(person_fields(), {"list", "other"});
    for (int i = 0; i < 20'000; ++i)
        made.add(static_cast<std::size_t>(i % 2), {"", "springfield", "", "", "m"});
    const Linkage linkage = link(made.build(), {}, {});
    expect_whole(linkage, 20'000);
    EXPECT_EQ(linkage.people_partition, 20'000U);
    EXPECT_LE(pairs_per_record(linkage), kMostPairsPerRecord);
    EXPECT_FALSE(linkage.report.warnings.empty());
}

TEST(BadInput, IdenticalWholeRowsOfOneListAreOnePersonAndAreReportedAsCopies) {
    MadeRecords made(person_fields(), {"list"});
    for (int i = 0; i < 20'000; ++i)
        made.add(0, {"1980-02-03", "springfield", "smith", "john", "m"});
    const Linkage linkage = link(made.build(), {}, {});
    expect_whole(linkage, 20'000);
    EXPECT_EQ(linkage.people_partition, 1U);
    EXPECT_LE(pairs_per_record(linkage), kMostPairsPerRecord);
    EXPECT_FALSE(linkage.report.warnings.empty());
}

TEST(BadInput, WhereEverybodySharesANameAndPlaceWorkIsBoundedAndBirthsTellPeopleApart) {
    MadeRecords made(person_fields(), {"a", "b"});
    Rng rng(11);
    for (int i = 0; i < 10'000; ++i) {
        const std::string born = made_date(rng);
        made.add(0, {born, "springfield", "smith", "john", "m"});
        if (i % 2 == 0) made.add(1, {born, "springfield", "smith", "john", "m"});
    }
    const Linkage linkage = link(made.build(), {}, {});
    expect_whole(linkage, 15'000);
    EXPECT_LE(pairs_per_record(linkage), kMostPairsPerRecord);
    EXPECT_GT(linkage.people_partition, 5'000U);
}

TEST(BadInput, WhereEverythingIsMissingEveryRecordIsAPerson) {
    MadeRecords made(person_fields(), {"a", "b", "c"});
    for (int i = 0; i < 10'000; ++i) made.add(static_cast<std::size_t>(i % 3), {});
    const Linkage linkage = link(made.build(), {}, {});
    expect_whole(linkage, 10'000);
    EXPECT_EQ(linkage.people_partition, 10'000U);
    EXPECT_EQ(linkage.people.median, 10'000);
    EXPECT_EQ(linkage.report.candidate_pairs, 0U);
}

TEST(BadInput, AConstantFieldChangesNothing) {
    std::vector<std::uint32_t> entity;
    const MadeRecords people = made_people(21, 400, entity);
    const RecordSet without = people.build();
    RecordSet with = people.build();
    Field constant;
    constant.key = "country";
    constant.meaning = Meaning::Country;
    constant.kind = ValueKind::Place;
    constant.values = {"", "the only country"};
    constant.codes.assign(with.size(), 1);
    with.fields.push_back(constant);
    const Linkage a = link(without, {}, {}), b = link(with, {}, {});
    EXPECT_EQ(a.person_of, b.person_of);
    EXPECT_EQ(a.people_draws, b.people_draws);
}

TEST(BadInput, TwoListsWithoutAnOverlapAreNotLinked) {
    MadeRecords made(person_fields(), {"north", "south"});
    Rng rng(12);
    constexpr std::uint32_t kPeople = 3'000;
    for (std::uint32_t i = 0; i < kPeople; ++i)
        made.add(i % 2, {made_date(rng), made_word(rng, 2), made_word(rng, 3), made_word(rng, 2),
                         i % 3 == 0 ? "f" : "m"});
    const Linkage linkage = link(made.build(), {}, {});
    expect_whole(linkage, kPeople);
    EXPECT_GE(linkage.people_partition, kPeople * 99 / 100);
    EXPECT_GE(linkage.people.high, kPeople * 0.995);
}

TEST(BadInput, ATriangleOfContradictoryDecisionsKeepsTheDifferentAndOneSame) {
    using Verdict = PairDecision::Verdict;
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(22, 200, entity).build();
    const std::vector<PairDecision> said{
        {0, 1, Verdict::Same}, {1, 2, Verdict::Same}, {0, 2, Verdict::Different}};
    // As `dalil` does it: what contradicts is set aside and named.
    const DecidedPairs decided(said);
    ASSERT_EQ(decided.contradictions().size(), 1U);
    LinkOptions options;
    options.decisions = decided.kept();
    const Linkage linkage = link(records, options, {});
    expect_whole(linkage, records.size());
    EXPECT_EQ(linkage.person_of[0], linkage.person_of[1]);
    EXPECT_NE(linkage.person_of[0], linkage.person_of[2]);
    // And the engine, given all three, does the same.
    options.decisions = said;
    EXPECT_EQ(link(records, options, {}).person_of, linkage.person_of);
}

}  // namespace
}  // namespace dalil
