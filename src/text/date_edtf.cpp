// The Extended Date/Time Format (ISO 8601-2), as far as dates of persons need it.
#include <algorithm>
#include <charconv>
#include <tuple>

#include "dalil/text/date.hpp"
#include "fmt/format.h"

namespace dalil {
namespace {

std::string year_text(const DateReading& r) {
    if (r.year_first == 0) return "XXXX";
    if (r.year_first == r.year_last) return fmt::format("{:04}", r.year_first);
    if (r.year_first % 100 == 0 && r.year_last == r.year_first + 99)
        return fmt::format("{:02}XX", r.year_first / 100);
    if (r.year_first % 10 == 0 && r.year_last == r.year_first + 9)
        return fmt::format("{:03}X", r.year_first / 10);
    return fmt::format("{:04}/{:04}", r.year_first, r.year_last);
}

std::string reading_text(const DateReading& r) {
    std::string text = year_text(r);
    if (r.month == 0 && r.day == 0) return text;
    text += r.month == 0 ? std::string("-XX") : fmt::format("-{:02}", r.month);
    if (r.day != 0) text += fmt::format("-{:02}", r.day);
    return text;
}

bool number(std::string_view text, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() &&
           text[0] != '-' && text[0] != '+';
}

bool read_year(std::string_view text, DateReading& r) {
    if (text.size() != 4) return false;
    if (text == "XXXX") return true;
    std::size_t known = 4;
    while (known > 0 && text[known - 1] == 'X') --known;
    int value = 0;
    if (known < 2 || !number(text.substr(0, known), value)) return false;
    const int span = known == 4 ? 1 : known == 3 ? 10 : 100;
    r.year_first = static_cast<std::int16_t>(value * span);
    r.year_last = static_cast<std::int16_t>(value * span + span - 1);
    return r.year_first != 0 || span > 1;
}

/// "-MM" or "-MM-DD" after the year; XX is unknown.
bool read_month_and_day(std::string_view rest, DateReading& r) {
    if (rest.empty()) return true;
    if ((rest.size() != 3 && rest.size() != 6) || rest[0] != '-') return false;
    if (r.year_first != r.year_last) return false;
    int value = 0;
    const std::string_view month = rest.substr(1, 2);
    if (month != "XX") {
        if (!number(month, value) || value < 1 || value > 12) return false;
        r.month = static_cast<std::uint8_t>(value);
    }
    if (rest.size() == 3) return true;
    const std::string_view day = rest.substr(4, 2);
    if (rest[3] != '-') return false;
    if (day == "XX") return true;
    const int leap_year = 2000;  // lets 29 February of an unknown year pass
    if (!number(day, value)) return false;
    if (!is_valid_day(r.year_first == 0 ? leap_year : r.year_first, r.month == 0 ? 1 : r.month,
                      value))
        return false;
    r.day = static_cast<std::uint8_t>(value);
    return true;
}

std::optional<DateReading> read_reading(std::string_view text) {
    DateReading r;
    if (text.size() < 4 || !read_year(text.substr(0, 4), r)) return std::nullopt;
    if (text.size() > 4 && text[4] == '/') {
        DateReading last;
        if (!read_year(text.substr(5), last) || last.year_last < r.year_first) return std::nullopt;
        r.year_last = last.year_last;
        return r;
    }
    if (!read_month_and_day(text.substr(4), r)) return std::nullopt;
    return r;
}

std::optional<std::vector<DateReading>> read_set(std::string_view text) {
    std::vector<DateReading> readings;
    while (true) {
        const std::size_t comma = text.find(',');
        const auto one = read_reading(text.substr(0, comma));
        if (!one) return std::nullopt;
        readings.push_back(*one);
        if (comma == std::string_view::npos) return readings;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace

std::string to_edtf(const PartialDate& date) {
    std::string text;
    if (date.readings.size() == 1) {
        text = reading_text(date.readings.front());
    } else {
        std::vector<std::string> all;
        for (const DateReading& reading : date.readings) all.push_back(reading_text(reading));
        std::sort(all.begin(), all.end());
        text = fmt::format("[{}]", fmt::join(all, ","));
    }
    if (date.uncertain && date.approximate) return text + "%";
    if (date.uncertain) return text + "?";
    if (date.approximate) return text + "~";
    return text;
}

std::optional<PartialDate> from_edtf(std::string_view edtf) {
    PartialDate date;
    if (edtf.empty()) return std::nullopt;
    const char mark = edtf.back();
    date.uncertain = mark == '?' || mark == '%';
    date.approximate = mark == '~' || mark == '%';
    if (date.uncertain || date.approximate) edtf.remove_suffix(1);
    const bool set = edtf.size() > 2 && (edtf.front() == '[' || edtf.front() == '{');
    if (set && edtf.back() != (edtf.front() == '[' ? ']' : '}')) return std::nullopt;
    auto readings = read_set(set ? edtf.substr(1, edtf.size() - 2) : edtf);
    if (!readings || (!set && readings->size() > 1)) return std::nullopt;
    date.readings = std::move(*readings);
    date.edtf = to_edtf(date);
    return date;
}

}  // namespace dalil
