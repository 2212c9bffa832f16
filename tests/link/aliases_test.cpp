// Values that stand for each other, names in the wrong column, and own names among relatives.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "link/aliases.hpp"
#include "link/lone_names.hpp"
#include "tests/link/made_records.hpp"

namespace dalil::linking {
namespace {

TEST(Aliases, WeighAPairSeenInSeveralPeople) {
    AliasCounts counts;
    for (int person = 0; person < 12; ++person) counts.add({1, 2});  // bill and william
    for (std::uint32_t v = 10; v < 40; v += 2) counts.add({v, v + 1});
    const ValueAliases aliases = counts.finish(50);
    const float rare = std::log(0.01F), likeness = -3;
    EXPECT_GT(aliases.weight(1, 2, likeness, rare, rare), 3);
    EXPECT_EQ(aliases.weight(1, 2, likeness, rare, rare),
              aliases.weight(2, 1, likeness, rare, rare));
    // Another name beside bill is less likely than it was, since bill is nearly always william.
    EXPECT_LT(aliases.weight(1, 30, likeness, rare, rare), likeness);
    EXPECT_EQ(aliases.weight(30, 32, likeness, rare, rare), likeness);
}

TEST(Aliases, AreNotMadeByOnePerson) {
    AliasCounts counts;
    counts.add({1, 2});
    EXPECT_TRUE(counts.finish(3).empty());
}

TEST(Aliases, AreNotMadeByTwoUsualValuesThatMeetByChance) {
    AliasCounts counts;
    for (std::uint32_t v = 2; v < 102; ++v) {
        counts.add({0, v});
        counts.add({1, v + 100});
    }
    for (int meeting = 0; meeting < 5; ++meeting) counts.add({0, 1});
    const ValueAliases aliases = counts.finish(300);
    EXPECT_TRUE(aliases.empty());
}

TEST(LoneNames, GoToTheColumnWhereTheyAreUsual) {
    testing::MadeRecords made({{"given_name", Meaning::GivenName, ValueKind::Name},
                               {"family_name", Meaning::FamilyName, ValueKind::Name},
                               {"city", Meaning::City, ValueKind::Place}},
                              {"a"});
    const char* given[] = {"amina", "olga", "peter", "karim"};
    const char* family[] = {"griffiths", "tursun", "petrov", "haddad"};
    for (int r = 0; r < 64; ++r)
        made.add(0, {given[r % 4], family[r / 4 % 4], r % 2 == 0 ? "x" : "y"});
    const auto surname = static_cast<std::uint32_t>(made.size());
    made.add(0, {"griffiths", "", "x"});
    made.add(0, {"amina", "", "x"});
    made.add(0, {"", "petrov", "y"});
    const RecordSet records = made.build();
    Canonical canonical = make_canonical(records);
    EXPECT_EQ(place_lone_names(canonical), 1u);
    const auto at = [&](std::size_t field, std::uint32_t row) {
        const CanonicalField& f = canonical.fields[field];
        return f.values[f.codes[canonical.canonical[row]]];
    };
    std::size_t given_field = 0, family_field = 0;
    for (std::size_t f = 0; f < canonical.fields.size(); ++f) {
        if (canonical.fields[f].meaning == Meaning::GivenName) given_field = f;
        if (canonical.fields[f].meaning == Meaning::FamilyName) family_field = f;
    }
    EXPECT_EQ(at(family_field, surname), "griffiths");
    EXPECT_EQ(at(given_field, surname), "");
    EXPECT_EQ(at(given_field, surname + 1), "amina");
    EXPECT_EQ(at(family_field, surname + 2), "petrov");
}

TEST(OwnNames, AreLeftOutOfTheNamesOfRelatives) {
    testing::MadeRecords made({{"given_name", Meaning::GivenName, ValueKind::Name},
                               {"family_name", Meaning::FamilyName, ValueKind::Name},
                               {"relative:mother", Meaning::Relative, ValueKind::Name}},
                              {"a", "b"});
    made.add(0, {"ivan", "kovalev", "maria kovaleva"});
    made.add(1, {"oleg", "kovalev", "maria kovalewa"});
    made.add(0, {"amir", "haddad", "haddad"});
    made.add(1, {"lina", "haddad", "samira saleh"});
    made.add(0, {"lina", "", "samira haddad"});
    const RecordSet records = made.build();
    const Canonical canonical = make_canonical(records);
    ASSERT_EQ(canonical.fields.size(), 3u);
    const CanonicalField& relative = canonical.fields[2];
    ASSERT_EQ(relative.meaning, Meaning::Relative);
    const auto at = [&](std::uint32_t row) {
        return relative.values[relative.codes[canonical.canonical[row]]];
    };
    EXPECT_EQ(at(0), "maria");
    EXPECT_EQ(at(1), "maria");
    EXPECT_EQ(at(2), "");
    EXPECT_EQ(at(3), "samira saleh");
    EXPECT_EQ(at(4), "samira haddad");
    EXPECT_EQ(relative.filled, 4u);
    EXPECT_TRUE(std::is_sorted(relative.values.begin(), relative.values.end()));
}

TEST(OwnNames, StayWhereTheyAreRare) {
    testing::MadeRecords made({{"family_name", Meaning::FamilyName, ValueKind::Name},
                               {"relative:wife", Meaning::Relative, ValueKind::Name}},
                              {"a", "b"});
    for (int r = 0; r < 20; ++r)
        made.add(r % 2, {r % 4 < 2 ? "haddad" : "saleh", r % 3 == 0 ? "lina omar" : "huda aziz"});
    made.add(0, {"omar", "lina omar"});
    const RecordSet records = made.build();
    const Canonical canonical = make_canonical(records);
    ASSERT_EQ(canonical.fields.size(), 2u);
    const CanonicalField& relative = canonical.fields[1];
    EXPECT_EQ(relative.values[relative.codes[canonical.canonical[20]]], "lina omar");
}

}  // namespace
}  // namespace dalil::linking
