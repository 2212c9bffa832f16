// Each file of tests/corpus is one way in which real lists are messy; tests/corpus/README.md says
// which.

#include <gtest/gtest.h>
#include <filesystem>

#include "dalil/io/reader.hpp"
#include "tests/io/table_text.hpp"

namespace dalil {
namespace {

std::filesystem::path corpus(const std::string& name) {
    return std::filesystem::path(DALIL_SOURCE_DIR) / "tests" / "corpus" / name;
}

std::vector<Table> read_all(const std::string& name) {
    auto tables = read_tables(corpus(name), {}, Context{});
    EXPECT_TRUE(tables) << name << ": " << (tables ? "" : tables.error().code);
    return tables ? std::move(*tables) : std::vector<Table>(1);
}

Table read(const std::string& name) {
    return std::move(read_all(name).front());
}

Error refusal(const std::string& name) {
    auto tables = read_tables(corpus(name), {}, Context{});
    EXPECT_FALSE(tables) << name;
    return tables ? Error{} : tables.error();
}

TEST(Corpus, EncodingsAreFound) {
    const std::string russian =
        "1:№|Фамилия|Имя|Дата "
        "рождения\n2:1|Иванов|Пётр|04.03.1990\n3:2|Ким|Анна|1985\n4:3|Ахметова|Жанна|12.1979\n";
    const std::string chinese =
        "1:编号|姓名|性别|出生日期\n2:1|王小明|男|1990年3月4日\n3:2|李芳|女|1985\n4:3|阿不都|男|"
        "不详\n";
    const std::string arabic =
        "1:الرقم|الاسم|تاريخ الميلاد\n2:1|محمد أحمد|1990/03/04\n3:2|فاطمة علي|1985\n4:3|عبد الرحمن "
        "حسن|1979\n";
    const std::string french =
        "1:numéro|nom|né(e) le\n2:1|Élodie Lefèvre|04/03/1990\n3:2|José Nuñez|1985\n";
    const struct {
        const char* file;
        const std::string& text;
        const char* encoding;
        const char* delimiter;
    } cases[] = {{"semicolons-windows-1251.csv", russian, "windows-1251", ";"},
                 {"utf-16le-mark.csv", russian, "UTF-16LE", "\t"},
                 {"gb18030.csv", chinese, "GB18030", ","},
                 {"utf-16be-no-mark.csv", chinese, "UTF-16BE", ","},
                 {"utf-8-mark.csv", chinese, "UTF-8", ","},
                 {"windows-1256.csv", arabic, "windows-1256", ","},
                 {"latin-1.csv", french, "ISO-8859-1", ";"}};
    for (const auto& c : cases) {
        const Table table = read(c.file);
        EXPECT_EQ(as_text(table), c.text) << c.file;
        EXPECT_EQ(table.encoding, c.encoding) << c.file;
        EXPECT_EQ(table.delimiter, c.delimiter) << c.file;
    }
}

TEST(Corpus, LinesOfAnotherEncodingAreReadAndListed) {
    const Table table = read("mixed-encodings.csv");
    EXPECT_EQ(table.cell(8, 1).text, "Оспанов Ерлан");
    EXPECT_EQ(table.cell(9, 1).text, "Сергеев Иван");
    EXPECT_EQ(issues_of(table), "mixed-encodings@mixed-encodings ");
}

TEST(Corpus, DelimitersQuotesAndWidths) {
    EXPECT_EQ(as_text(read("tabs.tsv")), "1:name|born\n2:Li, Wei|1980\n3:Smith, Ann|1975\n");
    EXPECT_EQ(as_text(read("pipes-and-declared.csv")), "1:name|born\n2:Li Wei|1980\n");
    const Table quotes = read("quotes-and-lines.csv");
    EXPECT_EQ(
        as_text(quotes),
        "1:id|note\n2:1|said \"no\", twice\n3:2|line one\nline two\n4:3|5\" scar\n5:4|cut of\n");
    EXPECT_EQ(issues_of(quotes),
              "stray-quote@quotes-and-lines!B4 quote-never-closed@quotes-and-lines!B5 ");
    EXPECT_EQ(issues_of(read("ragged.csv")), "row-too-short@ragged!4 row-too-long@ragged!5 ");
}

TEST(Corpus, WhatOnlyMeaningCanSolveIsKeptAsWritten) {
    EXPECT_EQ(as_text(read("ditto-marks.csv")),
              "1:village|family|name\n2:Aksu|Ospanov|Erlan\n3:\"||Marat\n4:〃|\"|Dana\n");
    EXPECT_EQ(as_text(read("name-and-year.csv")),
              "1:person\n2:Ann Lee, 1980\n3:Bo Li (b. 1975)\n4:Dana Kim 1990-03-04\n");
    EXPECT_EQ(as_text(read("mixed-dates.csv")),
              "1:name|born\n2:Ann|10-01-10\n3:Bo|04/03/1990\n4:Li|31/12/"
              "1985\n5:Dana|1979\n6:Kim|March 1970\n"
              "7:Eve|31.02.1980\n");
    EXPECT_EQ(as_text(read("calendars.csv")),
              "1:name|born\n2:Ali|15 Rajab "
              "1410\n3:Reza|1369/12/13\n4:Wei|农历庚午年二月初八\n5:Som|2533\n");
    EXPECT_EQ(as_text(read("vague-ages.csv")),
              "1:name|age|born\n2:Ann|about 60|\n3:Bo|40s|\n4:Li||born in the year of the "
              "dragon\n5:Dana|6 months|\n");
    EXPECT_EQ(read("totals-inside.csv").cell(6, 0).text, "Total");
    const Table notes = read("footnotes.csv");
    EXPECT_EQ(as_text(notes),
              "1:name|born\n2:Ann *|1980\n3:Bo|1975\n5:* born in another district|\n6:Source: "
              "letters of 2019|\n");
}

TEST(Corpus, LostDigitsOfIdentifiersAreListed) {
    const Table text = read("identifiers.csv");
    EXPECT_EQ(as_text(text),
              "1:id|passport|name\n2:1.23E+17|0045|Ann\n3:110101199003070012|0046|Bo\n");
    EXPECT_EQ(issues_of(text), "digits-lost@identifiers!A2 ");
    const Table sheet = read("identifiers.xlsx");
    EXPECT_EQ(as_text(sheet),
              "1:postcode|phone|identity card|passport\n2:00420|123-00-45|110101199003070012|0045\n"
              "3:12345|000-00-45|123000000000000000|0046\n4:41.3|0.3|-3|TRUE\n");
    EXPECT_EQ(sheet.cell(1, 0).raw, "420");
    EXPECT_EQ(sheet.cell(2, 2).raw, "1.23E+17");
    EXPECT_EQ(sheet.cell(3, 0).raw, "41.299999999999997");
    EXPECT_EQ(sheet.cell(3, 3).type, CellType::Boolean);
    EXPECT_EQ(issues_of(sheet),
              "number-too-long@identifiers:Sheet1!C2 number-too-long@identifiers:Sheet1!C3 ");
}

TEST(Corpus, MergedCellsKeepTheirRangeAndTheirFirstCell) {
    const Table title = read("merged-title.xlsx");
    EXPECT_EQ(as_text(title),
              "1:List of detained people|||\n2:as of 1 March 2019|||\n3:No|Person||Born\n4:|given "
              "name|family name|\n"
              "5:1|Ann|Lee|1980\n6:2|Bo|Li|1975\n");
    ASSERT_EQ(title.merged.size(), 5U);
    EXPECT_EQ(title.merged[3].first_column, 2U);
    EXPECT_EQ(title.merged[3].last_column, 3U);
    EXPECT_EQ(title.merged[3].last_row, 3U);
    const Table groups = read("merged-groups.xlsx");
    EXPECT_EQ(as_text(groups),
              "1:district|name\n2:North|Ann\n3:|Bo\n4:|Li\n5:South|Dana\n6:|Kim\n");
    EXPECT_EQ(groups.merged.size(), 2U);
}

TEST(Corpus, SeveralListsOfOneSheetKeepTheirPlaces) {
    const Table table = read("several-lists.xlsx");
    EXPECT_EQ(as_text(table),
              "1:Arrested||Released|\n2:name|born|name|born\n3:Ann|1980|Bo|1975\n5:Disappeared|||\n"
              "6:name|born||\n7:Li|1990||\n");
    EXPECT_EQ(table.columns[2].number, 5U);
}

TEST(Corpus, HiddenRowsColumnsAndSheetsAreReadAndMarked) {
    const auto tables = read_all("hidden.xlsx");
    ASSERT_EQ(tables.size(), 3U);
    EXPECT_EQ(as_text(tables[0]), "1:id|name|born\n2:1|Ann Lee|1980\n3:2|Bo Li|1975\n");
    EXPECT_FALSE(tables[0].hidden);
    EXPECT_FALSE(tables[0].row_info[1].hidden);
    EXPECT_TRUE(tables[0].row_info[2].hidden);
    EXPECT_FALSE(tables[0].columns[1].hidden);
    EXPECT_TRUE(tables[0].columns[2].hidden);
    EXPECT_EQ(tables[1].source, "hidden:Hidden");
    EXPECT_TRUE(tables[1].hidden);
    EXPECT_TRUE(tables[2].hidden);
}

TEST(Corpus, ColourAsDataIsPointedOut) {
    const Table table = read("colour.xlsx");
    EXPECT_EQ(issues_of(table),
              "cells-coloured@colour:Sheet1!A3 cells-struck-out@colour:Sheet1!A4 ");
    EXPECT_EQ(table.issues[0].count, 2U);
}

TEST(Corpus, DatesOfBothEpochs) {
    const Table of_1900 = read("epoch-1900.xlsx");
    EXPECT_EQ(as_text(of_1900),
              "1:what|value\n2:date|1990-03-04\n3:1 March 1900|1900-03-01\n4:29 February "
              "1900|1900-02-29\n"
              "5:28 February 1900|1900-02-28\n6:date and "
              "time|1990-03-04T12:30:00\n7:Russian|1990-03-04\n8:month|1990-03\n"
              "9:Chinese, by number|1990-03-04\n10:Chinese, by code|1990-03-04\n11:no date|12\n"
              "12:beyond the calendar|9999999\n");
    EXPECT_EQ(of_1900.cell(1, 1).raw, "32936");
    EXPECT_EQ(of_1900.cell(1, 1).type, CellType::Date);
    EXPECT_EQ(of_1900.cell(10, 1).type, CellType::Number);
    EXPECT_EQ(issues_of(of_1900),
              "date-fictitious@epoch-1900:Sheet1!B4 date-out-of-range@epoch-1900:Sheet1!B12 ");
    EXPECT_EQ(as_text(read("epoch-1904.xlsx")),
              "1:what|value\n2:date|1990-03-04\n3:first day|1904-01-01\n");
}

TEST(Corpus, TimesAreNoDatesOf1899) {
    const Table table = read("time-only.xlsx");
    EXPECT_EQ(
        as_text(table),
        "1:what|value\n2:time|12:30:00\n3:time in a date format|06:00:00\n4:duration|36:00:00\n"
        "5:midnight|00:00:00\n");
    EXPECT_EQ(table.cell(1, 1).type, CellType::Time);
}

TEST(Corpus, RightToLeftSheetsReadInTheOrderOfTheirColumns) {
    EXPECT_EQ(as_text(read("right-to-left.xlsx")), "1:الاسم|تاريخ الميلاد\n2:محمد أحمد|1990\n");
}

TEST(Corpus, FormulasGiveTheirStoredValues) {
    const Table table = read("formulas.xlsx");
    EXPECT_EQ(as_text(table), "1:a|b\n2:2|4\n3:AnnLee|#N/A\n4:|x\n");
    EXPECT_TRUE(table.cell(1, 1).formula);
    EXPECT_FALSE(table.cell(1, 0).formula);
    EXPECT_EQ(table.cell(2, 1).type, CellType::Error);
    EXPECT_EQ(issues_of(table),
              "cell-error@formulas:Sheet1!B3 formula-without-value@formulas:Sheet1!A4 ");
}

TEST(Corpus, SharedStringsWithoutTheirReadings) {
    const Table table = read("shared-strings.xlsx");
    EXPECT_EQ(as_text(table), "1:name|given name\n2:東京\r\n|\n");
    EXPECT_EQ(issues_of(table), "text-missing@shared-strings:Sheet1!B2 ");
}

TEST(Corpus, AFarCellCostsNothing) {
    const Table table = read("far-cell.xlsx");
    ASSERT_EQ(table.width(), 2U);
    EXPECT_EQ(table.address(1, 1).text(), "far-cell:Sheet1!XFD1048576");
    EXPECT_EQ(as_text(read("no-addresses.xlsx")), "1:name|born\n2:Ann|1980\n");
}

TEST(Corpus, OpenDocumentValuesAndRepeats) {
    const auto tables = read_all("values.ods");
    ASSERT_EQ(tables.size(), 2U);
    const Table& table = tables.front();
    EXPECT_EQ(as_text(table),
              "1:List|||||\n4:1990-03-04|12:30:00|00042|123000000000000000|TRUE|#N/A\n"
              "5:two  spaces\nline 2|twice|twice|||\n");
    EXPECT_EQ(table.cell(1, 2).raw, "42");
    EXPECT_EQ(table.cell(1, 0).type, CellType::Date);
    EXPECT_EQ(table.cell(1, 5).type, CellType::Error);
    EXPECT_TRUE(table.cell(1, 5).formula);
    EXPECT_TRUE(table.row_info[2].hidden);
    EXPECT_FALSE(table.columns[0].hidden);
    EXPECT_TRUE(table.columns[2].hidden);
    EXPECT_FALSE(table.columns[3].hidden);
    ASSERT_EQ(table.merged.size(), 1U);
    EXPECT_EQ(table.merged[0].last_column, 6U);
    EXPECT_TRUE(tables[1].hidden);
    EXPECT_EQ(as_text(read("flat.fods")), "1:name\n2:Ann\n");
}

TEST(Corpus, AMillionRows) {
    const Table table = read("million-rows.ods");
    EXPECT_EQ(table.rows(), 1'000'001U);
    EXPECT_EQ(table.cell(1'000'000, 1).text, "1980");
}

TEST(Corpus, RecordsOfJsonLines) {
    const Table table = read("records.jsonl");
    EXPECT_EQ(as_text(table),
              "1:name|id|home.city|aliases|alive|home.street\n2:Ann|110101199003070012|Aksu|Anna; "
              "Anya||\n"
              "3:Bo||||FALSE|Main\n");
}

TEST(Corpus, RefusalsSayTheNextStep) {
    const struct {
        const char* file;
        const char* code;
    } cases[] = {{"old-workbook.xls", "xls-not-read"},  {"protected.xlsx", "password-protected"},
                 {"document.docx", "docx-not-read"},    {"page.pdf", "pdf-not-read"},
                 {"web-page.xls", "html-not-read"},     {"truncated.xlsx", "file-truncated"},
                 {"bundle.zip", "archive-not-read"},    {"empty.csv", "file-empty"},
                 {"entities.xlsx", "xml-entities"},     {"zip-bomb.ods", "zip-bomb"},
                 {"repeat-bomb.ods", "too-many-cells"}, {"not-there.csv", "file-missing"}};
    for (const auto& c : cases) {
        const Error error = refusal(c.file);
        EXPECT_EQ(error.code, c.code) << c.file;
        EXPECT_EQ(error.fault, Fault::Input) << c.file;
        EXPECT_NE(error.message.find(c.file), std::string::npos) << error.message;
        EXPECT_FALSE(error.hint.empty()) << c.file;
    }
}

}  // namespace
}  // namespace dalil
