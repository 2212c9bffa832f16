// text/date.hpp: dates as people know them: partial, approximate, or readable in two ways.
//
// A PartialDate keeps every reading that the text allows, as ranges of days, and its EDTF form
// (ISO 8601-2): "1980", "1980-02", "198X", "1975~", "[1990-03-04,1990-04-03]", "1978/1980".
//
//     auto d = parse_date("04/03/1990", {});            // two readings: day/month or month/day
//     d->edtf == "[1990-03-04,1990-04-03]";
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dalil {

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
std::int32_t days_from_civil(int year, int month, int day);
struct CivilDay {
    int year = 0, month = 0, day = 0;
};
CivilDay civil_from_days(std::int32_t days);
bool is_valid_day(int year, int month, int day);

/// One reading. A year range is a decade (198X), a span (1978/1980) or an age; month and day are 0
/// when unknown and are set only when year_first == year_last.
struct DateReading {
    std::int16_t year_first = 0, year_last = 0;
    std::uint8_t month = 0, day = 0;

    bool operator==(const DateReading&) const = default;
    bool has_year() const { return year_first == year_last && year_first != 0; }
    std::int32_t first_day() const;
    std::int32_t last_day() const;
};

struct PartialDate {
    std::vector<DateReading> readings;  ///< the likeliest first; at least one
    bool uncertain = false;             ///< EDTF '?'
    bool approximate = false;           ///< EDTF '~'
    bool derived = false;               ///< computed from an age, not written down as a date
    std::string edtf;

    bool operator==(const PartialDate&) const = default;
};

enum class DateOrder : std::uint8_t { Unknown, DayMonthYear, MonthDayYear, YearMonthDay };

/// What is known of the column a date stands in. The order of a column is found by looking at all
/// of it.
struct DateHints {
    DateOrder order = DateOrder::Unknown;
    bool gregorian = false;  ///< years like 2549 are slips, not Buddhist years
    bool islamic =
        false;  ///< years like 1369 and 1410 are Solar Hijri or Hijri, which cannot be told apart
    int latest_year = 2100;  ///< two-digit years are read as the latest year not after this one
};

enum class DateTrouble : std::uint8_t {
    None,
    NotADate,       ///< no reading at all
    Impossible,     ///< 31 February, month 13: what is possible of it is kept, uncertain
    Ambiguous,      ///< two or more readings
    TwoDigitYear,   ///< the century was inferred
    OtherCalendar,  ///< Hijri, Solar Hijri, Buddhist, ...: converted, or kept as text when not
                    ///< possible
    Misread,        ///< letters stood for digits ("2O13"); read as digits, uncertain
};

struct DateParse {
    std::optional<PartialDate> date;
    DateTrouble trouble = DateTrouble::None;
};

/// Reads one date, in digits or with month names (English, Russian, Kazakh, Chinese, Uyghur,
/// Arabic, Turkish, Spanish, French), with words for "about" and "before"/"after", EDTF itself
/// included.
DateParse parse_date(std::string_view text, const DateHints& hints);

/// Which calendars the numbers of a column speak of, from all its values: sets `gregorian` and
/// `islamic`.
void infer_calendar(const std::vector<std::string_view>& values, DateHints& hints);

/// The order of a column of dates, from all its values; Unknown if nothing decides.
DateOrder infer_date_order(const std::vector<std::string_view>& values);

/// Birth range of somebody of `age` completed years on a day: [day - (age+1) years + 1 day, day -
/// age years].
PartialDate birth_range(int age_first, int age_last, const PartialDate& at);

/// EDTF text of a date from its readings and qualifiers.
std::string to_edtf(const PartialDate& date);
/// Reads what to_edtf writes.
std::optional<PartialDate> from_edtf(std::string_view edtf);

}  // namespace dalil
