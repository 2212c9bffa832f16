// Where the records of a sheet begin and end, and which rows are none.
#include <gtest/gtest.h>

#include "tests/record/small_lists.hpp"

namespace dalil {
namespace {

using namespace dalil::test;

TEST(Layout, SkipsTitleRowsAboveTheHeader) {
    const Read list = read_rows({{"List of the detained, spring"},
                                 {},
                                 {"No", "Name", "Born", "City"},
                                 {"1", "Ann Lee", "1980", "Aksu"},
                                 {"2", "Bo Kim", "1975", "Aksu"}});
    EXPECT_EQ(list.recipe.lists[0].header_rows, std::vector<std::uint32_t>{3});
    ASSERT_EQ(list.records.size(), 2U);
    EXPECT_EQ(list.records.records[0].row, 1U) << "rows count from the header";
}

TEST(Layout, JoinsTwoHeaderLines) {
    Table table = table_of({{"No", "Person", "", "Born"},
                            {"", "given name", "family name", ""},
                            {"1", "Ann", "Lee", "1980"},
                            {"2", "Bo", "Kim", "1975"}});
    table.merged = {{1, 1, 2, 3}, {1, 2, 4, 4}};
    const Read list = read_lists({table});
    EXPECT_EQ(list.recipe.lists[0].header_rows, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(list.column(1).header, "Person / given name");
    EXPECT_EQ(list.column(2).header, "Person / family name");
    EXPECT_EQ(list.values("family_name"), (Strings{"lee", "kim"}));
}

TEST(Layout, SpreadsGroupHeadingsOfTextFiles) {
    const Read list = read_rows({{"", "Name", "", "Birth", "", ""},
                                 {"no", "first name", "last name", "year", "month", "day"},
                                 {"1", "Ann", "Lee", "1980", "2", "3"},
                                 {"2", "Bo", "Kim", "1975", "4", "5"}});
    EXPECT_EQ(list.recipe.lists[0].header_rows.size(), 2U);
    EXPECT_EQ(list.values("birth_date"), (Strings{"1980-02-03", "1975-04-05"}));
}

TEST(Layout, ReadsAListWithoutHeader) {
    const Read list = read_rows({{"Ahmet Yusuf", "M", "1975-01-02", "Hotan"},
                                 {"Aygul Memet", "F", "1980-05-06", "Hotan"},
                                 {"Tursun Abla", "M", "1990-11-12", "Aksu"}});
    EXPECT_TRUE(list.recipe.lists[0].header_rows.empty());
    ASSERT_EQ(list.records.size(), 3U);
    EXPECT_EQ(list.meaning(0), Meaning::FullName);
    EXPECT_EQ(list.meaning(1), Meaning::Sex);
    EXPECT_EQ(list.meaning(2), Meaning::BirthDate);
    EXPECT_FALSE(list.column(0).certain);
    EXPECT_EQ(list.issues("header-missing"), 1U);
    EXPECT_EQ(list.records.records[0].row, 1U);
}

TEST(Layout, LeavesOutTotalsNotesAndRepeatedHeaders) {
    const Read list = read_rows({{"No", "Name", "Born", "City"},
                                 {"1", "Ann Lee", "1980", "Aksu"},
                                 {"No", "Name", "Born", "City"},
                                 {"2", "Bo Kim", "1975", "Aksu"},
                                 {"Итого", "2", "", ""},
                                 {"3"},
                                 {"* compiled from letters of relatives in 2019"},
                                 {"Source: the committee"}});
    ASSERT_EQ(list.records.size(), 2U);
    EXPECT_EQ(list.recipe.lists[0].left_out_rows, (std::vector<std::uint32_t>{3, 5, 6, 7, 8}));
    EXPECT_EQ(list.recipe.lists[0].last_row, 4U);
    EXPECT_EQ(list.issues("totals-row"), 1U);
    EXPECT_EQ(list.issues("header-repeated"), 1U);
    EXPECT_EQ(list.issues("numbered-row-empty"), 1U);
    EXPECT_EQ(list.issues("note-row"), 2U);
    EXPECT_EQ(list.records.records[1].row, 3U) << "left-out rows still count";
}

TEST(Layout, KeepsARecordOfWhichOnlyTheNameIsKnown) {
    const Read list = read_rows({{"No", "Name", "Born", "City"},
                                 {"1", "Ann Lee", "1980", "Aksu"},
                                 {"", "Bo Kim", "", ""},
                                 {"3", "Total Abdulla", "1975", "Aksu"}});
    EXPECT_EQ(list.records.size(), 3U);
}

TEST(Layout, FillsDittoMarksFromAbove) {
    const Read list = read_rows({{"village", "family name", "given name"},
                                 {"Aksu", "Ospanov", "Erlan"},
                                 {"\"", "-//-", "Marat"},
                                 {"то же", "同上", "Dana"},
                                 {"Kulja", "Kim", "Bo"}});
    EXPECT_EQ(list.values("city"), (Strings{"aksu", "aksu", "aksu", "kulja"}));
    EXPECT_EQ(list.values("family_name"), (Strings{"ospanov", "ospanov", "ospanov", "kim"}));
    EXPECT_EQ(list.issues("ditto-filled"), 4U);
}

TEST(Layout, FillsCellsMergedDownAGroup) {
    Table table = table_of(
        {{"district", "name"}, {"North", "Ann"}, {"", "Bo"}, {"South", "Li"}, {"", "Kim"}});
    table.merged = {{2, 3, 1, 1}};
    const Read list = read_lists({table});
    EXPECT_EQ(list.values("district"), (Strings{"north", "north", "south", ""}));
    EXPECT_EQ(list.issues("merged-filled"), 1U);
}

TEST(Layout, TellsListsOfPeopleFromTablesOfSums) {
    const Read sums = read_rows({{"State", "City", "Population", "People killed", "Rate"},
                                 {"CA", "Fresno", "500000", "12", "0.5"},
                                 {"CA", "Irvine", "250000", "2", "0.1"},
                                 {"NV", "Reno", "240000", "3", "0.2"}});
    EXPECT_FALSE(sums.recipe.lists[0].is_list);
    EXPECT_EQ(sums.records.size(), 0U);
    const Read nameless = read_rows({{"age", "sex", "date", "city"},
                                     {"31", "M", "2018-01-02", "Aksu"},
                                     {"44", "F", "2018-02-03", "Aksu"}});
    EXPECT_TRUE(nameless.recipe.lists[0].is_list) << "people may be listed without names";
}

TEST(Layout, ReportsHiddenRowsColumnsAndSheets) {
    Table table = table_of({{"name", "born"}, {"Ann", "1980"}, {"Bo", "1975"}});
    table.row_info[1].hidden = true;
    table.columns[1].hidden = true;
    table.hidden = true;
    const Read list = read_lists({table});
    EXPECT_EQ(list.records.size(), 2U);
    EXPECT_EQ(list.issues("hidden-row"), 1U);
    EXPECT_EQ(list.issues("hidden-column"), 1U);
    EXPECT_EQ(list.issues("hidden-sheet"), 1U);
}

TEST(Layout, ReadsTheFirstOfTwoListsSideBySide) {
    Table table = table_of({{"name", "born", "", "name", "born"},
                            {"Ann", "1980", "", "Bo", "1975"},
                            {"Li", "1990", "", "Kim", "1960"}});
    const Read list = read_lists({table});
    EXPECT_EQ(list.values("given_name"), (Strings{"ann", "li"}));
    EXPECT_EQ(list.issues("second-list"), 1U);
}

TEST(Layout, SetsRowsWithoutContentAside) {
    const Read list = read_rows({{"row_id", "link", "name"},
                                 {"a1", "https://x.invalid/1", "Ann"},
                                 {"a2", "https://x.invalid/2", ""},
                                 {"a3", "https://x.invalid/3", "Bo"}});
    EXPECT_EQ(list.records.size(), 2U);
    EXPECT_EQ(list.issues("row-without-content"), 1U);
}

TEST(Layout, NeverRepeatsCellsInIssues) {
    const Read list = read_rows({{"No", "Name", "Born", "Sex"},
                                 {"1", "Zebulon", "31.02.1980", "purple"},
                                 {"2", "Name withheld", "once upon", "M"},
                                 {"Total", "2", "", ""}});
    for (const auto* issues : {&list.recipe_issues, &list.records.issues})
        for (const Issue& issue : *issues)
            for (const char* content : {"Zebulon", "zebulon", "31.02", "purple", "once"})
                EXPECT_EQ(issue.text.find(content), std::string::npos) << issue.text;
}

TEST(Layout, StandsAnySmallTable) {
    EXPECT_EQ(read_rows(Rows{}).records.size(), 0U);
    EXPECT_EQ(read_rows(Rows{{"x"}}).records.size(), 0U);
    EXPECT_EQ(read_rows(Rows{{"name"}}).records.size(), 0U);
    EXPECT_EQ(read_rows(Rows{{"", "name"}, {"", ""}}).records.size(), 0U);
}

TEST(Layout, StandsAnyRandomTable) {
    const Strings cells = {
        "",        "",       "name",     "Имя",        "出生日期", "total",
        "Итого",   "12",     "1.5E+17",  "1990-02-31", "\"",       "同上",
        "Ann Lee", "(1975)", "M",        "N/A",        "\xff\xfe", "http://x.invalid",
        "a@b.c",   "id",     "fname_c1", "04/03/90",   "٣٤",       "-",
        "(((",     "/ / /",  "age",      "name / name"};
    std::uint32_t state = 7;
    const auto next = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    for (int round = 0; round < 400; ++round) {
        Rows rows(next(9));
        for (auto& row : rows)
            for (std::size_t c = next(7); c > 0; --c) row.push_back(cells[next(cells.size())]);
        Table table = table_of(rows);
        if (next(2) == 0) table.merged.push_back({1, 3, 1, 2});
        if (next(3) == 0) table.merged.push_back({2, 9, 2, 2});
        const Read list = read_lists({table, table_of(rows, "other")});
        EXPECT_EQ(list.records.content_keys.size(), list.records.size());
        for (const Field& field : list.records.fields)
            for (const std::uint32_t code : field.codes) ASSERT_LT(code, field.values.size());
        const auto again = recipe_from_toml(to_toml(list.recipe));
        ASSERT_TRUE(again) << again.error().message;
        ASSERT_EQ(to_toml(*again), to_toml(list.recipe));
    }
}

}  // namespace
}  // namespace dalil
