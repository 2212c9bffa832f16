#include "estimate/existence.hpp"

#include <gtest/gtest.h>

#include "estimate/kernel.hpp"
#include "tests/estimate/tables.hpp"
#include "tests/reference/estimate/slow_existence.hpp"

namespace dalil {
namespace {

using testing_tables::table_of;

int code(const CaptureTable& table, const Model& model) {
    const CellTable cells(table);
    return static_cast<int>(Loglinear(cells, model).existence());
}

// SparseMSE 2.0.1 on its own example Artificial_3.
TEST(Existence, ArtificialTable) {
    const CaptureTable table =
        table_of({"A", "B", "C"}, {{"100", 40}, {"010", 30}, {"001", 20}, {"110", 6}});
    EXPECT_EQ(code(table, closed_model(3, {0b011, 0b101, 0b110})), 2);
    EXPECT_EQ(code(table, closed_model(3, {0b011})), 1);
    EXPECT_EQ(code(table, closed_model(3, {0b101, 0b110})), 0);
    EXPECT_EQ(code(table, closed_model(3, {0b011, 0b101})), 1);
    EXPECT_EQ(code(table, main_effects(3)), 0);
}

TEST(Existence, EveryPatternOfEmptyCellsOfThreeLists) {
    const auto models = all_models(3);
    for (unsigned occupied = 1; occupied < 128; ++occupied) {
        CaptureTable table;
        table.lists = {"A", "B", "C"};
        for (std::uint64_t p = 1; p < 8; ++p) {
            if (occupied >> (p - 1) & 1) table.cells.push_back({p, 3 * p + 1, false});
        }
        bool full = true;
        for (std::size_t j = 0; j < 3; ++j) full = full && table.size_of(j) > 0;
        if (!full) continue;
        for (const Model& model : models) {
            EXPECT_EQ(code(table, model), reference::slow_existence(table, model.terms))
                << occupied << " " << model_name(model);
        }
    }
}

/// Where the total is said to be determined, scaling all counts scales it, and it is finite; where
/// not, the likelihood keeps rising with more unlisted people or does not change.
TEST(Existence, DeterminedTotalsAreThoseWithAPeak) {
    for (unsigned occupied = 1; occupied < 128; ++occupied) {
        CaptureTable table;
        table.lists = {"A", "B", "C"};
        for (std::uint64_t p = 1; p < 8; ++p) {
            if (occupied >> (p - 1) & 1) table.cells.push_back({p, 3 * p + 1, false});
        }
        bool full = true;
        for (std::size_t j = 0; j < 3; ++j) full = full && table.size_of(j) > 0;
        if (!full) continue;
        const CellTable cells(table);
        for (const Model& model : all_models(3)) {
            Loglinear kernel(cells, model);
            const auto fit = kernel.fit();
            EXPECT_EQ(fit.has_value(), kernel.determines_total())
                << occupied << " " << model_name(model);
            if (!fit) continue;
            const ProfileInterval interval = kernel.interval(*fit, 1.96);
            EXPECT_LE(interval.low, fit->unlisted * (1 + 1e-6))
                << occupied << " " << model_name(model);
            ASSERT_TRUE(interval.high) << occupied << " " << model_name(model);
            EXPECT_GE(*interval.high, fit->unlisted) << occupied << " " << model_name(model);
        }
    }
}

TEST(Existence, RandomSparseTablesOfFourLists) {
    const auto models = all_models(4);
    Rng rng(7);
    for (int round = 0; round < 60; ++round) {
        CaptureTable table;
        table.lists = {"A", "B", "C", "D"};
        for (std::uint64_t p = 1; p < 16; ++p) {
            if (rng.uniform() < 0.5) table.cells.push_back({p, 1 + rng.below(9), false});
        }
        bool full = true;
        for (std::size_t j = 0; j < 4; ++j) full = full && table.size_of(j) > 0;
        if (!full) continue;
        const Model& model = models[rng.below(models.size())];
        EXPECT_EQ(code(table, model), reference::slow_existence(table, model.terms))
            << round << " " << model_name(model);
    }
}

}  // namespace
}  // namespace dalil
