// names/word_lists.hpp: small closed classes of words in names: titles, suffixes, particles,
// patronymic affixes, Chinese family names. Words are folded (text/unicode.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dalil::names {

bool is_title(std::string_view word);              ///< mr, dr, sir, capt, господин
bool is_generation_suffix(std::string_view word);  ///< jr, sr, ii, iii, phd
bool is_rank_word(std::string_view word);   ///< baron, earl, duke: begins a suffix after an ordinal
bool is_plain_rank(std::string_view word);  ///< baronet, viscount: a rank that is no name
bool is_ordinal(std::string_view word);     ///< 1st, 2nd, 3rd, 14th
bool is_family_particle(
    std::string_view word);                ///< van, de, la, al: goes with the family name behind it
bool is_child_of(std::string_view word);   ///< bin, ibn, bint, бен, بن: the father's name follows
bool is_parent_of(std::string_view word);  ///< abu, abi, umm: one name with the word behind it
bool is_patronymic_word(
    std::string_view word);  ///< uly, qyzy, oghli: the father's name stands before it
bool is_alias_word(std::string_view word);  ///< aka, alias, nee

/// Whether a phrase for "not known" may be among these folded words: a quick look before
/// is_placeholder_name.
bool may_hold_placeholder(std::string_view folded_words);

/// The father's name inside a joined patronymic: "сабитович" -> "сабит", "дарханұлы" -> "дархан".
std::optional<std::string> patronymic_stem(std::string_view word);
/// Patronymics that are never family names (-ovna, -uly, -qyzy, not -ovich).
bool is_certain_patronymic(std::string_view word);

/// How many characters at the start of a Han name are a Chinese family name: 0, 1 or 2.
std::size_t han_family_length(std::u32string_view name);
/// Where a transcribed Han name without a dot divides into two names: characters in the first, 0 =
/// it does not.
std::size_t han_cut(std::u32string_view name);
/// A transcribed given name of the list that `han_cut` knows, with or without a common ending.
bool is_han_given(std::u32string_view name);
/// A Chinese family name in toneless pinyin.
bool is_pinyin_family(std::string_view latin);
/// Splits into pinyin syllables without rest; empty if that is impossible. Prefers fewer syllables.
std::size_t pinyin_syllables(std::string_view latin);

}  // namespace dalil::names
