// names/name.hpp: personal names, first version: what makes names of several scripts comparable.
//
// Every word is romanised by rules of its script (Latin, Cyrillic, Arabic script, Han; the rest by
// ICU), then reduced to a skeleton: consonant classes in order, without vowels and h, one class for
// all sibilants, one for l and r. Equal skeletons are the first key across scripts;
// docs/methods/names.md says how often it finds the same name, and how often a different one.
//
//     NameToken t = name_token("Абдурахман");   // t.latin "abdurakhman", t.skeleton "ptlmn"
//     name_token("阿不都热合曼").skeleton         // "ptlmn"
//     NameParts p = split_full_name("Smith, John Jr.", NameOrder::Unknown);
//
// All functions may be called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/text/unicode.hpp"

namespace dalil {

/// One word of a name in the forms that comparison needs.
struct NameToken {
    std::string folded;    ///< as written, folded, own script
    std::string latin;     ///< romanised, lower case, a-z only
    std::string skeleton;  ///< sound skeleton of `latin`; never empty for a token with letters
    Script script = Script::None;
    bool initial = false;  ///< a single letter, with or without a full stop

    bool operator==(const NameToken&) const = default;
};

NameToken name_token(std::string_view word);
/// All words of a name field (a given name may have several).
std::vector<NameToken> name_tokens(std::string_view name);

/// A full name taken apart. Parts are folded; several given names stay in one string, in order.
struct NameParts {
    std::string given, middle, family, father, suffix;
    std::string alias;  ///< nicknames in quotes, "aka", "alias", in brackets
};

/// How full names of one list are built, found from the whole list.
enum class NameOrder : std::uint8_t {
    Unknown,
    GivenFamily,
    FamilyGiven,
    GivenFather,  ///< the second word is the father's name and goes to `father`
};

/// Takes a full name apart: commas, quotes, brackets, "aka", suffixes (Jr, III), particles (bin, de
/// la, oghli, uly, qizi), patronymics (-ovich, -uly, -qyzy), Han family names. A father's name goes
/// to `father` only where the name says so (bin, uly, -ovich) or the order is GivenFather: the bare
/// second word of "Memet Tursun" or 买买提·吐尔逊 is the last name in most lists, and goes to
/// `family` here too, so that lists meet in one field.
NameParts split_full_name(std::string_view full, NameOrder order);
/// The order of full names of a list, from its values and, if other lists have them apart, the
/// given and family names seen there. GivenFather only where patronymics are marked as such.
NameOrder infer_name_order(const std::vector<std::string_view>& full_names,
                           const std::vector<std::string_view>& known_given,
                           const std::vector<std::string_view>& known_family);

/// "Unknown", "name withheld by police", "N.N.", "неизвестный", "不详", ...: not a name.
bool is_placeholder_name(std::string_view name);

/// "Sir", "Mrs.", "5th bt.", "Baronet": nothing but titles, ordinals and marks of a generation.
/// Words that are also names ("Baron", "Prince") are none.
bool is_only_titles(std::string_view name);

/// Whether two romanised given names are a full form and its short form, or two short forms of one
/// name ("bill" and "william", "sasha" and "aleksandr"). Symmetric; false for equal names.
bool nickname_pair(std::string_view latin_a, std::string_view latin_b);
/// The full and short forms that go with a romanised given name, without itself; sorted.
std::vector<std::string> nickname_forms(std::string_view latin);

/// Whether names in two scripts can be compared well enough to count people: the rules must reach
/// at least 85 % of true pairs of full names, as measured (docs/methods/names.md). Scripts without
/// figures are not comparable. False means: links between them may be missed, the count is an upper
/// bound.
bool scripts_comparable(Script a, Script b);

}  // namespace dalil
