// text/number.hpp: numbers as people write them: "1,234", "1 234", "12.5", "٣٤", "三", "40s",
// "about 60".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dalil {

/// A whole number or a range of whole numbers ("30-35", "40s" = 40..49, "about 60" = 57..63
/// approximate).
struct NumberRange {
    std::int64_t first = 0, last = 0;
    bool approximate = false;
    bool operator==(const NumberRange&) const = default;
};

/// Reads a whole number or range in digits of any script, with words for "about". Nothing else.
std::optional<NumberRange> parse_whole(std::string_view text);

/// Reads an age in completed years: as parse_whole, months and days as 0 ("6 months", "3 мес"),
/// 0..125.
std::optional<NumberRange> parse_age(std::string_view text);

}  // namespace dalil
