#include <gtest/gtest.h>

#include "dalil/io/reader.hpp"
#include "tests/io/table_text.hpp"

namespace dalil {
namespace {

Table read(std::string_view bytes, const Limits& limits = {}) {
    auto tables = read_tables_from(bytes, "list.csv", limits, Context{});
    EXPECT_TRUE(tables) << (tables ? "" : tables.error().code);
    return tables ? std::move(tables->front()) : Table{};
}

std::string code_of_error(std::string_view bytes, const Limits& limits = {}) {
    auto tables = read_tables_from(bytes, "list.csv", limits, Context{});
    return tables ? "" : tables.error().code;
}

TEST(CsvReader, KeepsCellsAsWrittenWithTheirAddresses) {
    const Table table = read("id,name\n007,Ann\n\n1.23E+17,\"Li, Wei\"\n");
    EXPECT_EQ(as_text(table), "1:id|name\n2:007|Ann\n4:1.23E+17|Li, Wei\n");
    EXPECT_EQ(table.source, "list");
    EXPECT_EQ(table.address(2, 1).text(), "list!B4");
    EXPECT_EQ(table.delimiter, ",");
    EXPECT_EQ(table.encoding, "UTF-8");
}

TEST(CsvReader, FindsTheDelimiter) {
    EXPECT_EQ(read("a;b;c\n1,5;2,5;x\n1,7;2,9;y\n").delimiter, ";");
    std::string decimal_commas = "lat;lon\n";
    for (int i = 0; i < 40; ++i) decimal_commas += "41,2;69,3\n";
    EXPECT_EQ(read(decimal_commas).delimiter, ";");
    EXPECT_EQ(read("name\tborn\nLi, Wei\t1980\nBo, Al\t1981\n").delimiter, "\t");
    EXPECT_EQ(read("name|born\nx|1\ny|2\n").delimiter, "|");
    EXPECT_EQ(read("Title of the list, 2020\n\na;b\n1;2\n3;4\n").delimiter, ";");
    EXPECT_EQ(read("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n").delimiter, ",");
}

TEST(CsvReader, ReadsDeclaredDelimiterAndLeavesItsLineOut) {
    const Table table = read("sep=;\r\na;b\r\n1;2\r\n");
    EXPECT_EQ(as_text(table), "1:a|b\n2:1|2\n");
    EXPECT_EQ(table.delimiter, ";");
}

TEST(CsvReader, ReadsQuotesAndLineEnds) {
    const std::string expected = "1:a|b\n2:x \"y\" z|line 1\nline 2\n3:3|4\n";
    EXPECT_EQ(as_text(read("a,b\n\"x \"\"y\"\" z\",\"line 1\nline 2\"\n3,4")), expected);
    EXPECT_EQ(as_text(read("a,b\r\n\"x \"\"y\"\" z\", \"line 1\nline 2\" \r\n3,4\r\n")), expected);
    EXPECT_EQ(as_text(read("a,b\r\"x \"\"y\"\" z\",\"line 1\nline 2\"\r3,4\r")), expected);
    EXPECT_EQ(as_text(read("a,b\n1,\n,2\n")), "1:a|b\n2:1|\n3:|2\n");
    EXPECT_EQ(as_text(read("a,b\r\r\n1,2\r\r\n3,4\r\r\n\x1A")), "1:a|b\n2:1|2\n3:3|4\n");
    EXPECT_EQ(
        as_text(read("a,b\r\n1,x\ry\r\n1,z\r\n1,z\r\n1,z\r\n1,z\r\n1,z\r\n1,z\r\n1,z\r\n1,z\r\n"))
            .substr(0, 14),
        "1:a|b\n2:1|x\ry\n");
}

TEST(CsvReader, KeepsStrayQuotesAsTextAndListsThem) {
    const Table table = read("a,b\n5\" pipe,x\n\"Ann\" Lee,y\n");
    EXPECT_EQ(as_text(table), "1:a|b\n2:5\" pipe|x\n3:Ann\" Lee|y\n");
    EXPECT_EQ(issues_of(table), "stray-quote@list!A2 stray-quote@list!A3 ");
}

TEST(CsvReader, AQuoteThatNeverClosesSwallowsNoRows) {
    const Table table = read("a,b\n\"x,1\ny,2\nz,3\n");
    EXPECT_EQ(as_text(table), "1:a|b\n2:\"x|1\n3:y|2\n4:z|3\n");
    const Table cut = read("a,b\n1,2\n3,\"cut of");
    EXPECT_EQ(as_text(cut), "1:a|b\n2:1|2\n3:3|cut of\n");
    EXPECT_EQ(issues_of(cut), "quote-never-closed@list!B3 ");
}

TEST(CsvReader, ListsRowsOfUnusualWidth) {
    const Table table = read("The list\na,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n4,5,6\n");
    EXPECT_EQ(issues_of(table), "row-too-short@list!4 row-too-long@list!5 ");
    EXPECT_EQ(table.width(), 4U);
}

TEST(CsvReader, RefusesWhatHoldsNoCells) {
    EXPECT_EQ(code_of_error(""), "file-empty");
    EXPECT_EQ(code_of_error("\xEF\xBB\xBF\r\n\r\n"), "file-empty");
    EXPECT_EQ(code_of_error(",,,\n,,,\n"), "file-empty");
}

TEST(CsvReader, RefusesBinaryGarbage) {
    std::string garbage;
    std::uint32_t state = 7;
    for (int i = 0; i < 5000; ++i)
        garbage.push_back(static_cast<char>((state = state * 1664525 + 1013904223) >> 24));
    EXPECT_EQ(code_of_error(garbage), "not-a-table");
}

TEST(CsvReader, LeavesNulBytesOutAndKeepsTheirPlace) {
    std::string text = "name,born\n";
    for (int i = 0; i < 50; ++i) text += "somebody,1980\n";
    text += std::string("An\0n,1981\n", 10);
    const Table table = read(text);
    EXPECT_EQ(table.cell(51, 0).text, "Ann");
    EXPECT_EQ(table.cell(51, 0).raw, "An\uFFFDn");
    EXPECT_EQ(issues_of(table), "nul-byte@list!A52 ");
}

TEST(CsvReader, TakesTheFormulaGuardOff) {
    const Table table = read("a\n'=1+1\n''-x\n'Ndrangheta\n-5\n");
    EXPECT_EQ(as_text(table), "1:a\n2:=1+1\n3:'-x\n4:'Ndrangheta\n5:-5\n");
    EXPECT_EQ(table.cell(1, 0).raw, "'=1+1");
}

TEST(CsvReader, CutsGiantCellsAtWholeCharacters) {
    Limits limits;
    limits.cell_bytes = 5;
    const Table table = read("a,b\nабвгд,1\n", limits);
    EXPECT_EQ(table.cell(1, 0).text, "аб");
    EXPECT_EQ(issues_of(table), "cell-too-long@list!A2 ");
}

TEST(CsvReader, ReadsThreeThousandColumns) {
    std::string text;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3000; ++column)
            text += std::to_string(column) + (column < 2999 ? "," : "\n");
    }
    EXPECT_EQ(read(text).width(), 3000U);
}

TEST(CsvReader, ListsColumnsBeyondTheLimit) {
    Limits limits;
    limits.columns = 2;
    const Table table = read("a,b,c\n1,2,3\n", limits);
    EXPECT_EQ(as_text(table), "1:a|b\n2:1|2\n");
    EXPECT_EQ(issues_of(table), "too-many-columns@list!C1 too-many-columns@list!C2 ");
}

TEST(CsvReader, StopsAtTheLimitOfCells) {
    Limits limits;
    limits.cells = 10;
    EXPECT_EQ(code_of_error("1,2,3\n4,5,6\n7,8,9\n1,2,3\n", limits), "too-many-cells");
}

TEST(CsvReader, ReadsTwentyThousandEqualRowsWithoutListingThem) {
    std::string text = "name,born\n";
    for (int i = 0; i < 20'000; ++i) text += "Ann,1980,extra\n";
    const Table table = read(text);
    EXPECT_EQ(table.rows(), 20'001U);
    EXPECT_LT(table.issues.size(), 30U);
}

TEST(CsvReader, ManyQuotesThatNeverCloseTakeNoQuadraticTime) {
    std::string text = "a,b\n";
    for (int i = 0; i < 300'000; ++i) text += "\"x \"\" y,1\n";
    EXPECT_EQ(read(text).rows(), 300'001U);
}

TEST(CsvReader, TheStrangestCellIsCut) {
    std::string text = "a,b\n\"";
    text.append(64 << 20, 'x');
    text += "\",1\n2,3\n";
    const Table table = read(text);
    EXPECT_EQ(table.rows(), 3U);
    EXPECT_EQ(table.cell(1, 0).text.size(), Limits{}.cell_bytes);
    EXPECT_EQ(issues_of(table), "cell-too-long@list!A2 ");
}

TEST(CsvReader, ReadsManyEncodings) {
    const std::string expected = "1:имя|год\n2:Ли|1980\n";
    EXPECT_EQ(as_text(read("\xEF\xBB\xBFимя,год\nЛи,1980\n")), expected);
    const Table old = read("\xE8\xEC\xFF,\xE3\xEE\xE4\n\xCB\xE8,1980\n");
    EXPECT_EQ(as_text(old), expected);
    EXPECT_EQ(old.encoding, "windows-1251");
    const std::string little(
        "\xFF\xFE"
        "a\0,\0b\0\n\0"
        "1\0,\0\x1b\x04\n\0",
        18);
    EXPECT_EQ(as_text(read(little)), "1:a|b\n2:1|Л\n");
}

}  // namespace
}  // namespace dalil
