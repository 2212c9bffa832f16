// synth/orthography.hpp: how one invented name is written in the alphabet and fashion of a list.
//
//     given_name({names[3], Ending::Jan}, Orthography::Kazakh)      "Серікжан"
//     family_name({stem, true}, Sex::Female, Orthography::Russian)  "Калиева"
//     fathers_name(names[3], Sex::Male, Orthography::Kazakh)        "Серікұлы"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "synth/name_tables.hpp"

namespace dalil::synth {

enum class Orthography : std::uint8_t { Kazakh, Russian, English, Uyghur, Han, Pinyin };
enum class Sex : std::uint8_t { Male, Female };

/// A second element that makes a new name of a common one.
enum class Ending : std::uint8_t { None, Jan, Bek, Gul };

struct GivenName {
    std::uint16_t index = 0;  ///< into male_names() or female_names()
    Ending ending = Ending::None;

    bool operator==(const GivenName&) const = default;
};

struct FamilyName {
    std::uint16_t stem = 0;  ///< into male_names(): the forefather
    bool russified = false;  ///< with -ov, -eva; characters leave it out

    bool operator==(const FamilyName&) const = default;
};

std::string plain(const Spellings& name, Orthography orthography);
std::string given_name(const GivenName& name, Sex sex, Orthography orthography);
std::string family_name(const FamilyName& name, Sex sex, Orthography orthography);
/// The father's name as a patronymic where the list's language has them, else bare.
std::string fathers_name(const GivenName& father, Sex of_whom, Orthography orthography);

/// Uyghur Latin letters (ULY) to Uyghur Arabic script.
std::string uyghur_arabic(std::string_view uly);

}  // namespace dalil::synth
