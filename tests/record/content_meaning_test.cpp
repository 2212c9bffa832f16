// Lists whose headers say nothing: "c1", "c2".
#include "record/content_meaning.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <array>

#include "tests/record/small_lists.hpp"

namespace dalil {
namespace {

using test::Read;
using test::read_lists;
using test::read_rows;
using test::Rows;
using test::table_of;

constexpr std::array<const char*, 12> kGiven{"Anna",  "Peter",   "Maria", "Thomas",
                                             "Elena", "Ivan",    "Laura", "Karl",
                                             "Sarah", "Michael", "Olga",  "Daniel"};
constexpr std::array<bool, 12> kFemale{true, false, true, false, true, false,
                                       true, false, true, false, true, false};
constexpr std::array<const char*, 6> kTowns{"Northford", "Ashley", "Milltown",
                                            "Oakham",    "Redcar", "Stony Hill"};

/// Invented family names, all different from given names: "Barent", "Corvil", ...
std::string family(std::size_t k) {
    constexpr std::array<const char*, 10> kHeads{"Bar", "Cor", "Del", "Fen", "Gal",
                                                 "Hol", "Jor", "Kel", "Lom", "Mor"};
    constexpr std::array<const char*, 7> kTails{"ent", "vil", "man", "ster", "wick", "low", "dane"};
    return std::string(kHeads[k % 10]) + kTails[k / 10 % 7];
}

/// Rows under c1, c2, ...; `cells` gives the cells of row k.
template <class Cells>
Rows neutral_rows(std::size_t rows, const Cells& cells) {
    Rows out{{}};
    for (std::size_t k = 0; k < rows; ++k) out.push_back(cells(k));
    for (std::size_t c = 0; c < out[1].size(); ++c) out[0].push_back(fmt::format("c{}", c + 1));
    return out;
}

std::string day_of(std::size_t k) {
    return fmt::format("{:04}-{:02}-{:02}", 1940 + k * 7 % 60, 1 + k % 12, 1 + k * 5 % 28);
}

TEST(ContentMeaning, FindsTheColumnsOfAnOrdinaryList) {
    const Read list = read_rows(neutral_rows(200, [](std::size_t k) {
        return std::vector<std::string>{fmt::format("x{:04}", k + 1),
                                        kGiven[k % 12],
                                        family(k),
                                        kFemale[k % 12] ? "F" : "M",
                                        day_of(k),
                                        fmt::format("{}", 1 + k * 13 % 180),
                                        fmt::format("{} street", family(k * 3 + 1)),
                                        fmt::format("{}", 10000 + k * 37 % 80),
                                        fmt::format("n{}@mail.example", k)};
    }));
    const std::vector<Meaning> wanted{Meaning::RowId,  Meaning::GivenName, Meaning::FamilyName,
                                      Meaning::Sex,    Meaning::BirthDate, Meaning::HouseNumber,
                                      Meaning::Street, Meaning::Postcode,  Meaning::Email};
    ASSERT_EQ(list.recipe.lists[0].header_rows, std::vector<std::uint32_t>{1});
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        EXPECT_EQ(meaning_name(list.meaning(c)), meaning_name(wanted[c])) << "column " << c + 1;
        EXPECT_FALSE(list.column(c).certain);
    }
    EXPECT_EQ(list.issues("column-guessed"), wanted.size());
}

TEST(ContentMeaning, PutsTheFamilyNameFirstWhereItStandsFirst) {
    const Read list = read_rows(neutral_rows(150, [](std::size_t k) {
        return std::vector<std::string>{family(k), kGiven[k % 12],
                                        fmt::format("{}", 1930 + k % 70)};
    }));
    EXPECT_EQ(list.meaning(0), Meaning::FamilyName);
    EXPECT_EQ(list.meaning(1), Meaning::GivenName);
    EXPECT_EQ(list.meaning(2), Meaning::BirthYear);
}

TEST(ContentMeaning, InventedGivenNamesShowByTheSexTheyTell) {
    const Read list = read_rows(neutral_rows(240, [](std::size_t k) {
        const bool woman = k % 2 == 0;
        return std::vector<std::string>{family(k / 3 % 40),
                                        family(40 + k % 30) + (woman ? "i" : "o"),
                                        woman ? "female" : "male"};
    }));
    EXPECT_EQ(list.meaning(1), Meaning::GivenName);
    EXPECT_EQ(list.meaning(0), Meaning::FamilyName);
}

TEST(ContentMeaning, PutsYearMonthAndDayTogether) {
    const Read list = read_rows(neutral_rows(300, [](std::size_t k) {
        return std::vector<std::string>{kGiven[k % 12], family(k), fmt::format("{}", 1935 + k % 60),
                                        fmt::format("{}", 1 + k % 12),
                                        fmt::format("{}", 1 + k * 7 % 31)};
    }));
    EXPECT_EQ(list.meaning(2), Meaning::BirthYear);
    EXPECT_EQ(list.meaning(3), Meaning::BirthMonth);
    EXPECT_EQ(list.meaning(4), Meaning::BirthDay);
}

TEST(ContentMeaning, TellsBirthsFromEventsByTheirYears) {
    const Read list = read_rows(neutral_rows(120, [](std::size_t k) {
        return std::vector<std::string>{fmt::format("2018-{:02}-{:02}", 1 + k % 12, 1 + k % 28),
                                        kGiven[k % 12], family(k), day_of(k),
                                        fmt::format("{}", 2018 - (1940 + k * 7 % 60))};
    }));
    EXPECT_EQ(list.meaning(0), Meaning::EventDate);
    EXPECT_EQ(list.meaning(3), Meaning::BirthDate);
    EXPECT_EQ(list.meaning(4), Meaning::Age);
}

TEST(ContentMeaning, OfTwoAddressesTheOneThatOtherListsShareIsThePersons) {
    const auto home = [](std::size_t k) { return fmt::format("{} road", family(k)); };
    Rows forms = neutral_rows(150, [&](std::size_t k) {
        return std::vector<std::string>{fmt::format("{} avenue", kGiven[k % 4]), kTowns[k % 6],
                                        kGiven[k % 12], family(k * 7), home(k)};
    });
    Rows census = neutral_rows(150, [&](std::size_t k) {
        return std::vector<std::string>{kGiven[k % 12], family(k * 7), day_of(k), home(k)};
    });
    const Read lists = read_lists({table_of(forms, "forms"), table_of(census, "census")});
    EXPECT_EQ(lists.meaning(4, 0), Meaning::Street);
    EXPECT_EQ(lists.column(4, 0).key, lists.column(3, 1).key);
    EXPECT_NE(lists.meaning(0, 0), Meaning::Street);
}

TEST(ContentMeaning, AHeaderThatSpeaksIsLeftAlone) {
    const Read list =
        read_rows({{"name", "age", "sex"}, {"Ann Lee", "30", "F"}, {"Bo Kim", "41", "M"}});
    EXPECT_EQ(list.issues("column-guessed"), 0U);
    EXPECT_TRUE(list.column(0).certain);
}

}  // namespace
}  // namespace dalil
