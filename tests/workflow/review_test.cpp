#include "dalil/workflow/review.hpp"

#include <unistd.h>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "dalil/base/file.hpp"
#include "dalil/synth/synth.hpp"
#include "dalil/workflow/case_steps.hpp"

namespace dalil {
namespace {

class ReviewTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("dalil-review-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        ASSERT_TRUE(synthesise({.people = 500, .lists = 3, .seed = 2}, folder_, {}));
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "lists"))
            lists_.push_back(entry.path());
        path_ = folder_ / "case.dalil";
        ASSERT_TRUE(init_case(path_));
        ASSERT_TRUE(import_into_case({path_, lists_, {}, {}, false, 1}, {}));
        ASSERT_TRUE(link_case(path_, {}, 2, {}));
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    Review review() const { return review_case({path_, 0}, {}).value(); }
    DecideSummary decide(const ReviewItem& item, Verdict verdict) const {
        return decide_in_case(
                   {path_, item.a.record, item.b.record, verdict, "seen both files", "DK", 3}, {})
            .value();
    }

    std::filesystem::path folder_, path_;
    std::vector<std::filesystem::path> lists_;
};

TEST_F(ReviewTest, QueuesPairsByTheirEffectOnTheCount) {
    const Review queue = review();
    ASSERT_GT(queue.items.size(), 5U);
    EXPECT_EQ(queue.undecided, queue.items.size());
    for (std::size_t i = 1; i < queue.items.size(); ++i)
        EXPECT_GE(queue.items[i - 1].effect, queue.items[i].effect);
    EXPECT_FALSE(queue.items.front().pair.why.flip.empty());
    EXPECT_NE(queue.items.front().a.values.front().cell.find('!'), std::string::npos);
}

TEST_F(ReviewTest, DropsDecidedPairsAndPutsUnsureOnesLast) {
    const Review before = review();
    decide(before.items[0], Verdict::Unsure);
    decide(before.items[1], Verdict::Different);
    const Review after = review();
    EXPECT_EQ(after.undecided, before.undecided - 2);
    EXPECT_EQ(after.unsure, 1U);
    EXPECT_EQ(after.decided, 1U);
    EXPECT_TRUE(after.link_outdated);
    ASSERT_EQ(after.items.size(), before.items.size() - 1);
    EXPECT_EQ(after.items.back().a.record, before.items[0].a.record);
    EXPECT_TRUE(after.items.back().unsure);
}

TEST_F(ReviewTest, TurnsTheLinkageAroundAgainstItsEvidence) {
    // What is one person is decided to be two, and the other way round.
    std::vector<ReviewItem> turned;
    for (const ReviewItem& item : review().items) {
        if (turned.size() == 6) break;
        turned.push_back(item);
        decide(item, item.pair.why.together ? Verdict::Different : Verdict::Same);
    }
    EXPECT_EQ(count_case(path_, {}, {}).error().code, "link-outdated");
    ASSERT_TRUE(link_case(path_, {}, 4, {}));
    for (const ReviewItem& item : turned) {
        const auto shown = show_in_case(path_, {item.a.record, item.b.record}, {});
        ASSERT_TRUE(shown);
        const bool together = shown->pairs.front().why.together;
        EXPECT_NE(together, item.pair.why.together) << item.a.record << " " << item.b.record;
        EXPECT_EQ(shown->pairs.front().why.probability, together ? 1 : 0);
    }
}

TEST_F(ReviewTest, KeepsDecisionsWhenAListGetsANewVersion) {
    const ReviewItem item = review().items.front();
    const bool together = item.pair.why.together;
    decide(item, together ? Verdict::Different : Verdict::Same);
    // A new version of a list without its last row.
    std::filesystem::path list;
    for (const auto& path : lists_)
        if (path.extension() == ".csv") list = path;
    std::string bytes = *read_file(list);
    bytes.erase(bytes.rfind('\n', bytes.size() - 2) + 1);
    ASSERT_TRUE(write_file(list, bytes));
    ASSERT_TRUE(import_into_case({path_, {list}, {}, {}, false, 5}, {}));
    ASSERT_TRUE(link_case(path_, {}, 6, {}));
    const auto shown = show_in_case(path_, {item.a.record, item.b.record}, {});
    ASSERT_TRUE(shown) << shown.error().message;
    EXPECT_NE(shown->pairs.front().why.together, together);
}

TEST_F(ReviewTest, KeepsEveryDecisionInTheHistory) {
    const ReviewItem item = review().items.front();
    const DecideSummary first = decide(item, Verdict::Same);
    const DecideSummary second = decide(item, Verdict::Different);
    EXPECT_FALSE(first.before.has_value());
    ASSERT_TRUE(second.before.has_value());
    EXPECT_EQ(second.before->event, first.decision);
    EXPECT_EQ(second.before->verdict, Verdict::Same);
    const auto file = CaseFile::open(path_, CaseFile::Mode::Read);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->events(event_kind::kDecisionMade)->size(), 2U);
    ASSERT_EQ(file->decisions()->size(), 1U);
    EXPECT_EQ(file->decisions()->front().verdict, Verdict::Different);
    EXPECT_TRUE(file->check()->empty());
}

}  // namespace
}  // namespace dalil
