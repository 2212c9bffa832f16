// Years and days of other calendars, turned into Gregorian ones.
#pragma once

#include <cstdint>
#include <optional>

#include "dalil/text/date.hpp"

namespace dalil {

enum class Calendar : std::uint8_t { Gregorian, Hijri, SolarHijri, Buddhist, Minguo };

/// A date as written; 0 stands for an unknown part.
struct WrittenDate {
    int year = 0, month = 0, day = 0;
};

/// The Gregorian reading, or nothing if no such date exists in the calendar. Hijri months and years
/// become the span of days they cover, given as a month or as years.
std::optional<DateReading> to_gregorian(const WrittenDate& date, Calendar calendar);

}  // namespace dalil
