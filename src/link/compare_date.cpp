// Levels of dates. Two dates to the day: exact, a slip of one digit or day and month swapped, two
// parts of three, the year, near. Anything less sharp (a year, an age): whether the ranges are
// compatible, and how far apart.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "link/compare.hpp"

namespace dalil::linking {
namespace {

using Reading = DateForm::Reading;

std::array<int, 8> digits(const Reading& r) {
    return {r.year / 1000 % 10, r.year / 100 % 10, r.year / 10 % 10, r.year % 10,
            r.month / 10,       r.month % 10,      r.day / 10,       r.day % 10};
}

/// One wrong digit, two neighbouring digits swapped, or day and month swapped: 1. Two wrong
/// digits: 2. More: 3.
int slips(const Reading& a, const Reading& b) {
    if (a.year == b.year && a.month == b.day && a.day == b.month) return 1;
    const auto x = digits(a), y = digits(b);
    int wrong = 0;
    std::size_t first = 0, last = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (x[i] != y[i]) {
            if (wrong == 0) first = i;
            last = i;
            ++wrong;
        }
    if (wrong == 2 && last == first + 1 && x[first] == y[last] && x[last] == y[first]) return 1;
    return std::min(wrong, 3);
}

std::uint8_t day_level(const Reading& a, const Reading& b) {
    const int parts = (a.year == b.year) + (a.month == b.month) + (a.day == b.day);
    if (parts == 3) return 0;
    const int days = std::abs(a.first_day - b.first_day);
    const int wrong = slips(a, b);
    if (days <= 1 || wrong <= 1) return 1;
    if (parts == 2) return 2;
    if (wrong == 2 || days <= 7) return 3;
    if (a.year == b.year) return 4;
    return std::abs(a.year - b.year) <= 2 ? 5 : 6;
}

std::uint8_t range_level(const Reading& a, const Reading& b) {
    const int gap = std::max(a.first_day - b.last_day, b.first_day - a.last_day);
    if (gap <= 0) return kCompatible;
    if (gap <= 366) return kCompatible + 1;
    return gap <= 3 * 366 ? kCompatible + 2 : kCompatible + 3;
}

}  // namespace

std::uint8_t date_level(const DateForm& a, const DateForm& b) {
    const bool to_the_day = a.to_the_day && b.to_the_day;
    std::uint8_t best = to_the_day ? day_level(a.first, b.first) : range_level(a.first, b.first);
    if (a.readings.size() == 1 && b.readings.size() == 1) return best;
    for (const Reading& x : a.readings)
        for (const Reading& y : b.readings)
            best = std::min(best, to_the_day ? day_level(x, y) : range_level(x, y));
    return best;
}

Agreement Comparator::compare_dates(std::uint32_t a, std::uint32_t b) const {
    const std::uint8_t level = date_level(dates_[a], dates_[b]);
    return level <= 3 ? near(level, a, b) : Agreement{level, 0};
}

}  // namespace dalil::linking
