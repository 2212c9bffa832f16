#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"

namespace dalil::plot {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Numerals, PartThousands) {
    EXPECT_EQ(format_count(0), "0");
    EXPECT_EQ(format_count(-0.2), "0");
    EXPECT_EQ(format_count(999), "999");
    EXPECT_EQ(format_count(1000), "1,000");
    EXPECT_EQ(format_count(7840.4), "7,840");
    EXPECT_EQ(format_count(12345678), "12,345,678");
    EXPECT_EQ(format_count(-1234), "-1,234");
    EXPECT_EQ(format_count(kInfinity), "unlimited");
}

TEST(Numerals, RoundEstimatesToWhatTheyCanCarry) {
    EXPECT_EQ(format_estimate(7931, {7931, 7123, 9041}), "7,930");
    EXPECT_EQ(format_estimate(2299.2, {2299.2, 2295, 2304}), "2,299");
    EXPECT_EQ(format_estimate(9.1e6, {9.1e6, 7.2e6, 14.8e6}), "9,100,000");
    EXPECT_EQ(format_estimate(64.4, {64.4, 64.4, 64.4}), "64");
    EXPECT_EQ(format_estimate(5890, {5890, 5610, kInfinity}), "5,890");
    EXPECT_EQ(format_about(3118), "3,100");
    EXPECT_EQ(format_about(17.4), "17");
    EXPECT_EQ(format_about(153), "150");
    EXPECT_EQ(format_about(9.96e6), "10,000,000");
}

TEST(Numerals, NeverPrintDoubtAsCertainty) {
    EXPECT_EQ(format_percent(0.95), "95\u202F%");
    EXPECT_EQ(format_percent(1), "100\u202F%");
    EXPECT_EQ(format_percent(0), "0\u202F%");
    EXPECT_EQ(format_percent(0.9996), ">\u202F99.9\u202F%");
    EXPECT_EQ(format_percent(0.996), "99.6\u202F%");
    EXPECT_EQ(format_percent(0.0042), "0.42\u202F%");
    EXPECT_EQ(format_percent(0.012), "1.2\u202F%");
    EXPECT_EQ(format_percent(0.00001), "<\u202F0.01\u202F%");
}

TEST(Scale, TicksAreRoundAndCover) {
    for (double high = 0.3; high < 1e12; high *= 1.37) {
        for (const double low : {0.0, high * 0.4, high * 0.93}) {
            const std::vector<double> ticks = nice_ticks(low, high, 6);
            ASSERT_GE(ticks.size(), 2u);
            ASSERT_LE(ticks.size(), 10u) << low << " to " << high;
            EXPECT_LE(ticks.front(), low);
            EXPECT_GE(ticks.back(), high * (1 - 1e-9));
            const double step = ticks[1] - ticks[0];
            EXPECT_EQ(step, std::round(step)) << "no tick cuts a person in two";
            const double lead = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
            EXPECT_TRUE(lead < 1.01 || std::abs(lead - 2) < 0.01 || std::abs(lead - 2.5) < 0.01 ||
                        std::abs(lead - 5) < 0.01)
                << step;
        }
    }
}

TEST(Scale, LogTicksCoverWithoutCrowding) {
    for (double low = 1; low < 1e6; low *= 3.1) {
        for (double high = low * 1.5; high < 1e10; high *= 7) {
            const std::vector<double> ticks = log_ticks(low, high, 7);
            ASSERT_GE(ticks.size(), 2u);
            EXPECT_LE(ticks.front(), low * (1 + 1e-6));
            EXPECT_GE(ticks.back(), high * (1 - 1e-6));
            EXPECT_LE(ticks.size(), 13u);
        }
    }
}

TEST(Scale, PutsWhatItCannotReachOnItsEnd) {
    const Scale x = linear_scale(0, 100, 0, 500, 5);
    EXPECT_DOUBLE_EQ(x(kInfinity), 500);
    EXPECT_DOUBLE_EQ(x(-5), 0);
    EXPECT_DOUBLE_EQ(x(std::nan("")), 0);
    EXPECT_DOUBLE_EQ(x(50), 250);
    EXPECT_FALSE(x.reaches(kInfinity));
    EXPECT_TRUE(x.reaches(100));
}

TEST(Label, FitsAndKeepsBothEnds) {
    const std::string name = "regional office archive, part 14";
    for (const double room : {20.0, 60.0, 100.0, 140.0}) {
        const std::string fitted = fit_text(name, 12, room);
        EXPECT_LE(text_width(fitted, 12), room) << fitted;
        if (room >= 60) {
            EXPECT_TRUE(fitted.starts_with("r") && fitted.ends_with("14")) << fitted;
        }
    }
    EXPECT_EQ(fit_text(name, 12, 1000), name);
    EXPECT_EQ(fit_text("", 12, 10), "");
}

TEST(Label, NeverCutsInsideACharacter) {
    const std::string name = "新疆受害者名单：第三批公开的拘留通知";
    for (double room = 12; room < 300; room += 7) {
        const std::string fitted = fit_text(name, 12, room);
        for (std::size_t at = 0; at < fitted.size();) {
            const auto lead = static_cast<unsigned char>(fitted[at]);
            ASSERT_NE(lead & 0xC0, 0x80) << fitted;
            at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            ASSERT_LE(at, fitted.size());
        }
    }
}

}  // namespace
}  // namespace dalil::plot
