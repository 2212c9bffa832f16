// text/encoding_letters.hpp: which 8-bit encoding makes the likeliest letters of some bytes.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace dalil::text {

/// What the upper half of an 8-bit encoding means; 0 where a byte has no meaning.
using UpperHalf = std::array<char32_t, 128>;

/// By the name of the encoding. Fails only if ICU lacks the converter, which is our own bug.
UpperHalf upper_half(const std::string& encoding);

/// The likeliest of the 8-bit encodings and GB18030 for bytes that are not UTF-8.
std::string likeliest_encoding(std::string_view bytes);

}  // namespace dalil::text
