#include "dalil/workflow/persons.hpp"

#include <gtest/gtest.h>

namespace dalil {
namespace {

RecordSet records_with(std::vector<std::uint64_t> keys) {
    RecordSet records;
    records.sources.push_back({"a", 0, static_cast<std::uint32_t>(keys.size()), "", {}});
    for (std::uint32_t r = 0; r < keys.size(); ++r) records.records.push_back({0, r, r + 1});
    records.content_keys = std::move(keys);
    return records;
}

Linkage linkage_of(std::vector<std::uint32_t> labels) {
    Linkage linkage;
    for (const std::uint32_t label : labels) {
        linkage.people_partition = std::max(linkage.people_partition, label + 1);
    }
    linkage.person_of = std::move(labels);
    linkage.membership.assign(linkage.person_of.size(), 1.0F);
    return linkage;
}

TEST(Persons, NumbersNewPeopleInOrder) {
    const RecordSet records = records_with({10, 20, 30});
    const Persons persons = name_persons(records, linkage_of({0, 1, 0}), {});
    EXPECT_EQ(persons.id(0), "P000001");
    EXPECT_EQ(persons.id(1), "P000002");
    EXPECT_EQ(persons.created, 2U);
}

TEST(Persons, KeepTheirIdsWhenLabelsAndRowsMove) {
    const RecordSet first = records_with({10, 20, 30});
    const Linkage before = linkage_of({0, 1, 1});
    const KnownPersons known = known_persons(first, before, name_persons(first, before, {}));

    const RecordSet later = records_with({30, 40, 10, 20});
    const Persons persons = name_persons(later, linkage_of({0, 1, 2, 0}), known);
    EXPECT_EQ(persons.id(0), "P000002");
    EXPECT_EQ(persons.id(2), "P000001");
    EXPECT_EQ(persons.id(1), "P000003");
    EXPECT_EQ(persons.kept, 2U);
    EXPECT_EQ(persons.split, 0U);
    EXPECT_EQ(persons.merged, 0U);
}

TEST(Persons, PassTheIdToTheLargerPartOfASplitAndTheLargerOfAMerge) {
    const RecordSet records = records_with({1, 2, 3, 4});
    const Linkage before = linkage_of({0, 0, 0, 1});
    const KnownPersons known = known_persons(records, before, name_persons(records, before, {}));

    const Persons split = name_persons(records, linkage_of({0, 1, 1, 2}), known);
    EXPECT_EQ(split.split, 1U);
    EXPECT_EQ(split.id(1), "P000001");
    EXPECT_EQ(split.id(2), "P000002");
    EXPECT_EQ(split.id(0), "P000003");

    const Persons merged = name_persons(records, linkage_of({0, 0, 0, 0}), known);
    EXPECT_EQ(merged.merged, 1U);
    EXPECT_EQ(merged.id(0), "P000001");
}

TEST(Persons, ListWhoMergedSplitAndWent) {
    const RecordSet records = records_with({1, 2, 3, 4, 5});
    const Linkage before = linkage_of({0, 1, 2, 2, 3});
    const KnownPersons known = known_persons(records, before, name_persons(records, before, {}));

    // 1 and 2 become one, 3 and 4 become two, 5 is no longer there, 6 is new.
    const RecordSet later = records_with({1, 2, 3, 4, 6});
    const Persons persons = name_persons(later, linkage_of({0, 0, 1, 2, 3}), known);
    ASSERT_EQ(persons.changes.size(), 3U);
    EXPECT_EQ(change_text(persons.changes[0]), "P000001 and P000002 are now P000001");
    EXPECT_EQ(change_text(persons.changes[1]), "P000003 is now P000003 and P000005");
    EXPECT_EQ(change_text(persons.changes[2]), "P000004 is on no list any more");
    EXPECT_EQ(persons.merged, 1U);
    EXPECT_EQ(persons.split, 1U);
    EXPECT_EQ(persons.gone, 1U);
    EXPECT_EQ(persons.created, 2U);
}

TEST(Persons, NeverGiveANumberOfSomebodyWhoWentToSomebodyElse) {
    const RecordSet first = records_with({1, 2});
    const Linkage two = linkage_of({0, 1});
    KnownPersons known = known_persons(first, two, name_persons(first, two, {}));
    const RecordSet second = records_with({1});
    const Linkage one = linkage_of({0});
    known = known_persons(second, one, name_persons(second, one, known));
    const RecordSet third = records_with({1, 3});
    EXPECT_EQ(name_persons(third, two, known).id(1), "P000003");
}

}  // namespace
}  // namespace dalil
