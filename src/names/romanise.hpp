// names/romanise.hpp: one folded word of one script to Latin letters a-z, by the rules of its
// script.
//
// The tables and where they come from are in docs/methods/names.md. Input is folded
// (text/unicode.hpp), so lower case and compatibility forms (Arabic presentation forms, full width)
// are already gone.
#pragma once

#include <string>
#include <string_view>

namespace dalil::names {

/// What becomes of letters with marks: their base, as lists write that drop accents (çelik ->
/// celik), or the letters that spell their sound (chelik).
enum class Accents { Dropped, Sounded };

std::string romanise_latin(std::u32string_view word, Accents accents);
std::string romanise_cyrillic(std::u32string_view word);
/// Uyghur and Kazakh (Tote) spelling write their vowels; Arabic and Persian mostly do not.
std::string romanise_arabic(std::u32string_view word);
bool writes_vowels(std::u32string_view word);
/// Toneless pinyin, joined, with the readings used in transcribed names (都 du).
std::string romanise_han(std::u32string_view word);

/// Any word: runs of the scripts above by their rules, everything else by ICU; only a-z is kept.
std::string romanise(std::u32string_view word, Accents accents = Accents::Dropped);

}  // namespace dalil::names
