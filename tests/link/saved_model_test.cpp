#include "dalil/link/saved_model.hpp"

#include <gtest/gtest.h>

#include "tests/link/made_records.hpp"

namespace dalil {
namespace {

using testing::made_people;

std::vector<std::pair<std::uint32_t, std::uint32_t>> some_pairs(const RecordSet& records) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t r = 0; r + 1 < records.size(); ++r) pairs.emplace_back(r, r + 1);
    for (std::uint32_t r = 0; r < 50; ++r) pairs.emplace_back(r, records.size() - 1 - r);
    return pairs;
}

void expect_same(const std::vector<PairExplanation>& x, const std::vector<PairExplanation>& y) {
    ASSERT_EQ(x.size(), y.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_EQ(x[i].total_weight, y[i].total_weight);
        EXPECT_EQ(x[i].prior_weight, y[i].prior_weight);
        EXPECT_EQ(x[i].related_weight, y[i].related_weight);
        EXPECT_EQ(x[i].flip, y[i].flip);
        ASSERT_EQ(x[i].fields.size(), y[i].fields.size());
        for (std::size_t f = 0; f < x[i].fields.size(); ++f) {
            EXPECT_EQ(x[i].fields[f].weight, y[i].fields[f].weight);
            EXPECT_EQ(x[i].fields[f].level, y[i].fields[f].level);
            EXPECT_EQ(x[i].fields[f].crossed, y[i].fields[f].crossed);
        }
    }
}

TEST(SavedModel, ExplainsAsTheModelThatItWasSavedFrom) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(4, 400, entity).build();
    Linkage linkage = link(records, {}, {});
    const auto pairs = some_pairs(records);
    const auto before = explain(records, linkage, pairs, {}, {});
    const SavedModel saved = save_model(linkage);
    linkage.model = restore_model(records, saved, {});
    ASSERT_NE(linkage.model, nullptr);
    expect_same(explain(records, linkage, pairs, {}, {}), before);
}

TEST(SavedModel, RemembersNamesThatStoodInEachOthersColumn) {
    std::vector<std::uint32_t> entity;
    RecordSet records = made_people(4, 400, entity).build();
    // One dictionary for both names; a tenth of the second list has them exchanged.
    Field& family = records.fields[2];
    Field& given = records.fields[3];
    const auto offset = static_cast<std::uint32_t>(family.values.size()) - 1;
    for (std::size_t v = 1; v < given.values.size(); ++v) family.values.push_back(given.values[v]);
    for (std::uint32_t& code : given.codes)
        if (code != 0) code += offset;
    given.values = family.values;
    for (std::uint32_t r = 0; r < records.size(); ++r)
        if (records.records[r].source == 1 && r % 10 == 0)
            std::swap(given.codes[r], family.codes[r]);
    Linkage linkage = link(records, {}, {});
    const SavedModel saved = save_model(linkage);
    EXPECT_FALSE(saved.uncrossed.empty());
    const auto pairs = some_pairs(records);
    const auto before = explain(records, linkage, pairs, {}, {});
    linkage.model = restore_model(records, saved, {});
    ASSERT_NE(linkage.model, nullptr);
    expect_same(explain(records, linkage, pairs, {}, {}), before);
}

TEST(SavedModel, IsNotTakenForOtherFieldsOrBrokenNumbers) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(4, 100, entity).build();
    const SavedModel saved = save_model(link(records, {}, {}));
    SavedModel other = saved;
    other.fields.pop_back();
    EXPECT_EQ(restore_model(records, other, {}), nullptr);
    other = saved;
    other.fields.front().levels.back() = "unheard of";
    EXPECT_EQ(restore_model(records, other, {}), nullptr);
    other = saved;
    other.fields.front().numbers.front().second.front() = 0;
    EXPECT_EQ(restore_model(records, other, {}), nullptr);
    other = saved;
    other.fields.front().numbers.erase(other.fields.front().numbers.begin() + 1);
    EXPECT_EQ(restore_model(records, other, {}), nullptr);
    other = saved;
    other.list_pairs.clear();
    EXPECT_EQ(restore_model(records, other, {}), nullptr);
}

}  // namespace
}  // namespace dalil
