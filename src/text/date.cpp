#include "dalil/text/date.hpp"

#include <algorithm>
#include <array>

namespace dalil {
namespace {

constexpr std::array<int, 13> kDaysBefore = {0,   31,  59,  90,  120, 151, 181,
                                             212, 243, 273, 304, 334, 365};

bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month) {
    const auto m = static_cast<std::size_t>(month);
    return kDaysBefore[m] - kDaysBefore[m - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

/// Rounds towards minus infinity, for years before 1.
int floor_divide(int a, int b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

int days_before_year(int year) {
    const int y = year - 1;
    return 365 * y + floor_divide(y, 4) - floor_divide(y, 100) + floor_divide(y, 400);
}

constexpr int kEpoch = 719162;  // days before 1970 in that count

/// A reading without a year spans all years that a list could mean.
constexpr int kFirstYear = 1, kLastYear = 9999;

}  // namespace

std::int32_t days_from_civil(int year, int month, int day) {
    const int leap = month > 2 && is_leap(year) ? 1 : 0;
    return days_before_year(year) + kDaysBefore[static_cast<std::size_t>(month - 1)] + leap + day -
           1 - kEpoch;
}

CivilDay civil_from_days(std::int32_t days) {
    const int n = days + kEpoch;
    int year = static_cast<int>(static_cast<double>(n) / 365.2425) + 1;
    while (days_before_year(year) > n) --year;
    while (days_before_year(year + 1) <= n) ++year;
    int rest = n - days_before_year(year);
    int month = 1;
    while (rest >= days_in_month(year, month)) rest -= days_in_month(year, month++);
    return {year, month, rest + 1};
}

bool is_valid_day(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

std::int32_t DateReading::first_day() const {
    if (year_first == 0) return days_from_civil(kFirstYear, 1, 1);
    if (year_first != year_last || month == 0) return days_from_civil(year_first, 1, 1);
    return days_from_civil(year_first, month, std::max<int>(day, 1));
}

std::int32_t DateReading::last_day() const {
    if (year_first == 0) return days_from_civil(kLastYear, 12, 31);
    if (year_first != year_last || month == 0) return days_from_civil(year_last, 12, 31);
    const int last = day != 0 ? day : days_in_month(year_last, month);
    return days_from_civil(year_last, month, last);
}

PartialDate birth_range(int age_first, int age_last, const PartialDate& at) {
    std::int32_t first = at.readings.front().first_day(), last = at.readings.front().last_day();
    for (const DateReading& reading : at.readings) {
        first = std::min(first, reading.first_day());
        last = std::max(last, reading.last_day());
    }
    CivilDay from = civil_from_days(first), to = civil_from_days(last);
    // Somebody born on 29 February has a birthday on 1 March of a common year.
    const auto on = [](const CivilDay& d, int year) {
        if (is_valid_day(year, d.month, d.day)) return days_from_civil(year, d.month, d.day);
        return days_from_civil(year, 3, 1);
    };
    from = civil_from_days(on(from, from.year - age_last - 1) + 1);
    to = civil_from_days(on(to, to.year - age_first));
    PartialDate born;
    born.readings.push_back({static_cast<std::int16_t>(from.year),
                             static_cast<std::int16_t>(std::max(from.year, to.year)), 0, 0});
    born.approximate = at.approximate;
    born.uncertain = at.uncertain;
    born.derived = true;
    born.edtf = to_edtf(born);
    return born;
}

}  // namespace dalil
