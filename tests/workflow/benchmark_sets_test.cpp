// All data sets with a known truth, with one set of defaults: how accurate, and that headers do not
// decide. Without the sets the tests are skipped.
#include "tests/workflow/benchmark_sets.hpp"

#include <gtest/gtest.h>

namespace dalil {
namespace {

namespace fs = std::filesystem;
using test::benchmark_sets;
using test::link_set;
using test::LinkedSet;

struct Floor {
    const char* set;
    double f1, people_off;  ///< of the median over the truth
};

class BenchmarkSets : public ::testing::TestWithParam<Floor> {};

TEST_P(BenchmarkSets, AreLinkedAccuratelyWithOneSetOfDefaults) {
    const Floor& floor = GetParam();
    if (!fs::exists(benchmark_sets() / floor.set)) GTEST_SKIP() << "no data set " << floor.set;
    const LinkedSet linked = link_set(benchmark_sets() / floor.set);
    EXPECT_GE(linked.scores.pairwise.f1, floor.f1);
    const auto people = static_cast<double>(linked.scores.entities);
    EXPECT_NEAR(linked.linkage.people.median / people, 1, floor.people_off);
}

INSTANTIATE_TEST_SUITE_P(
    All, BenchmarkSets,
    ::testing::Values(Floor{"RLdata500", 0.97, 0.01}, Floor{"RLdata10000", 0.98, 0.006},
                      Floor{"fake_1000", 0.978, 0.04}, Floor{"febrl1", 0.999, 0.002},
                      Floor{"febrl2", 0.999, 0.002}, Floor{"febrl3", 0.999, 0.002},
                      Floor{"febrl4", 0.999, 0.002}, Floor{"historical_50k", 0.955, 0.14},
                      Floor{"pseudopeople", 0.885, 0.06}),
    [](const auto& named) { return std::string(named.param.set); });

/// Every header becomes c1, c2, ...
std::string neutral(const std::string&, std::size_t column) {
    return "c" + std::to_string(column + 1);
}

class NeutralHeaders : public ::testing::TestWithParam<const char*> {};

TEST_P(NeutralHeaders, CostAtMostAHundredthAndEveryColumnIsMarkedUncertain) {
    const fs::path folder = benchmark_sets() / GetParam();
    if (!fs::exists(folder)) GTEST_SKIP() << "no data set " << GetParam();
    const LinkedSet own = link_set(folder), other = link_set(folder, neutral);
    EXPECT_GE(other.scores.pairwise.f1, own.scores.pairwise.f1 - 0.01);
    std::size_t columns = 0, guessed = 0;
    for (const ListRecipe& list : other.recipe.lists) {
        EXPECT_TRUE(list.is_list);
        EXPECT_EQ(list.header_rows, std::vector<std::uint32_t>{1}) << list.source;
        for (const ColumnRecipe& column : list.columns) {
            EXPECT_FALSE(column.certain) << list.source << " " << column.header;
            ++columns;
        }
    }
    for (const Issue& issue : other.issues)
        if (issue.code == "column-guessed") guessed += issue.count;
    EXPECT_EQ(guessed, columns);
}

INSTANTIATE_TEST_SUITE_P(All, NeutralHeaders,
                         ::testing::Values("RLdata500", "RLdata10000", "fake_1000", "febrl1",
                                           "febrl3", "febrl4", "pseudopeople"),
                         [](const auto& named) { return std::string(named.param); });

/// bench/headers.tsv: first the header, then its translations.
std::map<std::string, std::string> translations(std::size_t language) {
    std::ifstream in(std::string(DALIL_SOURCE_DIR) + "/bench/headers.tsv");
    std::map<std::string, std::string> out;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> cells;
        std::istringstream parts(line);
        for (std::string cell; std::getline(parts, cell, '\t');) cells.push_back(cell);
        out[cells.at(0)] = cells.at(language);
    }
    return out;
}

class TranslatedHeaders : public ::testing::TestWithParam<const char*> {};

TEST_P(TranslatedHeaders, ChangeNothing) {
    const fs::path folder = benchmark_sets() / GetParam();
    if (!fs::exists(folder)) GTEST_SKIP() << "no data set " << GetParam();
    const LinkedSet own = link_set(folder);
    for (std::size_t language = 1; language <= 7; ++language) {
        const auto words = translations(language);
        const LinkedSet other = link_set(
            folder, [&](const std::string& header, std::size_t) { return words.at(header); });
        EXPECT_TRUE(test::same_groups(own.persons, other.persons)) << words.at("header");
        EXPECT_EQ(own.linkage.people_draws, other.linkage.people_draws) << words.at("header");
    }
}

INSTANTIATE_TEST_SUITE_P(All, TranslatedHeaders,
                         ::testing::Values("RLdata500", "fake_1000", "febrl1", "RLdata10000"),
                         [](const auto& named) { return std::string(named.param); });

}  // namespace
}  // namespace dalil
