#include "dalil/workflow/sample_review.hpp"

#include <unistd.h>
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "dalil/base/file.hpp"
#include "dalil/link/evaluation.hpp"
#include "dalil/synth/synth.hpp"
#include "dalil/workflow/case_steps.hpp"
#include "dalil/workflow/review.hpp"

namespace dalil {
namespace {

using Answer = std::optional<PairDecision::Verdict>;

/// An invented case, linked, whose truth is known.
struct Known {
    LinkSummary linked;
    std::vector<std::uint32_t> entity;
};

class SampleReviewTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("dalil-sample-test-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        path_ = folder_ / "case.dalil";
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    Known make_case(std::uint64_t people, std::uint64_t seed) {
        EXPECT_TRUE(synthesise({.people = people, .lists = 4, .seed = seed}, folder_, {}));
        std::vector<std::filesystem::path> lists;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "lists"))
            lists.push_back(entry.path());
        EXPECT_TRUE(init_case(path_));
        EXPECT_TRUE(import_into_case({path_, lists, {}, {}, false, 1}, {}));
        Known known{link_case(path_, {}, 2, {}).value(), {}};
        known.entity = truth_of(known.linked.lists.records);
        return known;
    }

    /// truth/truth.csv: source, row, person.
    std::vector<std::uint32_t> truth_of(const RecordSet& records) const {
        const std::string text = *read_file(folder_ / "truth" / "truth.csv");
        std::map<std::string, std::uint32_t> person_of, numbers;
        for (std::size_t at = text.find('\n') + 1; at < text.size();) {
            const std::size_t end = text.find('\n', at);
            const std::string line = text.substr(at, end - at);
            const std::size_t second = line.find(',', line.find(',') + 1);
            const std::string person =
                line.substr(second + 1, line.find(',', second + 1) - second - 1);
            person_of[line.substr(0, second)] =
                numbers.try_emplace(person, static_cast<std::uint32_t>(numbers.size()))
                    .first->second;
            at = end + 1;
        }
        std::vector<std::uint32_t> entity;
        for (const RecordRef& ref : records.records)
            entity.push_back(
                person_of.at(records.sources[ref.source].name + "," + std::to_string(ref.row)));
        return entity;
    }

    std::filesystem::path folder_, path_;
};

std::vector<Answer> true_answers(const ReviewSample& sample,
                                 const std::vector<std::uint32_t>& entity) {
    std::vector<Answer> answers;
    for (const SampledPair& pair : sample.pairs)
        answers.emplace_back(entity[pair.a] == entity[pair.b] ? PairDecision::Verdict::Same
                                                              : PairDecision::Verdict::Different);
    return answers;
}

/// True links that the sample can see: within persons, or between neighbours.
double true_links_within_reach(const ReviewSample& census,
                               const std::vector<std::uint32_t>& entity) {
    double links = 0;
    for (const SampledPair& pair : census.pairs) links += entity[pair.a] == entity[pair.b];
    return links;
}

TEST_F(SampleReviewTest, IntervalsCoverTheTruthAsOftenAsTheySay) {
    int precision_covered = 0, recall_covered = 0, samples = 0;
    double width = 0;
    for (const std::uint64_t seed : {3, 4, 6}) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        const Known known = make_case(1'500, seed);
        const RecordSet& records = known.linked.lists.records;
        const Linkage& linkage = known.linked.linkage;
        std::vector<std::uint32_t> source(records.size(), 0);
        const Evaluation truth = evaluate(known.entity, linkage.person_of, source);
        // A sample of everything is a census of what a sample can see.
        const ReviewSample census = draw_review_sample(records, linkage, 1'000'000, 1);
        const double recall = static_cast<double>(truth.correct_pairs) /
                              true_links_within_reach(census, known.entity);
        for (std::uint64_t draw = 0; draw < 100; ++draw) {
            const ReviewSample sample = draw_review_sample(records, linkage, 150, draw);
            EXPECT_EQ(sample.pairs.size(), 150U);
            const Accuracy found =
                estimate_accuracy(sample, true_answers(sample, known.entity), 0.95, draw);
            ASSERT_TRUE(found.refusal.empty()) << found.refusal;
            precision_covered += found.precision.low <= truth.pairwise.precision &&
                                 truth.pairwise.precision <= found.precision.high;
            recall_covered += found.recall.low <= recall && recall <= found.recall.high;
            width += found.recall.high - found.recall.low;
            ++samples;
        }
    }
    RecordProperty("precision_covered", precision_covered);
    RecordProperty("recall_covered", recall_covered);
    // The interval is approximate where a few missing links decide: 88 % of 300 samples at least.
    EXPECT_GE(precision_covered, 264);
    EXPECT_GE(recall_covered, 264);
    EXPECT_LT(width / samples, 0.12);
}

TEST_F(SampleReviewTest, ACensusIsExact) {
    const Known known = make_case(400, 5);
    const RecordSet& records = known.linked.lists.records;
    const ReviewSample census = draw_review_sample(records, known.linked.linkage, 1'000'000, 1);
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const SampledPair& pair : census.pairs) pairs.insert(std::minmax(pair.a, pair.b));
    EXPECT_EQ(pairs.size(), census.pairs.size());
    std::vector<std::uint32_t> source(records.size(), 0);
    const Evaluation truth = evaluate(known.entity, known.linked.linkage.person_of, source);
    const Accuracy found = estimate_accuracy(census, true_answers(census, known.entity), 0.95, 1);
    EXPECT_NEAR(found.precision.estimate, truth.pairwise.precision, 1e-12);
    EXPECT_NEAR(found.precision.low, truth.pairwise.precision, 1e-12);
    EXPECT_NEAR(found.precision.high, truth.pairwise.precision, 1e-12);
    EXPECT_NEAR(
        found.recall.estimate,
        static_cast<double>(truth.correct_pairs) / true_links_within_reach(census, known.entity),
        1e-12);
}

TEST_F(SampleReviewTest, RefusesUntilEnoughIsDecidedAndThenAnswers) {
    const Known known = make_case(400, 5);
    EXPECT_EQ(accuracy_in_case(path_, 0.95, {}).error().code, "no-sample");
    EXPECT_EQ(sample_in_case({path_, 10, 10, 3}, {}).error().code, "sample-too-small");
    const auto drawn = sample_in_case({path_, 60, 0, 3}, {});
    ASSERT_TRUE(drawn) << drawn.error().message;
    EXPECT_TRUE(drawn->drawn);
    ASSERT_EQ(drawn->items.size(), drawn->size);
    const auto refused = accuracy_in_case(path_, 0.95, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "sample-undecided");
    EXPECT_EQ(refused.error().fault, Fault::Refused);

    const RecordSet& records = known.linked.lists.records;
    std::map<std::string, std::uint32_t> record_of;
    for (std::uint32_t r = 0; r < records.size(); ++r)
        record_of[records.sources[records.records[r].source].name + "!" +
                  std::to_string(records.records[r].row)] = r;
    for (const SampledItem& item : drawn->items) {
        const bool same =
            known.entity[record_of.at(item.a.record)] == known.entity[record_of.at(item.b.record)];
        ASSERT_TRUE(decide_in_case({path_, item.a.record, item.b.record,
                                    same ? Verdict::Same : Verdict::Different, "truth", "", 4},
                                   {}));
        if (&item != &drawn->items.front()) continue;
        const auto goes_on = sample_in_case({path_, 60, 0, 5}, {});
        ASSERT_TRUE(goes_on);
        EXPECT_FALSE(goes_on->drawn);
        EXPECT_EQ(goes_on->open, drawn->size - 1);
    }
    const auto found = accuracy_in_case(path_, 0.95, {});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_FALSE(found->of_earlier_linkage);
    EXPECT_GT(found->accuracy.precision.estimate, 0.8);
    EXPECT_LT(found->accuracy.precision.low, found->accuracy.precision.estimate);
    // The linkage learns the decisions; the sample still tells about the linkage it came from.
    ASSERT_TRUE(link_case(path_, {}, 6, {}));
    const auto later = accuracy_in_case(path_, 0.95, {});
    ASSERT_TRUE(later);
    EXPECT_TRUE(later->of_earlier_linkage);
    EXPECT_EQ(later->accuracy.precision.estimate, found->accuracy.precision.estimate);
    EXPECT_TRUE(check_case(path_, {})->empty());
}

TEST_F(SampleReviewTest, AsksTheSameInWhateverOrderTheRowsStand) {
    const Known known = make_case(400, 5);
    const RecordSet& records = known.linked.lists.records;
    const ReviewSample sample = draw_review_sample(records, known.linked.linkage, 60, 7);
    // The same records, turned around.
    RecordSet turned = records;
    Linkage linkage = known.linked.linkage;
    const auto other = [&](std::uint32_t r) { return records.size() - 1 - r; };
    std::reverse(turned.content_keys.begin(), turned.content_keys.end());
    std::reverse(linkage.person_of.begin(), linkage.person_of.end());
    std::reverse(linkage.membership.begin(), linkage.membership.end());
    for (NearPair& pair : linkage.near_pairs) pair = {other(pair.a), other(pair.b), pair.log_odds};
    PartitionDraws draws(linkage.person_of);
    for (std::size_t d = 0; d < linkage.draws.size(); ++d) {
        auto labels = linkage.draws.labels(d);
        std::reverse(labels.begin(), labels.end());
        draws.add(labels);
    }
    linkage.draws = draws;
    const ReviewSample again = draw_review_sample(turned, linkage, 60, 7);
    ASSERT_EQ(again.pairs.size(), sample.pairs.size());
    for (std::size_t i = 0; i < sample.pairs.size(); ++i) {
        EXPECT_EQ(std::minmax(other(again.pairs[i].a), other(again.pairs[i].b)),
                  std::minmax(sample.pairs[i].a, sample.pairs[i].b));
    }
}

}  // namespace
}  // namespace dalil
