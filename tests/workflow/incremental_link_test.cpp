#include <unistd.h>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "dalil/base/file.hpp"
#include "dalil/link/evaluation.hpp"
#include "dalil/synth/synth.hpp"
#include "dalil/workflow/case_steps.hpp"

namespace dalil {
namespace {

/// An invented case to which a tenth of the rows of its text lists comes later.
class IncrementalLinkTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("dalil-incremental-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        path_ = folder_ / "case.dalil";
        ASSERT_TRUE(synthesise({.people = 2'500, .lists = 4, .seed = 11}, folder_, {}));
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "lists")) {
            lists_.push_back(entry.path());
            whole_.push_back(*read_file(entry.path()));
            if (entry.path().extension() != ".csv") continue;
            ASSERT_TRUE(write_file(entry.path(), first_rows(whole_.back(), 0.7)));
        }
        ASSERT_TRUE(init_case(path_));
        ASSERT_TRUE(import_into_case({path_, lists_, {}, {}, false, 1}, {}));
        ASSERT_TRUE(link_case(path_, {}, 2, {}));
        for (std::size_t i = 0; i < lists_.size(); ++i)
            ASSERT_TRUE(write_file(lists_[i], whole_[i]));
        ASSERT_TRUE(import_into_case({path_, lists_, {}, {}, false, 3}, {}));
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static std::string first_rows(const std::string& text, double share) {
        const auto at = static_cast<std::size_t>(share * static_cast<double>(text.size()));
        return text.substr(0, text.find('\n', at) + 1);
    }

    double f1_of(const LinkSummary& linked) const {
        std::map<std::string, std::uint32_t> person_of, numbers;
        std::istringstream truth(*read_file(folder_ / "truth" / "truth.csv"));
        std::string source, row, entity;
        while (std::getline(truth, source, ',') && std::getline(truth, row, ',') &&
               std::getline(truth, entity))
            person_of[source + "!" + row] =
                numbers.try_emplace(entity, static_cast<std::uint32_t>(numbers.size()))
                    .first->second;
        const RecordSet& records = linked.lists.records;
        std::vector<std::uint32_t> truths;
        for (const RecordRef& ref : records.records)
            truths.push_back(
                person_of.at(records.sources[ref.source].name + "!" + std::to_string(ref.row)));
        return evaluate(truths, linked.linkage.person_of,
                        std::vector<std::uint32_t>(truths.size(), 0))
            .pairwise.f1;
    }

    std::filesystem::path folder_, path_;
    std::vector<std::filesystem::path> lists_;
    std::vector<std::string> whole_;
};

TEST_F(IncrementalLinkTest, IsAsRightAsLinkingAnewAndKeepsIds) {
    const auto copy = folder_ / "copy.dalil";
    std::filesystem::copy_file(path_, copy);
    const LinkSummary anew = link_case(copy, {}, 4, {}).value();
    const LinkSummary onwards = link_case(path_, {}, 4, {}, LinkMode::Incremental).value();
    ASSERT_TRUE(onwards.linkage.report.incremental);
    EXPECT_LT(onwards.linkage.report.candidate_pairs, anew.linkage.report.candidate_pairs / 2);
    EXPECT_NEAR(f1_of(onwards), f1_of(anew), 0.005);
    EXPECT_NEAR(onwards.linkage.people.median, anew.linkage.people.median,
                0.01 * anew.linkage.people.median);
    // The doubt between old records is still there.
    EXPECT_GT(onwards.linkage.people.high - onwards.linkage.people.low,
              0.5 * (anew.linkage.people.high - anew.linkage.people.low));
    EXPECT_GT(onwards.persons.kept, onwards.persons.created * 4);
    EXPECT_EQ(onwards.persons.gone, 0U);
    EXPECT_LT(onwards.persons.split, onwards.persons.kept / 100);
}

TEST_F(IncrementalLinkTest, LeavesTheLinkageAloneWhenNothingIsNew) {
    ASSERT_TRUE(link_case(path_, {}, 4, {}, LinkMode::Incremental));
    const std::string bytes = *read_file(path_);
    const LinkSummary again = link_case(path_, {}, 5, {}, LinkMode::Incremental).value();
    EXPECT_TRUE(again.unchanged);
    EXPECT_TRUE(again.persons.changes.empty());
    EXPECT_EQ(*read_file(path_), bytes);
}

TEST_F(IncrementalLinkTest, CanBeCountedExplainedAndContinued) {
    ASSERT_TRUE(link_case(path_, {}, 4, {}, LinkMode::Incremental));
    ASSERT_TRUE(count_case(path_, {}, {}));
    auto linked = load_linked_case(path_, {});
    ASSERT_TRUE(linked);
    EXPECT_TRUE(linked->stored.model.has_value());
    EXPECT_TRUE(check_case(path_, {})->empty());
}

}  // namespace
}  // namespace dalil
