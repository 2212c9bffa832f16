// A date cut into numbers, known words and marks, before anybody decides which number is the day.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/date_words.hpp"

namespace dalil {

/// Written right after a number: 1975年, 3月, 12日.
enum class DateUnit : std::uint8_t { None, Year, Month, Day };

struct DateToken {
    enum class Kind : std::uint8_t { Number, Unknown, Word, Mark, Strange } kind = Kind::Mark;
    std::int64_t number = 0;  ///< Number
    std::uint8_t digits = 0;  ///< Number, Unknown: how many places were written
    DateUnit unit = DateUnit::None;
    DateWord word;      ///< Word
    char32_t mark = 0;  ///< Mark: - . / , ~ ? : ( ) …; a space is no token
    bool after_space = false;
};

/// Cuts a text. "??", "xx", "__" are Unknown; a word of no known meaning is Strange.
/// Times of the day ("T12:00:00Z", "10:30 pm") are left out.
std::vector<DateToken> date_tokens(std::string_view text);

/// Value of a digit of any common script, or -1.
int digit_value(char32_t c);
/// Value of a Han numeral 〇..九, or -1; 十 is 10, 廿 is 20.
int han_numeral(char32_t c);

}  // namespace dalil
