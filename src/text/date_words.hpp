// Words that stand in dates, in the languages that lists are written in: months of four calendars,
// "about", "before", seasons, decades, and words that say nothing ("г.", "year").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dalil {

enum class DateWordKind : std::uint8_t {
    Month,       ///< value 1..12, Gregorian
    HijriMonth,  ///< value 1..12, lunar Islamic
    SolarMonth,  ///< value 1..12, Solar Hijri (Iran, Afghanistan)
    About,
    Maybe,
    Before,
    After,
    Season,  ///< also "early", "end of": narrows nothing that is kept
    Decade,
    Year,  ///< says that the number beside it is a year
    Or,    ///< joins two years or dates
    Hijri,
    Solar,
    Buddhist,
    Minguo,        ///< years of the Republic of China
    LunarChinese,  ///< cannot be converted without tables
    Filler,
};

struct DateWord {
    DateWordKind kind = DateWordKind::Filler;
    std::uint8_t value = 0;
};

/// Looks up a word in the form that `date_key` gives; inflected forms are found by their stem.
std::optional<DateWord> find_date_word(std::string_view key);

}  // namespace dalil
