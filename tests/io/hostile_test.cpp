// Files made to do harm, or damaged: an error or listed issues, soon and within bounded memory.

#include <gtest/gtest.h>

#include "dalil/base/hash.hpp"
#include "dalil/io/reader.hpp"
#include "tests/io/table_text.hpp"
#include "tests/io/zip_builder.hpp"

namespace dalil {
namespace {

std::string code_of(const std::string& bytes, const Limits& limits = {}) {
    auto tables = read_tables_from(bytes, "list.xlsx", limits, Context{});
    return tables ? "" : tables.error().code;
}

std::string sheet_data(const std::string& rows) {
    return "<sheetData>" + rows + "</sheetData>";
}

TEST(Hostile, DeepNestingIsRefused) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<x>";
    EXPECT_EQ(code_of(make_xlsx(deep)), "xml-too-deep");
}

TEST(Hostile, GiantAttributesAreRefused) {
    const std::string giant = "<row r=\"" + std::string(40 << 20, '1') + "\"/>";
    EXPECT_EQ(code_of(make_xlsx(sheet_data(giant))), "file-damaged");
}

TEST(Hostile, GiantCellsAreCut) {
    const std::string giant(24 << 20, 'x');
    auto tables = read_tables_from(
        make_xlsx(sheet_data("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>" + giant + "</v></c></row>")),
        "list.xlsx", {}, Context{});
    ASSERT_TRUE(tables);
    EXPECT_EQ(tables->front().cell(0, 0).text.size(), Limits{}.cell_bytes);
    EXPECT_EQ(issues_of(tables->front()), "cell-too-long@list:Sheet1!A1 ");
}

TEST(Hostile, WideLastRowsDoNotMultiplyTheRowsAbove) {
    std::string rows;
    for (int row = 1; row <= 20'000; ++row) rows += "<row><c><v>1</v></c></row>";
    rows += "<row>";
    for (int column = 1; column <= 16'384; ++column) rows += "<c><v>1</v></c>";
    EXPECT_EQ(code_of(make_xlsx(sheet_data(rows + "</row>"))), "too-many-cells");
}

TEST(Hostile, CellsOutOfOrderAndTwiceAreSorted) {
    auto tables = read_tables_from(
        make_xlsx(sheet_data("<row r=\"5\"><c r=\"B5\"><v>1</v></c></row>"
                             "<row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"ZZZZZ2\"><v>3</v></c>"
                             "<c r=\"A2\"><v>4</v></c></row>")),
        "list.xlsx", {}, Context{});
    ASSERT_TRUE(tables);
    EXPECT_EQ(as_text(tables->front()), "2:4|\n5:|1\n");
    EXPECT_NE(issues_of(tables->front()).find("cell-given-twice@list:Sheet1!A2"),
              std::string::npos);
}

TEST(Hostile, AbsurdNumbersInAttributesAreHarmless) {
    EXPECT_EQ(code_of(make_xlsx(
                  "<cols><col min=\"1\" max=\"4294967295\" hidden=\"1\"/></cols>" +
                  sheet_data("<row r=\"4294967295\"><c t=\"s\"><v>99999999999999999999</v></c>"
                             "<c s=\"4294967295\"><v>1e999999999</v></c></row>"
                             "<row r=\"0\"><c r=\"A0\"><v>-0</v></c></row>"))),
              "");
}

TEST(Hostile, DamagedXmlSaysWhere) {
    auto tables =
        read_tables_from(make_xlsx("<sheetData><row></sheetData>"), "list.xlsx", {}, Context{});
    ASSERT_FALSE(tables);
    EXPECT_EQ(tables.error().code, "file-damaged");
    EXPECT_NE(tables.error().message.find("at byte"), std::string::npos);
}

TEST(Hostile, TooManySheetsOrPartsAreRefused) {
    Limits limits;
    limits.sheets = 0;
    EXPECT_EQ(code_of(make_xlsx(sheet_data("<row><c><v>1</v></c></row>")), limits),
              "too-many-sheets");
    limits = {};
    limits.unpacked_bytes = 100;
    EXPECT_EQ(code_of(make_xlsx(sheet_data("<row><c><v>1</v></c></row>")), limits), "zip-bomb");
}

TEST(Hostile, EveryCutOfAWorkbookGivesAnErrorOrATable) {
    const std::string whole = make_xlsx(sheet_data("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    for (std::size_t size = 4; size < whole.size(); ++size) {
        const auto tables = read_tables_from(whole.substr(0, size), "list.xlsx", {}, Context{});
        EXPECT_FALSE(tables) << size;
    }
}

TEST(Hostile, FlippedBytesNeverCrash) {
    const std::string whole = make_xlsx(sheet_data("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    for (std::uint64_t i = 0; i < 2000; ++i) {
        std::string bytes = whole;
        const std::uint64_t hash = mix64(i, 1);
        bytes[hash % bytes.size()] = static_cast<char>(hash >> 56);
        (void)read_tables_from(bytes, "list.xlsx", {}, Context{});
    }
}

TEST(Hostile, DeepOrBrokenJsonIsListedOrRefused) {
    EXPECT_EQ(code_of("{\"a\":" + std::string(100'000, '[') + "}"), "json-damaged");
    auto tables = read_tables_from("{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":\"x\\u0000y\"}\n",
                                   "list.jsonl", {}, Context{});
    ASSERT_TRUE(tables);
    EXPECT_EQ(as_text(tables->front()), "1:a\n2:1\n4:3\n5:xy\n");
    EXPECT_EQ(issues_of(tables->front()), "json-line-damaged@list!3 ");
}

}  // namespace
}  // namespace dalil
