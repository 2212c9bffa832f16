#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>

#include "dalil/base/file.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/io/writer.hpp"
#include "tests/io/table_text.hpp"

namespace dalil {
namespace {

/// A folder of its own for each test, removed at the end.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "dalil-io-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path_), {}));
    }

  private:
    std::filesystem::path path_;
};

const std::vector<std::string> kAwkward = {
    "=1+1", "+7 701", "@x",      "-5",  "-x",  "\tx", "'=x",  "''-1", "'x",     "=\"a\"",
    "a,b",  "a\"b",   "line\nx", "\rx", "＝1", " x ", "1.23", "+5",   "_x0041_"};

std::string csv_of(const std::vector<std::string>& cells, bool guard = true) {
    CsvWriter csv(guard);
    csv.cell("n");
    csv.cell("text");
    csv.end_row();
    for (const std::string& cell : cells) {
        csv.cell("1");
        csv.cell(cell);
        csv.end_row();
    }
    return csv.text();
}

TEST(CsvWriter, WritesWhatSpreadsheetsDoNotRun) {
    EXPECT_EQ(csv_of({"=1+1", "-5", "-x", "'=x", "+7 701", "a,b", "\"", "+1.5"}),
              "n,text\n1,'=1+1\n1,-5\n1,'-x\n1,''=x\n1,'+7 701\n1,\"a,b\"\n1,\"\"\"\"\n1,+1.5\n");
    EXPECT_EQ(csv_of({"=1+1"}, false), "n,text\n1,=1+1\n");
}

TEST(CsvWriter, ImportGivesBackEveryTextThatWasExported) {
    auto tables = read_tables_from(csv_of(kAwkward), "x.csv", {}, Context{});
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->front().rows(), kAwkward.size() + 1);
    for (std::uint32_t i = 0; i < kAwkward.size(); ++i)
        EXPECT_EQ(tables->front().cell(i + 1, 1).text, kAwkward[i]);
}

WorkbookSheet awkward_sheet(const std::string& name) {
    WorkbookSheet sheet{name, {"text"}, {}};
    for (const std::string& cell : kAwkward) sheet.rows.push_back({cell});
    return sheet;
}

TEST(XlsxWriter, CellsAreTextAndComeBackAsWritten) {
    const Folder folder;
    ASSERT_TRUE(write_xlsx(folder / "out.xlsx",
                           {awkward_sheet("all"), awkward_sheet("All"), awkward_sheet("a/b[c]*")}));
    auto tables = read_tables(folder / "out.xlsx", {}, Context{});
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->size(), 3U);
    EXPECT_EQ((*tables)[1].sheet, "All 2");
    EXPECT_EQ((*tables)[2].sheet, "a b c  ");
    for (std::uint32_t i = 0; i < kAwkward.size(); ++i) {
        const CellValue& cell = tables->front().cell(i + 1, 0);
        EXPECT_EQ(cell.text, kAwkward[i]);
        EXPECT_EQ(cell.type, CellType::Text);
        EXPECT_FALSE(cell.formula);
    }
}

TEST(XlsxWriter, SameContentSameBytesAndOnlyForItsOwner) {
    const Folder folder;
    ASSERT_TRUE(write_xlsx(folder / "a.xlsx", {awkward_sheet("all")}));
    ASSERT_TRUE(write_xlsx(folder / "b.xlsx", {awkward_sheet("all")}));
    EXPECT_EQ(*read_file(folder / "a.xlsx"), *read_file(folder / "b.xlsx"));
    struct stat status{};
    ASSERT_EQ(::stat((folder / "a.xlsx").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(folder.files(), 2U);
}

TEST(XlsxWriter, LongCellsAreCutAtWholeCharacters) {
    const Folder folder;
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += "я";
    ASSERT_TRUE(write_xlsx(folder / "long.xlsx", {{"x", {"h"}, {{text}}}}));
    auto tables = read_tables(folder / "long.xlsx", {}, Context{});
    ASSERT_TRUE(tables);
    EXPECT_EQ(tables->front().cell(1, 0).text.size(), 2U * 32'767U);
}

TEST(XlsxWriter, FailureLeavesNothingBehind) {
    const Folder folder;
    const auto written = write_xlsx(folder / "no-such-folder/x.xlsx", {awkward_sheet("all")});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, "file-unwritable");
    EXPECT_EQ(folder.files(), 0U);
}

}  // namespace
}  // namespace dalil
