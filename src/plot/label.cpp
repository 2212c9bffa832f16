#include "dalil/plot/label.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include "plot/code_points.hpp"

namespace dalil::plot {

namespace {

constexpr double kMargin = 1.04;  // other fonts are wider than Noto Sans
constexpr double kBold = 1.07;

// Advance widths of Noto Sans for U+0020 to U+007E, in thousandths of the font size.
constexpr std::array<std::uint16_t, 95> kAscii = {
    260, 268, 408, 646, 572, 831, 730, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556,
    519, 728, 741, 339, 273, 619, 524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586,
    566, 572, 329, 372, 329, 572, 444, 281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534,
    258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572};

bool is_zero_width(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
           (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F);
}

double advance(char32_t c) {
    if (c >= 0x20 && c <= 0x7E) return kAscii[c - 0x20] / 1000.0;
    if (must_be_shown(c)) return c > 0xFFFF ? 4.3 : 3.7;  // "⟦202E⟧"
    if (is_zero_width(c)) return 0;
    if (c == 0x2026) return 0.82;                                // …
    if (c == 0x202F || c == 0x2009 || c == 0x2019) return 0.25;  // thin spaces, ’
    if (c == 0x2013 || c == 0x2212) return 0.57;                 // –, minus
    if (c >= 0x400 && c <= 0x42F) return 0.74;                   // Cyrillic capitals
    if (c >= 0x430 && c <= 0x52F) return 0.66;
    if (c >= 0x590 && c <= 0x8FF) return 0.62;  // Hebrew, Arabic
    if (c >= 0xFB50 && c <= 0xFEFC) return 0.7;
    if (c >= 0x1100 &&
        (c <= 0x11FF || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F000)) {
        return 1.0;  // Han, kana, Hangul, emoji
    }
    return c < 0x250 ? 0.62 : 0.75;
}

struct Piece {
    std::size_t start;
    double width;
    bool joins;  ///< belongs to the character before it
};

std::vector<Piece> pieces_of(std::string_view utf8) {
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint next = code_point_at(utf8, at);
        pieces.push_back(
            {at, advance(next.value), is_zero_width(next.value) && !must_be_shown(next.value)});
        at += next.length;
    }
    return pieces;
}

double scale_of(double font_size, bool bold) {
    return font_size * kMargin * (bold ? kBold : 1.0);
}

}  // namespace

double text_width(std::string_view utf8, double font_size, bool bold) {
    double width = 0;
    for (const Piece& piece : pieces_of(utf8)) width += piece.width;
    return width * scale_of(font_size, bold);
}

std::string fit_text(std::string_view utf8, double font_size, double room, bool bold) {
    if (text_width(utf8, font_size, bold) <= room) return std::string(utf8);
    const std::vector<Piece> pieces = pieces_of(utf8);
    double left = room / scale_of(font_size, bold) - advance(0x2026);
    const double for_end = left * 0.4;
    std::size_t tail = pieces.size();
    double used = 0;
    while (tail > 1 && used + pieces[tail - 1].width <= for_end) used += pieces[--tail].width;
    while (tail < pieces.size() && pieces[tail].joins) used -= pieces[tail++].width;
    left -= used;
    std::size_t head = 0;
    for (double taken = 0; head < tail && taken + pieces[head].width <= left; ++head) {
        taken += pieces[head].width;
    }
    const std::size_t head_end = head < pieces.size() ? pieces[head].start : utf8.size();
    const std::size_t tail_start = tail < pieces.size() ? pieces[tail].start : utf8.size();
    return std::string(utf8.substr(0, head_end)) + "…" + std::string(utf8.substr(tail_start));
}

}  // namespace dalil::plot
