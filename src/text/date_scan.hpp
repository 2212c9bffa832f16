// The numbers of a date in the order written, and what the words around them say.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/date_calendar.hpp"
#include "text/date_tokens.hpp"

namespace dalil {

/// A number, an unknown place ("??") or the name of a month.
struct DatePart {
    std::int64_t value = 0;
    int digits = 0;
    bool month_name = false;
    bool unknown = false;
    DateUnit unit = DateUnit::None;
    char32_t mark_before = 0;
    bool is_year() const { return digits == 4 || (digits == 3 && value > 99); }
};

/// What the words around the numbers say.
struct DateFlags {
    bool about = false, maybe = false, before = false, after = false;
    bool decade = false, year_word = false, joined = false, lunar = false;
    int strange = 0;
    Calendar calendar = Calendar::Gregorian;
};

struct DateScan {
    std::vector<DatePart> parts;
    DateFlags flags;
};

/// Of any text.
DateScan scan_date(std::string_view text);
/// Of a text of digits and separators alone; false if there is anything else.
bool scan_plain_date(std::string_view text, DateScan& scan);

/// "O6/15/2O13", "|9800203": letters that a scanner or a typist puts for digits, put back. Empty
/// unless most of the text is digits and nothing but such letters stands between them.
std::string letters_read_as_digits(std::string_view text);

}  // namespace dalil
