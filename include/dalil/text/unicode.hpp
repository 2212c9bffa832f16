// text/unicode.hpp: letters of any script. ICU stays behind this header.
//
// Strings are UTF-8 in std::string; kernels work on code points (std::u32string). Ill-formed bytes
// become U+FFFD and never fail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dalil {

std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);
bool is_valid_utf8(std::string_view bytes);

/// The form in which values are compared: NFKC, case-folded, controls and joiners removed, dashes
/// and apostrophes unified, runs of space collapsed, trimmed. Keeps the script and its diacritics.
std::string fold(std::string_view utf8);
/// `fold`, then only letters and digits, words separated by one space.
std::string fold_words(std::string_view utf8);
/// Removes combining marks and maps letters with strokes and dots to their base (é -> e, ł -> l, ı
/// -> i).
std::string strip_marks(std::string_view utf8);
/// Words of a text: maximal runs of letters, marks, digits and inner apostrophes; Han is one word
/// per run.
std::vector<std::string> words(std::string_view utf8);

enum class Script : std::uint8_t {
    None,
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Kana,
    Hangul,
    Greek,
    Hebrew,
    Armenian,
    Georgian,
    Devanagari,
    Other
};
std::string_view script_name(Script script);
Script script_of(char32_t code_point);
/// The script of most letters; None without letters.
Script dominant_script(std::string_view utf8);

/// Generic romanisation by ICU (Any-Latin; Latin-ASCII), lower case. Rule tables of `names` go
/// before it. Any thread may call it; each keeps its own transliterator (some 10 ms and 10 MB on
/// first non-ASCII use).
std::string to_latin(std::string_view utf8);
/// The usual toneless pinyin of one Han character ("ü" as u); empty for any other character. The
/// view stays valid in the calling thread.
std::string_view han_reading(char32_t character);

/// True for scripts written right to left, by the first strong letter.
bool is_right_to_left(std::string_view utf8);
/// Makes control and bidirectional-override characters visible (U+202E -> "⟦202E⟧"), for display.
std::string show_controls(std::string_view utf8);
/// ICU's version, recorded in each run.
std::string icu_version();

}  // namespace dalil
