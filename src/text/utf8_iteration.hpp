// text/utf8_iteration.hpp: code points of UTF-8 text, one at a time. Ill-formed bytes read as
// U+FFFD.
#pragma once

#include <unicode/utf8.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace dalil::text {

constexpr char32_t kReplacement = 0xFFFD;

/// Reads the code point at `at` and moves `at` behind it.
inline char32_t next_code_point(std::string_view utf8, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    UChar32 c = 0;
    U8_NEXT(bytes, at, utf8.size(), c);
    return c < 0 ? kReplacement : static_cast<char32_t>(c);
}

/// Appends one code point; surrogates and values beyond Unicode become U+FFFD.
inline void append_code_point(std::string& out, char32_t c) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
        return;
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
    std::uint8_t buffer[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, c);
    out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

inline bool is_ascii(std::string_view utf8) {
    unsigned char any = 0;
    for (const char c : utf8) any |= static_cast<unsigned char>(c);
    return any < 0x80;
}

}  // namespace dalil::text
