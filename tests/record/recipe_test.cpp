// dalil.toml: written, read back, corrected.
#include <gtest/gtest.h>

#include "tests/record/small_lists.hpp"

namespace dalil {
namespace {

using namespace dalil::test;

Rows people() {
    return {{"No", "Имя \"полное\"", "Дата рождения", "note"},
            {"1", "Анна Ким", "04.03.1990", "x"},
            {"2", "Ержан Оспан", "25.03.1991", "y"}};
}

Error error_of(std::string_view toml) {
    const auto recipe = recipe_from_toml(toml);
    return recipe ? Error{} : recipe.error();
}

TEST(Recipe, IsReadBackAsWritten) {
    Read list = read_rows(people());
    list.recipe.lists[0].left_out_rows = {7, 9};
    list.recipe.lists[0].duplicates = ListRecipe::Duplicates::None;
    const std::string toml = to_toml(list.recipe);
    const auto again = recipe_from_toml(toml);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(to_toml(*again), toml);
    EXPECT_EQ(again->lists[0].columns[1].header, "Имя \"полное\"");
    EXPECT_EQ(again->lists[0].columns[2].date_order, DateOrder::DayMonthYear);
}

TEST(Recipe, GivenBackUnchangedChangesNothing) {
    Read list = read_rows(people());
    const std::string before = to_toml(list.recipe);
    std::vector<Issue> issues;
    apply_corrections(list.recipe, *recipe_from_toml(before), issues);
    EXPECT_EQ(to_toml(list.recipe), before);
    EXPECT_TRUE(issues.empty());
}

TEST(Recipe, CorrectsByLetterOrHeader) {
    Read list = read_rows(people());
    const auto corrections = recipe_from_toml(R"(
[[list]]
source = "list"
duplicates = "none"
[[list.column]]
column = "D"
meaning = "city"
[[list.column]]
header = "дата рождения"
meaning = "event_date"
date_order = "month-day-year"
)");
    ASSERT_TRUE(corrections) << corrections.error().message;
    std::vector<Issue> issues;
    apply_corrections(list.recipe, *corrections, issues);
    EXPECT_TRUE(issues.empty());
    EXPECT_EQ(list.meaning(3), Meaning::City);
    EXPECT_EQ(list.column(3).key, "city");
    EXPECT_EQ(list.meaning(2), Meaning::EventDate);
    EXPECT_EQ(list.meaning(1), Meaning::FullName) << "what is not named stays as inferred";
    EXPECT_EQ(list.recipe.lists[0].duplicates, ListRecipe::Duplicates::None);
    EXPECT_FALSE(list.recipe.lists[0].header_rows.empty());
    const RecordSet records = make_records(list.tables, list.recipe);
    ASSERT_NE(records.field("event_date"), nullptr);
    EXPECT_EQ(records.field("event_date")->values[1], "1990-04-03");
    EXPECT_NE(records.field("city"), nullptr);
}

TEST(Recipe, CanSayFalse) {
    Read list = read_rows(people());
    std::vector<Issue> issues;
    apply_corrections(list.recipe,
                      *recipe_from_toml("[[list]]\nsource = \"list\"\nis_list = false\n"), issues);
    EXPECT_FALSE(list.recipe.lists[0].is_list);
    EXPECT_EQ(make_records(list.tables, list.recipe).size(), 0U);
}

TEST(Recipe, WholeFileWithOneMeaningChangedGetsANewKey) {
    Read list = read_rows(people());
    std::string toml = to_toml(list.recipe);
    const std::size_t at = toml.find("meaning = \"text\"");
    ASSERT_NE(at, std::string::npos) << toml;
    toml.replace(at, 16, "meaning = \"district\"");
    std::vector<Issue> issues;
    apply_corrections(list.recipe, *recipe_from_toml(toml), issues);
    EXPECT_EQ(list.column(3).key, "district");
}

TEST(Recipe, StatedHeaderRowsAreReadAgain) {
    const Table table =
        table_of({{"name", "age", "sex"}, {"Given", "Family", "Born"}, {"Ann", "Lee", "1980"}});
    const auto stated = recipe_from_toml("[[list]]\nsource = \"list\"\nheader_rows = [2]\n");
    ASSERT_TRUE(stated);
    std::vector<Issue> issues;
    const Recipe recipe = infer_recipe({table}, *stated, issues);
    EXPECT_EQ(recipe.lists[0].columns[1].header, "Family");
    EXPECT_EQ(recipe.lists[0].columns[1].meaning, Meaning::FamilyName);
}

TEST(Recipe, ReportsCorrectionsThatFitNothing) {
    Read list = read_rows(people());
    std::vector<Issue> issues;
    apply_corrections(
        list.recipe,
        *recipe_from_toml("[[list]]\nsource = \"other\"\n"
                          "[[list]]\nsource = \"list\"\n[[list.column]]\nheader = \"gone\"\n"),
        issues);
    ASSERT_EQ(issues.size(), 2U);
    EXPECT_EQ(issues[0].code, "correction-unmatched");
}

TEST(Recipe, ErrorsNameTheLine) {
    const Error meaning =
        error_of("[[list]]\nsource = \"a\"\n[[list.column]]\ncolumn = \"A\"\nmeaning = \"nmae\"\n");
    EXPECT_EQ(meaning.code, "recipe-invalid");
    EXPECT_NE(meaning.message.find("line 5"), std::string::npos) << meaning.message;
    EXPECT_NE(meaning.hint.find("given_name"), std::string::npos);
    EXPECT_NE(error_of("[[list]]\nsource = \"a\"\nhaeder_rows = [1]\n").message.find("line 3"),
              std::string::npos);
    EXPECT_NE(error_of("[[list]]\nsource = \"a\nfile = 1\n").message.find("line 2"),
              std::string::npos);
    EXPECT_NE(error_of("[[list]]\nsource = \"a\"\nis_list = \"yes\"\n").message.find("line 3"),
              std::string::npos);
    EXPECT_NE(error_of("[[list]]\nsource = \"a\"\nheader_rows = 2\n").message.find("line 3"),
              std::string::npos);
    EXPECT_NE(error_of("[[list]]\nis_list = true\n").code, "");
    EXPECT_EQ(error_of("[other]\nx = 1\n").code, "")
        << "other parts of a configuration are not ours";
}

}  // namespace
}  // namespace dalil
