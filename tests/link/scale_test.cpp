// What the linkage does to stay quick and small where records are many.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dalil/base/random.hpp"
#include "link/compare.hpp"
#include "link/learning_sample.hpp"
#include "link/sets.hpp"

namespace dalil::linking {
namespace {

DateForm::Reading reading(int number, int year, int month, int day) {
    DateForm::Reading r;
    r.first_day = r.last_day = number;
    r.year = r.year_last = static_cast<std::int16_t>(year);
    r.month = static_cast<std::uint8_t>(month);
    r.day = static_cast<std::uint8_t>(day);
    return r;
}

/// Levels by what is written, digit by digit.
int level_by_text(const DateForm::Reading& a, const DateForm::Reading& b) {
    const auto text = [](const DateForm::Reading& r) {
        char out[16];
        std::snprintf(out, sizeof out, "%04d%02d%02d", r.year, r.month, r.day);
        return std::string(out);
    };
    const std::string x = text(a), y = text(b);
    if (x == y) return 0;
    std::string exchanged = x.substr(0, 4) + x.substr(6, 2) + x.substr(4, 2);
    if (exchanged == y || std::abs(a.first_day - b.first_day) <= 1) return 1;
    int wrong = 0;
    for (std::size_t i = 0; i < 8; ++i) wrong += x[i] != y[i];
    if (wrong == 1) return 1;
    for (std::size_t i = 0; i + 1 < 8; ++i) {
        std::string neighbours = x;
        std::swap(neighbours[i], neighbours[i + 1]);
        if (neighbours == y) return 1;
    }
    const int parts = (a.year == b.year) + (a.month == b.month) + (a.day == b.day);
    if (parts == 2) return 2;
    if (wrong == 2 || std::abs(a.first_day - b.first_day) <= 7) return 3;
    if (a.year == b.year) return 4;
    return std::abs(a.year - b.year) <= 2 ? 5 : 6;
}

TEST(DayLevel, IsThatOfTheDigitsAsWritten) {
    Rng rng(3);
    for (int i = 0; i < 200'000; ++i) {
        const auto draw = [&](int low, int count) {
            return low + static_cast<int>(rng.below(static_cast<std::uint64_t>(count)));
        };
        const int year = draw(1970, 4), other = draw(1970, 4);
        const auto a = reading(draw(0, 40), year, draw(1, 12), draw(1, 28));
        const auto b =
            reading(draw(0, 40), rng.below(2) == 0 ? year : other, draw(1, 12), draw(1, 28));
        ASSERT_EQ(day_level(day_of(a), day_of(b)), level_by_text(a, b))
            << a.year << '-' << int{a.month} << '-' << int{a.day} << " and " << b.year << '-'
            << int{b.month} << '-' << int{b.day};
    }
}

Canonical records(std::uint32_t n) {
    Canonical out;
    out.n = n;
    Rng rng(5);
    for (std::uint32_t r = 0; r < n; ++r) out.keys.push_back(rng.bits());
    return out;
}

TEST(LearningSample, IsAllOfFewRecords) {
    const LearningSample sample = learning_sample(records(10), {{1, 2}}, {3.0F}, {});
    EXPECT_EQ(sample.share, 1);
    EXPECT_TRUE(sample.drawn.empty());
}

TEST(LearningSample, DrawsWhatBelongsTogetherAsAWhole) {
    constexpr std::uint32_t n = 600'000;
    std::vector<RecordEdge> edges;
    std::vector<float> odds;
    for (std::uint32_t r = 0; r + 3 < n; r += 4) {
        edges.push_back({r, r + 1});
        odds.push_back(2);
        edges.push_back({r + 1, r + 2});  // may be, but not by itself
        odds.push_back(-2);
    }
    Constraints decided;
    decided.same.push_back({3, n - 1});
    const LearningSample sample = learning_sample(records(n), edges, odds, decided);
    double drawn = 0;
    for (std::uint32_t r = 0; r + 3 < n; r += 4) {
        ASSERT_EQ(sample.drawn[r], sample.drawn[r + 1]);
        drawn += sample.drawn[r] + sample.drawn[r + 1] + sample.drawn[r + 2] + sample.drawn[r + 3];
    }
    EXPECT_EQ(sample.drawn[3], sample.drawn[n - 1]);
    EXPECT_NEAR(drawn / n, sample.share, 0.01);
    EXPECT_LT(sample.share, 0.5);
    for (const RecordEdge& e : sample.edges) ASSERT_EQ(e.b, e.a + 1);
    for (const RecordEdge& e : sample.edges) ASSERT_EQ(e.a % 4, 0U);
}

TEST(Sets, AreKnownByTheirSmallest) {
    Sets sets(6);
    EXPECT_TRUE(sets.join(4, 2));
    EXPECT_TRUE(sets.join(5, 4));
    EXPECT_FALSE(sets.join(2, 5));
    EXPECT_EQ(sets.find(5), 2U);
    EXPECT_EQ(sets.find(3), 3U);
}

}  // namespace
}  // namespace dalil::linking
