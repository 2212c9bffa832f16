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

/// Consonants whose mark makes another sound in Turkic and Slavic alphabets.
std::string_view sounded_letter(char32_t c) {
    switch (c) {
        case U'ş':
        case U'ș':
        case U'š':
        case U'ś':
            return "sh";
        case U'ç':
        case U'č':
        case U'ć':
        case U'ċ':
            return "ch";
        case U'ž':
        case U'ż':
        case U'ź':
        case U'ǰ':
            return "zh";
        case U'ţ':
        case U'ț':
            return "ts";
        case U'đ':
            return "dj";
        case U'ñ':
            return "n";
        default:
            return {};
    }
}

/// Letters that only Slavic and Baltic spelling has: there j is a glide and ch is kh.
bool is_slavic(std::u32string_view word) {
    return word.find_first_of(U"čćžšđěřůżźś") != std::u32string_view::npos;
}

bool is_plain(char32_t c) {
    return c >= U'a' && c <= U'z';
}

}  // namespace

std::string romanise_latin(std::u32string_view word, Accents accents) {
    std::string out;
    out.reserve(word.size());
    const bool slavic = accents == Accents::Sounded && is_slavic(word);
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        if (is_plain(c)) {
            const bool is_kh = c == U'c' && i + 1 < word.size() && word[i + 1] == U'h';
            if (slavic && c == U'j') {
                out.push_back('y');
            } else if (slavic && is_kh) {
                out.push_back('k');
            } else {
                out.push_back(static_cast<char>(c));
            }
            continue;
        }
        if (c < 0x80) continue;
        std::string_view special;
        if (accents == Accents::Sounded) special = sounded_letter(c);
        if (special.empty()) special = special_letter(c);
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
