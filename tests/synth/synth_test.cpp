#include "dalil/synth/synth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "dalil/base/file.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/synth/varied.hpp"
#include "dalil/text/encoding.hpp"
#include "synth/bytes.hpp"

namespace dalil {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test.
class Synth : public ::testing::Test {
  protected:
    Synth() {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        root_ = fs::temp_directory_path() / ("dalil-synth-" + std::string(info->name()));
        fs::remove_all(root_);
    }
    ~Synth() override { fs::remove_all(root_); }

    SynthSummary make(const std::string& name, const SynthOptions& options, unsigned threads = 1) {
        Context context;
        context.threads = threads;
        auto made = synthesise(options, root_ / name, context);
        EXPECT_TRUE(made.has_value()) << made.error().message;
        return made ? *made : SynthSummary{};
    }

    std::string bytes(const fs::path& relative) { return read_file(root_ / relative).value(); }

    std::vector<std::vector<std::string>> csv(const fs::path& relative) {
        std::istringstream text(bytes(relative));
        std::vector<std::vector<std::string>> rows;
        for (std::string line; std::getline(text, line);) {
            std::vector<std::string> row;
            std::istringstream cells(line);
            for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
            rows.push_back(row);
        }
        rows.erase(rows.begin());
        return rows;
    }

    fs::path root_;
};

/// Rows of a delimited list without quotes, header excluded.
std::vector<std::vector<std::string>> body(const std::string& raw, char delimiter) {
    std::istringstream text(decode_text(raw).utf8);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(text, line);) {
        if (line.ends_with('\r')) line.pop_back();
        std::vector<std::string> row;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, delimiter);) row.push_back(cell);
        rows.push_back(row);
    }
    rows.erase(rows.begin());
    return rows;
}

TEST_F(Synth, GivesTheSameBytesForTheSameOptionsAndAnyThreads) {
    const SynthOptions options{.people = 400, .lists = 8, .seed = 5};
    const auto summary = make("a", options, 1);
    make("b", options, 2);
    for (const std::string& list : summary.lists)
        EXPECT_EQ(bytes("a/lists/" + list), bytes("b/lists/" + list)) << list;
    EXPECT_EQ(bytes("a/truth/truth.csv"), bytes("b/truth/truth.csv"));
    make("c", {.people = 400, .lists = 8, .seed = 6});
    EXPECT_NE(bytes("a/truth/truth.csv"), bytes("c/truth/truth.csv"));
}

TEST_F(Synth, TruthPointsAtTheRowsOfTheLists) {
    make("w", {.people = 3000, .lists = 8, .seed = 2});
    std::map<std::string, std::map<std::size_t, std::string>> truth;
    for (const auto& row : csv("w/truth/truth.csv")) truth[row[0]][std::stoul(row[1])] = row[2];
    const std::map<std::string, char> files{{"register.csv", ';'},
                                            {"exile_list.tsv", '\t'},
                                            {"passports.tsv", '\t'},
                                            {"bulletins.csv", ','}};
    for (const auto& [file, delimiter] : files) {
        const auto rows = body(bytes("w/lists/" + file), delimiter);
        const auto& expected = truth[file.substr(0, file.find('.'))];
        std::size_t numbered = 0;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const bool is_person = rows[r].size() > 3 && rows[r][0] == std::to_string(numbered + 1);
            numbered += is_person;
            EXPECT_EQ(is_person, expected.contains(r + 1)) << file << " row " << r + 1;
        }
        EXPECT_EQ(numbered, expected.size());
        EXPECT_GT(numbered, 100u);
    }
}

TEST_F(Synth, OneEntityIsOnePersonOnEveryList) {
    make("w", {.people = 3000, .lists = 8, .seed = 2});
    // Document numbers belong to people, and two lists carry them.
    const auto truth = csv("w/truth/truth.csv");
    const auto passports = body(bytes("w/lists/passports.tsv"), '\t');
    std::map<std::string, std::string> document_of;
    for (const auto& row : truth)
        if (row[0] == "passports") document_of[row[2]] = passports[std::stoul(row[1]) - 1].back();
    std::size_t shared = 0;
    std::istringstream text(bytes("w/lists/releases.csv"));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    for (const auto& row : truth) {
        if (row[0] != "releases" || !document_of.contains(row[2])) continue;
        EXPECT_NE(lines[std::stoul(row[1])].find(document_of[row[2]]), std::string::npos);
        ++shared;
    }
    EXPECT_GT(shared, 20u);
}

TEST_F(Synth, WorldKnowsWhoIsOnWhichList) {
    const auto summary = make("w", {.people = 5000, .lists = 4, .seed = 1});
    std::map<std::string, std::set<std::string>> lists_of;
    for (const auto& row : csv("w/truth/truth.csv")) lists_of[row[2]].insert(row[0]);
    const auto world = csv("w/truth/world.csv");
    ASSERT_EQ(world.size(), 5000u);
    std::size_t listed = 0;
    for (const auto& row : world) {
        EXPECT_EQ(row[3] == "1", lists_of.contains(row[0]));
        listed += row[3] == "1";
    }
    EXPECT_EQ(listed, lists_of.size());
    EXPECT_EQ(listed, summary.listed);
    // Enough are missed for an estimate to be worth something, and enough are found to make one.
    EXPECT_GT(listed, 2700u);
    EXPECT_LT(listed, 3600u);
}

TEST_F(Synth, TheFirstAndThirdListsDependOnEachOther) {
    make("w", {.people = 20000, .lists = 4, .seed = 3});
    double n = 0, a = 0, b = 0, both = 0;
    for (const auto& row : csv("w/truth/world.csv")) {
        const bool on_a = row.size() > 4 && row[4].find("appeals") != std::string::npos;
        const bool on_b = row.size() > 4 && row[4].find("news") != std::string::npos;
        ++n, a += on_a, b += on_b, both += on_a && on_b;
    }
    EXPECT_GT(both * n / (a * b), 1.25);
}

TEST_F(Synth, EveryListSaysThatItsPeopleAreInvented) {
    const auto summary = make("w", {.people = 200, .lists = 8, .seed = 1});
    EXPECT_TRUE(fs::exists(root_ / "w/lists" / kInventedMarker));
    EXPECT_NE(bytes("w/README.txt").find("Invented"), std::string::npos);
    for (const std::string& list : summary.lists) {
        const auto tables = read_tables(root_ / "w/lists" / list, {}, Context{});
        ASSERT_TRUE(tables.has_value()) << list;
        bool said = false;
        for (const Column& column : tables->front().columns)
            for (const CellValue& value : column.values)
                said = said || value.text.find("invented data") != std::string::npos;
        EXPECT_TRUE(said) << list;
    }
}

TEST_F(Synth, FewerListsAreTheFirstOfMore) {
    make("three", {.people = 500, .lists = 3, .seed = 1});
    make("four", {.people = 500, .lists = 4, .seed = 1});
    for (const char* list : {"appeals.xlsx", "register.csv", "news.csv"})
        EXPECT_EQ(bytes(fs::path("three/lists") / list), bytes(fs::path("four/lists") / list));
}

TEST_F(Synth, TakesAwayListsOfAnEarlierLargerRun) {
    make("w", {.people = 100, .lists = 8, .seed = 1});
    make("w", {.people = 100, .lists = 2, .seed = 1});
    EXPECT_FALSE(fs::exists(root_ / "w/lists/releases.csv"));
    EXPECT_TRUE(fs::exists(root_ / "w/lists/register.csv"));
}

TEST_F(Synth, RefusesNumbersOutOfRange) {
    for (const SynthOptions& bad :
         {SynthOptions{.people = 0}, SynthOptions{.people = kMostSynthPeople + 1},
          SynthOptions{.lists = 0}, SynthOptions{.lists = 9}}) {
        const auto made = synthesise(bad, root_ / "w", Context{});
        ASSERT_FALSE(made.has_value());
        EXPECT_EQ(made.error().fault, Fault::Usage);
        EXPECT_FALSE(fs::exists(root_ / "w"));
    }
}

TEST_F(Synth, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    Context context;
    context.stop = source.get_token();
    EXPECT_THROW((void)synthesise({.people = 1000}, root_ / "w", context), Cancelled);
}

TEST(Bytes, GoBackToTheSameText) {
    const std::string text = "№;Населённый пункт\r\nСарыөзен";
    EXPECT_EQ(decode_text(synth::encoded(text, "UTF-16LE").value()).utf8, text);
    const std::string russian =
        "ФИО;Дата рождения\r\nСериков Айдос Маратович;м\r\nЖумабаева Айгуль;ж\r\n";
    EXPECT_EQ(decode_text(synth::encoded(russian, "CP1251").value()).utf8, russian);
}

TEST(Bytes, QuoteOnlyWhatNeedsIt) {
    EXPECT_EQ(synth::delimited({{"a", "b,c", "d\"e"}, {"", "f"}}, ','),
              "a,\"b,c\",\"d\"\"e\"\r\n,f\r\n");
    EXPECT_EQ(synth::delimited({{"b,c"}}, ';'), "b,c\r\n");
}

std::size_t rows_of(const std::vector<SynthList>& lists) {
    std::size_t sum = 0;
    for (const SynthList& list : lists) sum += list.truth.size();
    return sum;
}

std::vector<SynthList> invented(const SynthOptions& options) {
    auto lists = invent_lists(options, Context{});
    EXPECT_TRUE(lists) << lists.error().message;
    return lists ? *lists : std::vector<SynthList>{};
}

/// People who stand on one list more than once, and the most rows of one person on one list.
std::pair<std::size_t, std::size_t> copies_in(const std::vector<SynthList>& lists) {
    std::size_t people = 0, most = 0;
    for (const SynthList& list : lists) {
        std::map<std::uint32_t, std::size_t> rows;
        for (const auto& row : list.truth) ++rows[row.person];
        for (const auto& [person, count] : rows) {
            people += count > 1;
            most = std::max(most, count);
        }
    }
    return {people, most};
}

TEST_F(Synth, InMemoryTheListsAreThoseOfTheFiles) {
    make("world", {.people = 300, .lists = 3, .seed = 5});
    const auto lists = invented({.people = 300, .lists = 3, .seed = 5});
    ASSERT_EQ(lists.size(), 3U);
    EXPECT_EQ(synth::encoded(synth::delimited(lists[1].rows, ';'), "CP1251").value(),
              bytes("world/lists/register.csv"));
}

TEST(SynthDifficulty, ChoosesListsByNumber) {
    const auto lists = invented({.people = 100, .which = {1, 6}});
    ASSERT_EQ(lists.size(), 2U);
    EXPECT_EQ(lists[0].name, "register");
    EXPECT_EQ(lists[1].name, "hotline");
    EXPECT_EQ(invent_lists({.people = 100, .which = {1, 1}}, Context{}).error().code,
              "synth-lists");
    EXPECT_EQ(invent_lists({.people = 100, .which = {8}}, Context{}).error().code, "synth-lists");
}

TEST(SynthDifficulty, LeavesColumnsOut) {
    const auto whole = invented({.people = 50, .which = {0}});
    const auto less =
        invented({.people = 50, .which = {0}, .without = {SynthColumn::Birth, SynthColumn::Place}});
    EXPECT_EQ(less[0].rows.back().size(), whole[0].rows.back().size());  // the closing note
    EXPECT_EQ(less[0].rows[2].size() + 3, whole[0].rows[2].size());
}

TEST(SynthDifficulty, CopiesComeWithTheirFactor) {
    EXPECT_EQ(copies_in(invented({.people = 2000, .difficulty = {.copies = 0}})).first, 0U);
    const auto ordinary = copies_in(invented({.people = 2000}));
    EXPECT_EQ(ordinary.second, 2U);
    const auto many = copies_in(invented({.people = 2000, .difficulty = {.copies = 8}}));
    EXPECT_GT(many.first, 4 * ordinary.first);
    EXPECT_GT(many.second, 2U);
}

TEST(SynthDifficulty, ReachMakesListsLonger) {
    EXPECT_GT(rows_of(invented({.people = 1000, .difficulty = {.reach = 2}})),
              rows_of(invented({.people = 1000})) * 3 / 2);
}

TEST(SynthDifficulty, RefusesFactorsThatMeanNothing) {
    for (const SynthDifficulty& wrong :
         {SynthDifficulty{.errors = -1}, SynthDifficulty{.missing = std::nan("")},
          SynthDifficulty{.relatives = 2.5}})
        EXPECT_EQ(invent_lists({.people = 10, .difficulty = wrong}, Context{}).error().code,
                  "synth-difficulty");
}

TEST(VariedWorlds, AreInTurnEasyOrdinaryAndHardAndOfBoundedSize) {
    for (std::uint64_t k = 0; k < 12; ++k) {
        const VariedWorld world = varied_world(1, k, 1000);
        EXPECT_EQ(world.hardness, static_cast<Hardness>(k % 3));
        EXPECT_EQ(hardness_from_word(hardness_word(world.hardness)), world.hardness);
        const auto lists = invented(world.options);
        EXPECT_GE(lists.size(), 1U);
        EXPECT_LE(lists.size(), 5U);
        EXPECT_GE(rows_of(lists), 150U);
        EXPECT_LE(rows_of(lists), 1500U);
    }
    EXPECT_NE(varied_world(1, 0).options.seed, varied_world(2, 0).options.seed);
}

}  // namespace
}  // namespace dalil
