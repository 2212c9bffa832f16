#include "io/serial_date.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "dalil/text/date.hpp"
#include "io/number_text.hpp"

namespace dalil::io {

namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kLastSerial = 2'958'465;  // 9999-12-31
constexpr std::int64_t kLeapDay1900 = 60;  // Lotus 1-2-3 took 1900 for a leap year; Excel kept it

std::string clock_text(std::int64_t seconds) {
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// Days since 1970 of a serial in whole days.
std::int32_t day_of(std::int64_t days, Epoch epoch) {
    if (epoch == Epoch::Of1904)
        return days_from_civil(1904, 1, 1) + static_cast<std::int32_t>(days);
    const std::int64_t skipped = days > kLeapDay1900 ? days - 1 : days;
    return days_from_civil(1899, 12, 31) + static_cast<std::int32_t>(skipped);
}

/// The date with as much of it as the format shows, unless the value itself knows more.
std::string date_text(const CivilDay& day, const NumberFormat& format) {
    if (!format.by_value && format.year && !format.day && !format.time && day.day == 1) {
        if (format.month) return fmt::format("{:04}-{:02}", day.year, day.month);
        if (day.month == 1) return fmt::format("{:04}", day.year);
    }
    return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

}  // namespace

SerialDate serial_date(std::string_view stored, const NumberFormat& format, Epoch epoch) {
    double serial = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), serial);
    const bool number = error == std::errc() && end == stored.data() + stored.size();
    if (!number || !(serial >= 0) || serial >= static_cast<double>(kLastSerial + 1)) {
        return {number_text(stored), CellType::Number, false};
    }
    const auto total = static_cast<std::int64_t>(std::llround(serial * kDaySeconds));
    if (format.elapsed) return {clock_text(total), CellType::Time, false};
    const std::int64_t days = total / kDaySeconds, seconds = total % kDaySeconds;
    const bool shows_date = format.year || format.month || format.day;
    const bool before_first_day = days == 0 && epoch == Epoch::Of1900;
    if (before_first_day || (days == 0 && !shows_date)) {
        if (seconds == 0 && (shows_date || format.by_value))
            return {number_text(stored), CellType::Number, false};
        return {clock_text(seconds), CellType::Time, false};
    }
    SerialDate date;
    date.type = CellType::Date;
    date.fictitious = days == kLeapDay1900 && epoch == Epoch::Of1900;
    date.text =
        date.fictitious ? "1900-02-29" : date_text(civil_from_days(day_of(days, epoch)), format);
    const bool shows_time = format.time || format.by_value;
    if (seconds != 0 && (shows_time || !shows_date)) date.text += "T" + clock_text(seconds);
    return date;
}

}  // namespace dalil::io
