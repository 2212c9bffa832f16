#include "dalil/workflow/run.hpp"

#include <unistd.h>
#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "dalil/base/file.hpp"
#include "dalil/synth/synth.hpp"
#include "dalil/workflow/case_steps.hpp"
#include "dalil/workflow/export.hpp"
#include "dalil/workflow/show.hpp"

namespace dalil {
namespace {

class RunTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("dalil-run-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        ASSERT_TRUE(synthesise({.people = 400, .lists = 3, .seed = 5}, folder_, {}));
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "lists")) {
            request_.lists.push_back(entry.path());
        }
        request_.folder = folder_ / "out";
        request_.command = "dalil run";
        request_.time_ms = 1'000'000;
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::map<std::string, std::string> outputs() const {
        std::map<std::string, std::string> files;
        for (const char* name : {"people.csv", "counts.csv", "overlaps.csv", "dalil.toml",
                                 "report.html", "case.dalil"}) {
            files[name] = *read_file(request_.folder / name);
        }
        return files;
    }

    std::filesystem::path folder_;
    RunRequest request_;
};

TEST_F(RunTest, GivesPeopleCountsEstimateAndReport) {
    const auto summary = run_lists(request_, {});
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_GT(summary->records, 200U);
    EXPECT_LE(summary->people.low, summary->people.median);
    EXPECT_LE(summary->people.median, summary->people.high);
    EXPECT_LT(summary->people_partition, summary->records);
    EXPECT_NE(outputs()["report.html"].find("<svg"), std::string::npos);
    EXPECT_TRUE(check_case(request_.folder / "case.dalil", {})->empty());
}

TEST_F(RunTest, ChangesNothingWhenRunAgainOnTheSameLists) {
    ASSERT_TRUE(run_lists(request_, {}));
    const auto first = outputs();
    const auto again = run_lists(request_, {});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->case_existed);
    for (const ImportedFile& input : again->inputs)
        EXPECT_EQ(input.outcome, ImportOutcome::Unchanged);
    EXPECT_TRUE(again->persons.changes.empty());
    EXPECT_EQ(again->persons.created, 0U);
    EXPECT_EQ(outputs(), first);
}

TEST_F(RunTest, KeepsIdsOfPeopleWhenAListGetsANewVersion) {
    ASSERT_TRUE(run_lists(request_, {}));
    const std::string before = *read_file(request_.folder / "people.csv");
    for (const auto& list : request_.lists) {
        if (list.extension() != ".csv") continue;
        std::string text = *read_file(list);
        text.erase(text.find_last_of('\n', text.size() - 2) + 1);  // the last row is gone
        ASSERT_TRUE(write_file(list, text));
        break;
    }
    const auto again = run_lists(request_, {});
    ASSERT_TRUE(again);
    const std::string after = *read_file(request_.folder / "people.csv");
    std::size_t kept = 0;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < after.size(); at = after.find('\n', at) + 1, ++lines) {
        const std::string line = after.substr(at, after.find('\n', at) + 1 - at);
        kept += before.find(line.substr(0, line.rfind(','))) != std::string::npos ? 1 : 0;
    }
    EXPECT_GT(kept, lines * 97 / 100);
}

TEST_F(RunTest, NeverWritesOverAnInput) {
    std::filesystem::create_directories(request_.folder);
    std::filesystem::copy_file(request_.lists.front(), request_.folder / "people.csv");
    const std::string bytes = *read_file(request_.folder / "people.csv");
    request_.lists = {request_.folder / "people.csv"};
    const auto refused = run_lists(request_, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "output-is-input");
    EXPECT_EQ(refused.error().fault, Fault::Usage);
    EXPECT_EQ(*read_file(request_.folder / "people.csv"), bytes);
}

TEST_F(RunTest, AgreesWithTheStepsTakenOneByOne) {
    const auto whole = run_lists(request_, {});
    ASSERT_TRUE(whole);
    const auto path = folder_ / "steps.dalil";
    ASSERT_TRUE(init_case(path));
    ASSERT_TRUE(import_into_case({path, request_.lists, {}, {}, false, 1}, {}));
    const auto linked = link_case(path, {}, 2, {});
    ASSERT_TRUE(linked);
    EXPECT_EQ(linked->linkage.people_partition, whole->people_partition);
    const auto counted = count_case(path, {}, {});
    ASSERT_TRUE(counted);
    EXPECT_EQ(counted->tally.strata.front().people.median, whole->people.median);
    ASSERT_TRUE(export_case(path, folder_ / "exported", {}));
    EXPECT_EQ(*read_file(folder_ / "exported" / "people.csv"),
              *read_file(request_.folder / "people.csv"));
}

TEST_F(RunTest, ExplainsAPersonFieldByField) {
    ASSERT_TRUE(run_lists(request_, {}));
    const std::string people = *read_file(request_.folder / "people.csv");
    // A person with two records: an id that occurs twice.
    std::map<std::string, int> seen;
    std::string id;
    for (std::size_t at = people.find("P0"); at != std::string::npos && id.empty();
         at = people.find("P0", at + 1)) {
        if (++seen[people.substr(at, 7)] == 2) id = people.substr(at, 7);
    }
    ASSERT_FALSE(id.empty());
    const auto shown = show_in_case(request_.folder / "case.dalil", {id}, {});
    ASSERT_TRUE(shown) << shown.error().message;
    EXPECT_GE(shown->records.size(), 2U);
    ASSERT_FALSE(shown->pairs.empty());
    EXPECT_TRUE(shown->pairs.front().why.together);
    EXPECT_FALSE(shown->pairs.front().why.fields.empty());
    EXPECT_EQ(show_in_case(request_.folder / "case.dalil", {"P999999"}, {}).error().code,
              "unknown-id");
}

}  // namespace
}  // namespace dalil
