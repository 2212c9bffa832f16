#include "dalil/text/number.hpp"

#include <gtest/gtest.h>

namespace dalil {
namespace {

NumberRange exactly(std::int64_t value) {
    return {value, value, false};
}

TEST(ParseWhole, ReadsDigitsOfAnyScript) {
    EXPECT_EQ(parse_whole("1234"), exactly(1234));
    EXPECT_EQ(parse_whole("1,234"), exactly(1234));
    EXPECT_EQ(parse_whole("1 234 567"), exactly(1234567));
    EXPECT_EQ(parse_whole("34.0"), exactly(34));
    EXPECT_EQ(parse_whole("٣٤"), exactly(34));
    EXPECT_EQ(parse_whole("三十四"), exactly(34));
    EXPECT_EQ(parse_whole("０７"), exactly(7));
}

TEST(ParseWhole, ReadsRangesAndDoubt) {
    EXPECT_EQ(parse_whole("30-35"), (NumberRange{30, 35, false}));
    EXPECT_EQ(parse_whole("30–35"), (NumberRange{30, 35, false}));
    EXPECT_EQ(parse_whole("40s"), (NumberRange{40, 49, false}));
    EXPECT_EQ(parse_whole("about 60"), (NumberRange{57, 63, true}));
    EXPECT_EQ(parse_whole("около 60"), (NumberRange{57, 63, true}));
    EXPECT_EQ(parse_whole("~60"), (NumberRange{57, 63, true}));
}

TEST(ParseWhole, RefusesEverythingElse) {
    for (const char* text :
         {"", "abc", "12.5", "a12", "12a", "-5", "35-30", "12 34", "1990-03-04", "Unknown"})
        EXPECT_FALSE(parse_whole(text)) << text;
}

TEST(ParseAge, ReadsAgesInWords) {
    EXPECT_EQ(parse_age("34"), exactly(34));
    EXPECT_EQ(parse_age("34 года"), exactly(34));
    EXPECT_EQ(parse_age("34 years"), exactly(34));
    EXPECT_EQ(parse_age("34岁"), exactly(34));
    EXPECT_EQ(parse_age("34 жаста"), exactly(34));
    EXPECT_EQ(parse_age("6 months"), exactly(0));
    EXPECT_EQ(parse_age("3 мес"), exactly(0));
    EXPECT_EQ(parse_age("40s"), (NumberRange{40, 49, false}));
}

TEST(ParseAge, RefusesWhatNobodyReaches) {
    EXPECT_FALSE(parse_age("126"));
    EXPECT_FALSE(parse_age("1975"));
    EXPECT_FALSE(parse_age("Unknown"));
    EXPECT_FALSE(parse_age("-3"));
}

}  // namespace
}  // namespace dalil
