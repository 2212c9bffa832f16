// plot/code_points.hpp: reads UTF-8 one code point at a time. `plot` stands below `text`, so it has
// its own few lines for escaping and for measuring labels.
#pragma once

#include <cstddef>
#include <string_view>

namespace dalil::plot {

struct CodePoint {
    char32_t value = 0;      ///< U+FFFD if ill-formed
    std::size_t length = 1;  ///< bytes to skip, at least 1
    bool well_formed = true;
};

/// The code point that starts at `at` < utf8.size().
inline CodePoint code_point_at(std::string_view utf8, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return {0xFFFD, 1, false};
    char32_t value = lead & (0xFFu >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
        if (at + k >= utf8.size() || (byte(at + k) & 0xC0) != 0x80) return {0xFFFD, k, false};
        value = value << 6 | (byte(at + k) & 0x3Fu);
    }
    const char32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    const bool legal = value >= least && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    if (!legal) return {0xFFFD, 1, false};
    return {value, length, true};
}

/// Characters that a reader cannot see but that change what is read, or that XML does not allow.
inline bool must_be_shown(char32_t c) {
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
    return (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B ||
           (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE0FFF);
}

}  // namespace dalil::plot
