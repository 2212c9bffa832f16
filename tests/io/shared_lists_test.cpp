// The real, messy workbook of the shared data against the same list as CSV.

#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>

#include "dalil/io/reader.hpp"

namespace dalil {
namespace {

std::filesystem::path shared() {
    if (const char* folder = std::getenv("DALIL_SHARED")) return folder;
    return std::filesystem::path(DALIL_SOURCE_DIR).parent_path() / "shared";
}

/// Column whose first cell is `header`.
const Column& column(const Table& table, const std::string& header) {
    for (const Column& c : table.columns) {
        if (c.at(0).text == header) return c;
    }
    ADD_FAILURE() << "no column " << header;
    return table.columns.front();
}

TEST(SharedLists, TheWorkbookHoldsTheCellsOfTheCsv) {
    const auto folder = shared() / "data" / "linkage" / "us_police_killings";
    if (!std::filesystem::exists(folder / "mpv.xlsx")) GTEST_SKIP() << "no shared data";
    auto sheets = read_tables(folder / "mpv.xlsx", {}, Context{});
    auto texts = read_tables(folder / "mpv.csv", {}, Context{});
    ASSERT_TRUE(sheets);
    ASSERT_TRUE(texts);
    ASSERT_EQ(sheets->size(), 4U);
    const Table& sheet = sheets->front();
    const Table& text = texts->front();
    ASSERT_EQ(sheet.rows(), text.rows());
    std::size_t compared = 0;
    for (const Column& c : sheet.columns) {
        const Column& same = column(text, c.at(0).text);
        for (std::uint32_t row = 0; row < sheet.rows(); ++row, ++compared) {
            ASSERT_EQ(c.at(row).text, same.at(row).text)
                << sheet.source << " column " << c.number << " row " << row + 1;
        }
    }
    EXPECT_GT(compared, 200'000U);
    EXPECT_EQ(column(sheet, "Date of Incident (month/day/year)").at(1).type, CellType::Date);
}

}  // namespace
}  // namespace dalil
