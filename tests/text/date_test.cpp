#include "dalil/text/date.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dalil {
namespace {

std::string edtf(std::string_view text, DateOrder order = DateOrder::Unknown, int latest = 2025) {
    DateHints hints;
    hints.order = order;
    hints.latest_year = latest;
    const DateParse parsed = parse_date(text, hints);
    return parsed.date ? parsed.date->edtf : "none";
}

DateTrouble trouble(std::string_view text, DateOrder order = DateOrder::Unknown) {
    DateHints hints;
    hints.order = order;
    hints.latest_year = 2025;
    return parse_date(text, hints).trouble;
}

TEST(CivilDays, AgreeWithKnownDays) {
    EXPECT_EQ(days_from_civil(1970, 1, 1), 0);
    EXPECT_EQ(days_from_civil(2000, 3, 1), 11017);
    EXPECT_EQ(days_from_civil(1582, 10, 15), -141427);
}

TEST(CivilDays, GoThereAndBackOverFourCenturies) {
    std::int32_t day = days_from_civil(1600, 1, 1);
    for (int year = 1600; year <= 2000; ++year)
        for (int month = 1; month <= 12; ++month)
            for (int d = 1; d <= 31; ++d) {
                if (!is_valid_day(year, month, d)) continue;
                ASSERT_EQ(days_from_civil(year, month, d), day);
                const CivilDay back = civil_from_days(day++);
                ASSERT_TRUE(back.year == year && back.month == month && back.day == d);
            }
}

TEST(ParseDate, ReadsUsualForms) {
    EXPECT_EQ(edtf("1990-03-04"), "1990-03-04");
    EXPECT_EQ(edtf("1990-03-04T00:00:00"), "1990-03-04");
    EXPECT_EQ(edtf("1990-03-04 23:15:00"), "1990-03-04");
    EXPECT_EQ(edtf("19900304"), "1990-03-04");
    EXPECT_EQ(edtf("1990"), "1990");
    EXPECT_EQ(edtf("03.1990"), "1990-03");
    EXPECT_EQ(edtf("1990/03"), "1990-03");
    EXPECT_EQ(edtf("31/12/1985"), "1985-12-31");
    EXPECT_EQ(edtf("12/31/1985"), "1985-12-31");
    EXPECT_EQ(edtf(" 1990-03-04 "), "1990-03-04");
}

TEST(ParseDate, KeepsBothReadingsOfDayAndMonth) {
    EXPECT_EQ(edtf("04/03/1990"), "[1990-03-04,1990-04-03]");
    EXPECT_EQ(trouble("04/03/1990"), DateTrouble::Ambiguous);
    EXPECT_EQ(edtf("04/04/1990"), "1990-04-04");
    EXPECT_EQ(edtf("04/03/1990", DateOrder::DayMonthYear), "1990-03-04");
    EXPECT_EQ(edtf("04/03/1990", DateOrder::MonthDayYear), "1990-04-03");
    EXPECT_EQ(edtf("04.03.1990"), "1990-03-04") << "dots: the day comes first";
}

TEST(ParseDate, GivesFourNumbersAllTheirReadings) {
    EXPECT_EQ(edtf("10-01-11"), "[2010-01-11,2011-01-10,2011-10-01]");
    EXPECT_EQ(edtf("10-01-11", DateOrder::DayMonthYear), "2011-01-10");
    EXPECT_EQ(trouble("10-01-11", DateOrder::DayMonthYear), DateTrouble::TwoDigitYear);
    EXPECT_EQ(edtf("10-01-75", DateOrder::DayMonthYear), "1975-01-10");
}

TEST(ParseDate, ReadsCompactDatesByTheOrderOfTheColumn) {
    EXPECT_EQ(edtf("07012019", DateOrder::MonthDayYear), "2019-07-01");
    EXPECT_EQ(edtf("07012019", DateOrder::DayMonthYear), "2019-01-07");
    EXPECT_EQ(edtf("7012019", DateOrder::MonthDayYear), "2019-07-01")
        << "the zero in front was lost";
    EXPECT_EQ(edtf("20190701", DateOrder::YearMonthDay), "2019-07-01");
    EXPECT_EQ(edtf("198002"), "1980-02");
}

TEST(ParseDate, LeavesUnknownPartsOpen) {
    EXPECT_EQ(edtf("00/00/1980"), "1980");
    EXPECT_EQ(edtf("00.02.1980"), "1980-02");
    EXPECT_EQ(edtf("1980-02-00"), "1980-02");
    EXPECT_EQ(edtf("19800000"), "1980");
    EXPECT_EQ(edtf("??.02.1980"), "1980-02");
    EXPECT_EQ(edtf("xx/xx/1980"), "1980");
    EXPECT_EQ(edtf("198?"), "198X");
    EXPECT_EQ(edtf("19??"), "19XX");
    EXPECT_EQ(edtf("198X"), "198X");
}

TEST(ParseDate, ReadsMonthNamesOfNineLanguages) {
    const std::vector<std::string_view> same_day = {
        "4 March 1990",       "March 4, 1990",
        "4th of March 1990",  "4-Mar-90",
        "4 марта 1990 г.",    "4 наурыз 1990 ж.",
        "4 nauryz 1990",      "1990年3月4日",
        "一九九〇年三月四日", "1990-يىلى 3-ئاينىڭ 4-كۈنى",
        "4 مارس 1990",        "4 آذار 1990",
        "٤ مارس ١٩٩٠",        "4 Mart 1990",
        "4 de marzo de 1990", "4 mars 1990"};
    for (const std::string_view text : same_day) EXPECT_EQ(edtf(text), "1990-03-04") << text;
    EXPECT_EQ(edtf("Ağustos 1975"), "1975-08");
    EXPECT_EQ(edtf("août 1975"), "1975-08");
    EXPECT_EQ(edtf("كانون الثاني 1975"), "1975-01");
    EXPECT_EQ(edtf("تشرين الأول 1975"), "1975-10");
    EXPECT_EQ(edtf("қараша 1975"), "1975-11");
    EXPECT_EQ(edtf("１９７５年１１月"), "1975-11") << "full-width digits";
}

TEST(ParseDate, MarksWhatIsNotSure) {
    for (const std::string_view text : {"1975~", "c. 1975", "ca 1975", "около 1975", "шамамен 1975",
                                        "大约1975年", "حوالي 1975", "vers 1975", "hacia 1975"})
        EXPECT_EQ(edtf(text), "1975~") << text;
    EXPECT_EQ(edtf("1975?"), "1975?");
    EXPECT_EQ(edtf("1975%"), "1975%");
    EXPECT_EQ(edtf("весна 1990"), "1990~");
    EXPECT_EQ(edtf("early 1990"), "1990~");
    EXPECT_EQ(edtf("before 1980"), "1970/1980~");
    EXPECT_EQ(edtf("после 1980"), "1980/1990~");
}

TEST(ParseDate, ReadsSpansAndDecades) {
    EXPECT_EQ(edtf("1978-1980"), "1978/1980");
    EXPECT_EQ(edtf("1978–80"), "1978/1980");
    EXPECT_EQ(edtf("1978 или 1979"), "1978/1979");
    EXPECT_EQ(edtf("between 1978 and 1980"), "1978/1980");
    EXPECT_EQ(edtf("1980s"), "198X");
    EXPECT_EQ(edtf("80-е годы"), "198X");
    EXPECT_EQ(edtf("1980年代"), "198X");
    EXPECT_EQ(edtf("03.02.1980 - 05.03.1981"), "1980/1981");
    EXPECT_EQ(edtf("Apr. 2017 - June 2018"), "2017/2018");
    EXPECT_EQ(edtf("April-June 2017"), "2017");
    EXPECT_EQ(edtf("1980-02"), "1980-02") << "a month, not a span";
}

TEST(ParseDate, KeepsWhatIsPossibleOfAnImpossibleDate) {
    EXPECT_EQ(trouble("1980-02-31"), DateTrouble::Impossible);
    EXPECT_EQ(edtf("1980-02-31"), "1980-02?");
    EXPECT_EQ(edtf("1857-05-49"), "1857-05?");
    EXPECT_EQ(edtf("1861-71-16"), "1861-XX-16?");
    EXPECT_EQ(edtf("21/07/1993", DateOrder::MonthDayYear), "1993-07-21") << "day and month swapped";
    EXPECT_EQ(edtf("06/15/0211"), "XXXX-06-15?");
    EXPECT_EQ(edtf("O6/15/2O13"), "2013-06-15?") << "letters for digits";
    EXPECT_EQ(trouble("O6/15/2O13"), DateTrouble::Misread);
}

TEST(ParseDate, ConvertsOtherCalendars) {
    EXPECT_EQ(edtf("15 Rajab 1410"), "1990-02-11~") << "observed months differ by a day";
    EXPECT_EQ(edtf("1 فروردین 1369"), "1990-03-21");
    EXPECT_EQ(edtf("29 اسفند 1367"), "1989-03-20");
    EXPECT_EQ(edtf("2533"), "1990") << "Buddhist";
    EXPECT_EQ(edtf("民国64年3月2日"), "1975-03-02");
    EXPECT_EQ(trouble("15 Rajab 1410"), DateTrouble::OtherCalendar);
    EXPECT_EQ(trouble("农历庚午年二月初八"), DateTrouble::OtherCalendar);
    EXPECT_EQ(edtf("农历庚午年二月初八"), "none");
}

TEST(ParseDate, RefusesWhatIsNoDate) {
    for (const std::string_view text :
         {"", "Martin", "12/05", "1050 Carl Griffin Dr", "Q1990Z", "7", "9999999", "2999",
          "unknown", "-", "12:30", "+7 701 555 12 34"})
        EXPECT_EQ(edtf(text), "none") << text;
}

TEST(ParseDate, FindsADateInAShortRemark) {
    EXPECT_EQ(edtf("12.03.2018 (арест)"), "2018-03-12");
}

TEST(DateOrderOfColumn, FollowsTheValuesThatDecide) {
    EXPECT_EQ(infer_date_order({"01/02/1990", "25/12/1991", "13/01/1980"}),
              DateOrder::DayMonthYear);
    EXPECT_EQ(infer_date_order({"01/02/1990", "12/25/1991"}), DateOrder::MonthDayYear);
    EXPECT_EQ(infer_date_order({"1990-01-02"}), DateOrder::YearMonthDay);
    EXPECT_EQ(infer_date_order({"01/02/1990", "03/04/1991"}), DateOrder::Unknown);
    EXPECT_EQ(infer_date_order({"07252019", "12012018", "06302019"}), DateOrder::MonthDayYear);
    EXPECT_EQ(infer_date_order({"19570524", "20150721"}), DateOrder::YearMonthDay);
}

TEST(DateOrderOfColumn, ToleratesSlips) {
    std::vector<std::string_view> values(50, "12/25/1991");
    values.emplace_back("25/12/1991");
    EXPECT_EQ(infer_date_order(values), DateOrder::MonthDayYear);
}

TEST(CalendarOfColumn, TellsSlipsFromOtherCalendars) {
    DateHints hints;
    infer_calendar({"1369/01/05", "1370/02/01", "1410"}, hints);
    EXPECT_TRUE(hints.islamic);
    EXPECT_EQ(parse_date("1369", hints).date->edtf, "[1949/1950,1990/1991]?");
    DateHints history;
    infer_calendar({"1369-01-05", "1570-02-01", "1710-03-04"}, history);
    EXPECT_FALSE(history.islamic);
    DateHints slip;
    std::vector<std::string_view> values(100, "1990-01-01");
    values.emplace_back("2549-01-01");
    infer_calendar(values, slip);
    EXPECT_EQ(parse_date("2549-01-07", slip).date->edtf, "XXXX-01-07?");
}

TEST(BirthRange, CoversEveryBirthdayOfTheAge) {
    DateHints hints;
    const PartialDate at = *parse_date("2021-04-21", hints).date;
    const PartialDate born = birth_range(31, 31, at);
    EXPECT_EQ(born.edtf, "1989/1990");
    EXPECT_TRUE(born.derived);
    EXPECT_EQ(birth_range(31, 31, *parse_date("2021-12-31", hints).date).edtf, "1990");
    EXPECT_EQ(birth_range(40, 49, *parse_date("2020", hints).date).edtf, "1970/1980");
}

TEST(BirthRange, HoldsEveryoneOfThatAgeOnThatDay) {
    DateHints hints;
    const PartialDate at = *parse_date("2020-02-29", hints).date;
    const PartialDate born = birth_range(20, 20, at);
    const std::int32_t today = at.readings.front().first_day();
    for (std::int32_t day = days_from_civil(1995, 1, 1); day < days_from_civil(2005, 1, 1); ++day) {
        const CivilDay b = civil_from_days(day), t = civil_from_days(today);
        const bool had_birthday = b.month < t.month || (b.month == t.month && b.day <= t.day);
        const int age = t.year - b.year - (had_birthday ? 0 : 1);
        if (age != 20) continue;
        ASSERT_GE(day, born.readings.front().first_day());
        ASSERT_LE(day, born.readings.front().last_day());
    }
}

TEST(Edtf, IsReadBackAsWritten) {
    for (const std::string_view text :
         {"1980", "1980-02", "1980-02-29", "198X", "19XX", "1978/1980", "1975~", "1975?", "1975%",
          "[1990-03-04,1990-04-03]", "1980-XX-15", "XXXX-02-29", "[1978/1979,1980]?"}) {
        const auto date = from_edtf(text);
        ASSERT_TRUE(date) << text;
        EXPECT_EQ(to_edtf(*date), text);
        EXPECT_EQ(date->edtf, text);
    }
}

TEST(Edtf, RefusesWhatItDoesNotWrite) {
    for (const std::string_view text : {"", "80", "1980-13", "1981-02-29", "1980-2", "1980/1979",
                                        "19X0", "[1980", "1980-02-3x", "198X-02", "~"})
        EXPECT_FALSE(from_edtf(text)) << text;
}

TEST(ParseDate, NeverFailsOnAnyShortText) {
    const std::string letters = "0129-/.~?X年月 اяé(";
    std::uint32_t state = 1;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        state = state * 1664525U + 1013904223U;
        for (std::uint32_t n = (state >> 28U) + 1; n > 0; --n) {
            state = state * 1664525U + 1013904223U;
            text += letters[(state >> 16U) % letters.size()];
        }
        const DateParse parsed = parse_date(text, {});
        if (!parsed.date) continue;
        ASSERT_FALSE(parsed.date->readings.empty()) << text;
        for (const DateReading& reading : parsed.date->readings)
            ASSERT_LE(reading.first_day(), reading.last_day()) << text;
        const auto again = from_edtf(parsed.date->edtf);
        ASSERT_TRUE(again) << text << " -> " << parsed.date->edtf;
    }
}

}  // namespace
}  // namespace dalil
