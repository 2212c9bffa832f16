#include "text/date_calendar.hpp"

namespace dalil {
namespace {

DateReading reading(int year_first, int year_last, int month, int day) {
    return {static_cast<std::int16_t>(year_first), static_cast<std::int16_t>(year_last),
            static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

std::optional<DateReading> gregorian(int year, int month, int day) {
    const int leap_year = 2000;  // lets 29 February of an unknown year pass
    if (year < 0 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31)
        return std::nullopt;
    if (year == 0 && (month == 0 || day == 0)) return std::nullopt;
    if (month > 0 && day > 0 && !is_valid_day(year == 0 ? leap_year : year, month, day))
        return std::nullopt;
    return reading(year, year, month, day);
}

/// Tabular Islamic calendar, civil epoch (16 July 622 Julian); leap years 2, 5, 7, 10, 13, 16, 18,
/// 21, 24, 26, 29 of 30. Observed months differ from it by a day or two.
std::int32_t hijri_days(int year, int month, int day) {
    const int julian_day =
        (11 * year + 3) / 30 + 354 * year + 30 * month - (month - 1) / 2 + day + 1948440 - 385;
    return julian_day - 2440588;
}

/// Solar Hijri by the 33-year cycle (leap years 1, 5, 9, 13, 17, 22, 26, 30), exact for 1244-1472
/// SH. 1 Farvardin 1348 is 21 March 1969.
std::int32_t solar_new_year(int year) {
    const auto is_leap = [](int y) {
        const int r = y % 33;
        return r == 1 || r == 5 || r == 9 || r == 13 || r == 17 || r == 22 || r == 26 || r == 30;
    };
    std::int32_t days = days_from_civil(1969, 3, 21);
    for (int y = 1348; y < year; ++y) days += is_leap(y) ? 366 : 365;
    for (int y = year; y < 1348; ++y) days -= is_leap(y) ? 366 : 365;
    return days;
}

std::int32_t solar_days(int year, int month, int day) {
    const int before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
    return solar_new_year(year) + before + day - 1;
}

/// What is known when only the days from `first` to `last` are known.
DateReading covering(std::int32_t first, std::int32_t last) {
    const CivilDay a = civil_from_days(first), b = civil_from_days(last);
    if (first == last) return reading(a.year, a.year, a.month, a.day);
    if (a.year == b.year && last - first < 32) {
        const CivilDay middle = civil_from_days(first + (last - first) / 2);
        return reading(middle.year, middle.year, middle.month, 0);
    }
    return reading(a.year, b.year, 0, 0);
}

template <class Days>
std::optional<DateReading> from_days(const WrittenDate& d, int longest_month, int last_year,
                                     Days days) {
    if (d.year < 1 || d.year > last_year || d.month < 0 || d.month > 12) return std::nullopt;
    if (d.day < 0 || d.day > longest_month) return std::nullopt;
    if (d.month == 0) return covering(days(d.year, 1, 1), days(d.year + 1, 1, 1) - 1);
    if (d.day != 0) return covering(days(d.year, d.month, d.day), days(d.year, d.month, d.day));
    const bool december = d.month == 12;
    return covering(days(d.year, d.month, 1),
                    days(d.year + (december ? 1 : 0), december ? 1 : d.month + 1, 1) - 1);
}

}  // namespace

std::optional<DateReading> to_gregorian(const WrittenDate& date, Calendar calendar) {
    switch (calendar) {
        case Calendar::Gregorian:
            return gregorian(date.year, date.month, date.day);
        case Calendar::Hijri:
            return from_days(date, 30, 1600, hijri_days);
        case Calendar::SolarHijri:
            return from_days(date, 31, 1500, solar_days);
        case Calendar::Buddhist:
            return gregorian(date.year - 543, date.month, date.day);
        case Calendar::Minguo:
            return gregorian(date.year + 1911, date.month, date.day);
    }
    return std::nullopt;
}

}  // namespace dalil
