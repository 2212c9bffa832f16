// Levels of dates. Two dates to the day: exact, a slip of one digit or day and month swapped, two
// parts of three, the year, near. Anything less sharp (a year, an age): whether the ranges are
// compatible, and how far apart.
#include <algorithm>
#include <bit>
#include <cstdlib>

#include "link/compare.hpp"

namespace dalil::linking {
namespace {

using Reading = DateForm::Reading;

std::uint8_t range_level(const Reading& a, const Reading& b) {
    const int gap = std::max(a.first_day - b.last_day, b.first_day - a.last_day);
    if (gap <= 0) return kCompatible;
    if (gap <= 366) return kCompatible + 1;
    return gap <= 3 * 366 ? kCompatible + 2 : kCompatible + 3;
}

/// How many of eight digits differ.
int wrong_digits(std::uint32_t odd) {
    odd |= odd >> 1U;
    odd |= odd >> 2U;
    return std::popcount(odd & 0x11111111U);
}

/// Two neighbouring digits swapped, or day and month.
bool swapped(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t odd = a ^ b;
    if ((odd & 0xFFFF0000U) == 0 && (a >> 8U & 0xFFU) == (b & 0xFFU) &&
        (b >> 8U & 0xFFU) == (a & 0xFFU))
        return true;
    for (unsigned shift = 0; shift < 28; shift += 4)
        if ((odd & ~(0xFFU << shift)) == 0)
            return (a >> shift & 15U) == (b >> (shift + 4) & 15U) &&
                   (b >> shift & 15U) == (a >> (shift + 4) & 15U);
    return false;
}

}  // namespace

std::uint8_t day_level(const Day& a, const Day& b) {
    const std::uint32_t odd = a.digits ^ b.digits;
    if (odd == 0) return 0;
    const int days = std::abs(a.number - b.number);
    const int wrong = wrong_digits(odd);
    if (days <= 1 || wrong == 1 || (wrong <= 4 && swapped(a.digits, b.digits))) return 1;
    const bool year = (odd & 0xFFFF0000U) == 0;
    const int parts = year + ((odd & 0xFF00U) == 0) + ((odd & 0xFFU) == 0);
    if (parts == 2) return 2;
    if (wrong == 2 || days <= 7) return 3;
    if (year) return 4;
    const auto year_of = [](std::uint32_t d) {
        return static_cast<int>((d >> 28U) * 1000 + (d >> 24U & 15U) * 100 + (d >> 20U & 15U) * 10 +
                                (d >> 16U & 15U));
    };
    return std::abs(year_of(a.digits) - year_of(b.digits)) <= 2 ? 5 : 6;
}

std::uint8_t date_level(const DateForm& a, const DateForm& b) {
    const bool to_the_day = a.to_the_day && b.to_the_day;
    const auto level = [&](const Reading& x, const Reading& y) {
        return to_the_day ? day_level(day_of(x), day_of(y)) : range_level(x, y);
    };
    std::uint8_t best = level(a.first, b.first);
    if (a.readings.size() == 1 && b.readings.size() == 1) return best;
    for (const Reading& x : a.readings)
        for (const Reading& y : b.readings) best = std::min(best, level(x, y));
    return best;
}

Agreement Comparator::compare_dates(std::uint32_t a, std::uint32_t b) const {
    const std::uint8_t level = days_[a].digits != 0 && days_[b].digits != 0
                                   ? day_level(days_[a], days_[b])
                                   : date_level(dates_[a], dates_[b]);
    return level <= 3 ? near(level, a, b) : Agreement{level, 0};
}

}  // namespace dalil::linking
