// io/number_format.hpp: what a cell's number format says about its value: is it a date, how much of
// it is shown, does an identifier have leading zeros that the number alone has lost.
//
//     parse_number_format("dd.mm.yyyy").is_date();
//     zero_filled("42", parse_number_format("00000")) == "00042";
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dalil::io {

struct NumberFormat {
    bool year = false, month = false, day = false, time = false;
    bool elapsed = false;  ///< [h]:mm, a duration
    bool by_value =
        false;  ///< a date of some kind; the value says which (formats that differ by language)
    std::string
        zeros;  ///< "000-00-00": digits at zeros, the rest as it stands; empty if there is none

    bool is_date() const { return year || month || day || time || elapsed || by_value; }
};

/// Formats that a file refers to by number only (ECMA-376 part 1, 18.8.30).
NumberFormat builtin_number_format(std::uint32_t id);
NumberFormat parse_number_format(std::string_view code);

/// Digits laid into the zeros of a format; extra digits stay in front.
std::string zero_filled(std::string_view digits, const NumberFormat& format);

}  // namespace dalil::io
