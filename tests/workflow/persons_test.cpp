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

}  // namespace
}  // namespace dalil
