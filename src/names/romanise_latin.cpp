// Latin letters with marks. Accents are dropped, because lists drop them; letters that stand for
// another sound than their base (ə, ƣ of older Turkic alphabets) get that sound.
#include "dalil/text/unicode.hpp"
#include "names/romanise.hpp"

namespace dalil::names {
namespace {

std::string_view special_letter(char32_t c) {
    switch (c) {
        case U'ə':
            return "e";
        case U'ƣ':
            return "gh";
        case U'ⱨ':
            return "h";
        case U'ⱪ':
            return "q";
        case U'ⱬ':
            return "zh";
        case U'ɵ':
            return "o";
        case U'ñ':
            return "n";
        case U'ŋ':
            return "ng";
        case U'ä':
            return "a";
        case U'å':
            return "a";
        default:
            return {};
    }
}

bool is_plain(char32_t c) {
    return c >= U'a' && c <= U'z';
}

}  // namespace

std::string romanise_latin(std::u32string_view word) {
    std::string out;
    out.reserve(word.size());
    for (const char32_t c : word) {
        if (is_plain(c)) {
            out.push_back(static_cast<char>(c));
            continue;
        }
        if (c < 0x80) continue;
        const std::string_view special = special_letter(c);
        if (!special.empty()) {
            out.append(special);
            continue;
        }
        const std::u32string_view one(&c, 1);
        const std::string stripped = strip_marks(to_utf8(one));
        bool found = false;
        for (const char letter : stripped) {
            if (letter >= 'a' && letter <= 'z') {
                out.push_back(letter);
                found = true;
            }
        }
        if (!found && script_of(c) == Script::Latin) out.append(to_latin(to_utf8(one)));
    }
    return out;
}

}  // namespace dalil::names
