#include <gtest/gtest.h>

#include "io/number_format.hpp"
#include "io/number_text.hpp"
#include "io/serial_date.hpp"

namespace dalil::io {
namespace {

TEST(NumberText, KeepsEveryDigitOfWholeNumbers) {
    EXPECT_EQ(number_text("42"), "42");
    EXPECT_EQ(number_text("12345678901234567"), "12345678901234567");
    EXPECT_EQ(number_text("1.2345678901234567E+19"), "12345678901234567000");
    EXPECT_EQ(number_text("1E3"), "1000");
    EXPECT_EQ(number_text("-7.0"), "-7");
    EXPECT_EQ(number_text("0042"), "42");
    EXPECT_EQ(number_text("-0"), "0");
}

TEST(NumberText, ShowsFractionsWithFifteenDigits) {
    EXPECT_EQ(number_text("0.1"), "0.1");
    EXPECT_EQ(number_text("0.30000000000000004"), "0.3");
    EXPECT_EQ(number_text("1.0E-3"), "0.001");
    EXPECT_EQ(number_text("123456.78900000001"), "123456.789");
}

TEST(NumberText, LeavesAloneWhatItCannotRead) {
    EXPECT_EQ(number_text("1E+300"), "1E+300");
    EXPECT_EQ(number_text("abc"), "abc");
    EXPECT_EQ(number_text(""), "");
    EXPECT_EQ(number_text("1e"), "1e");
    EXPECT_EQ(number_text("NaN"), "NaN");
}

TEST(NumberFormat, TellsDatesFromNumbers) {
    for (const char* code :
         {"dd.mm.yyyy", "[$-419]d\\ mmmm\\ yyyy;@", "yyyy\"年\"m\"月\"", "d-mmm", "h:mm AM/PM",
          "[h]:mm", "mm:ss.0", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "ge.m.d", "bbbb"}) {
        EXPECT_TRUE(parse_number_format(code).is_date()) << code;
    }
    for (const char* code : {"General", "0.00", "#,##0;[Red]-#,##0", "0.00E+00", "\"day \"0", "@",
                             "0\\d", "[$$-409]#,##0.00", "0%", "[>=1000]#,##0;0", "_-* #,##0_-"}) {
        EXPECT_FALSE(parse_number_format(code).is_date()) << code;
    }
}

TEST(NumberFormat, FillsZerosOfIdentifiersOnly) {
    EXPECT_EQ(zero_filled("42", parse_number_format("00000")), "00042");
    EXPECT_EQ(zero_filled("1234567", parse_number_format("00000")), "1234567");
    EXPECT_EQ(zero_filled("123456789", parse_number_format("000-00-0000")), "123-45-6789");
    EXPECT_EQ(zero_filled("7", parse_number_format("\"KZ\"000")), "KZ007");
    for (const char* code : {"0", "0.00", "#,##0", "0\" years\"", "General", "00.00"}) {
        EXPECT_TRUE(parse_number_format(code).zeros.empty()) << code;
    }
}

TEST(SerialDate, TheEpochsAreFourYearsAndADayApart) {
    const NumberFormat format = parse_number_format("yyyy-mm-dd");
    EXPECT_EQ(serial_date("1", format, Epoch::Of1900).text, "1900-01-01");
    EXPECT_EQ(serial_date("2958465", format, Epoch::Of1900).text, "9999-12-31");
    for (int serial = 1462; serial < 60'000; serial += 97) {
        EXPECT_EQ(serial_date(std::to_string(serial), format, Epoch::Of1900).text,
                  serial_date(std::to_string(serial - 1462), format, Epoch::Of1904).text);
    }
}

TEST(SerialDate, ShowsWhatTheFormatShows) {
    const auto text = [](const char* serial, const char* code) {
        return serial_date(serial, parse_number_format(code), Epoch::Of1900).text;
    };
    EXPECT_EQ(text("32933", "mmm-yy"), "1990-03");
    EXPECT_EQ(text("32936", "mmm-yy"), "1990-03-04");
    EXPECT_EQ(text("32874", "yyyy"), "1990");
    EXPECT_EQ(text("32936.999999999", "d/m/yyyy h:mm"), "1990-03-05");
    EXPECT_EQ(text("32936.5", "d/m/yyyy"), "1990-03-04");
    EXPECT_EQ(text("32936.5", "h:mm"), "1990-03-04T12:00:00");
    EXPECT_EQ(text("-1", "d/m/yyyy"), "-1");
    EXPECT_EQ(text("abc", "d/m/yyyy"), "abc");
    EXPECT_EQ(text("0", "d/m/yyyy"), "0");
}

}  // namespace
}  // namespace dalil::io
