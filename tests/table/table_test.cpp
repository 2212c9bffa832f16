#include "dalil/table/table.hpp"

#include <gtest/gtest.h>

#include "dalil/base/hash.hpp"

namespace dalil {
namespace {

TEST(TableBuilder, EqualCellsShareACodeAndDifferentOnesDoNot) {
    TableBuilder builder;
    builder.add_text(1, 1, "1980");
    builder.add_text(2, 1, "1980");
    builder.add(3, 1, CellValue{"1980", {}, CellType::Number, false});
    builder.add(4, 1, CellValue{"1980", "1980.0", CellType::Number, false});
    builder.add(5, 1, CellValue{"1980", {}, CellType::Number, true});
    const Table table = builder.finish();
    EXPECT_EQ(table.columns[0].codes, (std::vector<std::uint32_t>{1, 1, 2, 3, 4}));
    EXPECT_EQ(table.columns[0].values[3].stored(), "1980.0");
}

TEST(TableBuilder, StoresOnlyRowsAndColumnsThatHoldSomething) {
    TableBuilder builder;
    builder.add_text(2, 3, "a");
    builder.add_text(4, 3, " \t\xC2\xA0\n");
    builder.add_text(1'048'576, 16'384, "b");
    EXPECT_EQ(builder.cells(), 3U);
    const Table table = builder.finish();
    ASSERT_EQ(table.rows(), 2U);
    ASSERT_EQ(table.width(), 2U);
    EXPECT_EQ(table.address(1, 1).row, 1'048'576U);
    EXPECT_EQ(table.address(1, 1).column, 16'384U);
    EXPECT_TRUE(table.cell(1, 0).text.empty());
    EXPECT_EQ(table.cell(1, 0).type, CellType::Empty);
}

TEST(TableBuilder, RowsInAnyOrderMakeTheSameTable) {
    TableBuilder builder;
    builder.add_text(3, 1, "c");
    builder.add_text(1, 1, "a");
    builder.add_text(3, 2, "d");
    builder.add_text(1, 1, "b");
    const Table table = builder.finish();
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.cell(0, 0).text, "b");
    EXPECT_EQ(table.cell(1, 0).text, "c");
    EXPECT_EQ(table.cell(1, 1).text, "d");
    ASSERT_EQ(table.issues.size(), 1U);
    EXPECT_EQ(table.issues[0].code, "cell-given-twice");
    EXPECT_EQ(table.issues[0].where.row, 1U);
}

TEST(TableBuilder, MarksHiddenRowsAndColumns) {
    TableBuilder builder;
    for (std::uint32_t row = 1; row <= 6; ++row) {
        for (std::uint32_t column = 1; column <= 3; ++column) builder.add_text(row, column, "x");
    }
    builder.hide_row(5);
    builder.hide_rows(2, 3);
    builder.hide_row(3);
    builder.hide_columns(2, 16'384);
    const Table table = builder.finish();
    std::string hidden;
    for (const Row& row : table.row_info) hidden += row.hidden ? 'h' : '-';
    EXPECT_EQ(hidden, "-hh-h-");
    EXPECT_FALSE(table.columns[0].hidden);
    EXPECT_TRUE(table.columns[1].hidden);
    EXPECT_TRUE(table.columns[2].hidden);
}

TEST(TableBuilder, ManyDistinctValuesKeepTheirOwnCodes) {
    TableBuilder builder;
    for (std::uint32_t row = 1; row <= 50'000; ++row)
        builder.add_text(row, 1, std::to_string(mix64(row, 0) % 20'000));
    const Table table = builder.finish();
    for (std::uint32_t row = 1; row <= 50'000; ++row) {
        ASSERT_EQ(table.cell(row - 1, 0).text, std::to_string(mix64(row, 0) % 20'000));
    }
    EXPECT_LE(table.columns[0].values.size(), 20'001U);
}

TEST(TableBuilder, IsEmptyAfterFinish) {
    TableBuilder builder;
    builder.add_text(1, 1, "a");
    builder.finish();
    EXPECT_EQ(builder.cells(), 0U);
    EXPECT_EQ(builder.finish().rows(), 0U);
}

}  // namespace
}  // namespace dalil
