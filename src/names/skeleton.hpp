// names/skeleton.hpp: the sound skeleton of a romanised word: classes of consonants in order,
// vowels left out.
//
// Two spellings of one name should have the same skeleton, whatever their scripts;
// docs/methods/names.md lists the classes, the contexts and what they cost.
#pragma once

#include <string>
#include <string_view>

namespace dalil::names {

/// How the Latin letters came about, where that changes what they stand for.
enum class Spelling {
    Latin,       ///< as written: x, j, w depend on their neighbours
    Cyrillic,    ///< by our rules: u between vowels is a glide
    Vowelled,    ///< by our rules from Uyghur or Tote
    Unvowelled,  ///< by our rules from Arabic or Persian: neighbours may have a vowel between them
    Pinyin,      ///< Han or its pinyin: q and x are sibilants, fu may end a Russian surname
};

/// `latin` is a-z only. Empty only for an empty word; a word without consonants keeps its first
/// letter.
std::string skeleton_of(std::string_view latin, Spelling spelling);

}  // namespace dalil::names
