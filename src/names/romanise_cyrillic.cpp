// Cyrillic of Russian, Kazakh, Uyghur, Kyrgyz, Uzbek, Tajik, Tatar, Ukrainian, Belarusian, Serbian
// and Macedonian.
#include <array>

#include "names/romanise.hpp"

namespace dalil::names {
namespace {

/// а (U+0430) to џ (U+045F).
constexpr std::array<std::string_view, 48> kBasic = {
    "a",  "b",    "v",  "g",  "d",  "e",  "zh", "z",   // а-з
    "i",  "y",    "k",  "l",  "m",  "n",  "o",  "p",   // и-п
    "r",  "s",    "t",  "u",  "f",  "kh", "ts", "ch",  // р-ч
    "sh", "shch", "",   "y",  "",   "e",  "yu", "ya",  // ш-я
    "e",  "e",    "dj", "gj", "ye", "dz", "i",  "yi",  // ѐ ё ђ ѓ є ѕ і ї
    "y",  "lj",   "nj", "c",  "kj", "i",  "u",  "dz",  // ј љ њ ћ ќ ѝ ў џ
};

std::string_view other_letter(char32_t c) {
    switch (c) {
        case U'ә':
            return "a";
        case U'ғ':
            return "g";
        case U'ґ':
            return "g";
        case U'җ':
            return "j";
        case U'қ':
            return "q";
        case U'ҡ':
            return "q";
        case U'ң':
            return "ng";
        case U'ҥ':
            return "ng";
        case U'ӊ':
            return "ng";
        case U'ө':
            return "o";
        case U'ұ':
            return "u";
        case U'ү':
            return "u";
        case U'һ':
            return "h";
        case U'ҳ':
            return "h";
        case U'ҷ':
            return "j";
        case U'ҙ':
            return "z";
        case U'ҫ':
            return "s";
        case U'ӣ':
            return "i";
        case U'ӯ':
            return "u";
        case U'ӯ' + 1:
            return "u";
        default:
            return {};
    }
}

}  // namespace

std::string romanise_cyrillic(std::u32string_view word) {
    std::string out;
    out.reserve(word.size() + 4);
    for (const char32_t c : word) {
        if (c >= 0x430 && c <= 0x45F) {
            out.append(kBasic[c - 0x430]);
        } else {
            out.append(other_letter(c));
        }
    }
    return out;
}

}  // namespace dalil::names
