// synth/name_tables.hpp: common names and place names, each in the spellings that lists of the
// region use.
//
// The tables are small on purpose: few names carry most people, as in life. Places are generic
// village names (white spring, red ravine) that exist in many countries; districts are made up.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dalil::synth {

/// One name in five spellings. Uyghur Arabic script follows from `uyghur` letter by letter, pinyin
/// from `han`.
struct Spellings {
    std::string_view uyghur;   ///< Uyghur in Latin letters (ULY), lower case
    std::string_view kazakh;   ///< Kazakh Cyrillic
    std::string_view russian;  ///< as the Russian press writes it
    std::string_view english;  ///< as the English press writes it
    std::string_view han;      ///< usual transcription in characters
};

/// Most frequent first.
std::span<const Spellings> male_names();
std::span<const Spellings> female_names();
std::span<const Spellings> villages();
std::span<const Spellings> districts();

/// Reading of a character of the tables, lower case without tone; empty for others.
std::string_view pinyin_of(char32_t character);
/// Another character of the same or nearly the same sound, 0 if none is used.
char32_t han_variant(char32_t character);

}  // namespace dalil::synth
