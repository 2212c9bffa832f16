// Arabic script: Uyghur and Kazakh (Tote), which write their vowels, and Arabic and Persian, which
// mostly do not.
#include "names/romanise.hpp"

namespace dalil::names {
namespace {

bool is_written_vowel(char32_t c) {
    return c == U'ا' || c == U'ە' || c == U'و' || c == U'ۇ' || c == U'ى' || c == U'ې' || c == U'ي';
}

/// ۋ closes Uyghur spellings of Russian surnames (-وۋ, -ېۋ) as v; elsewhere at the end it is the
/// glide of a vowel.
bool is_surname_v(std::u32string_view word, std::size_t i) {
    return word[i] == U'ۋ' && i >= 2 && i + 1 == word.size() &&
           (word[i - 1] == U'و' || word[i - 1] == U'ې' || word[i - 1] == U'ە');
}

/// ۆ is the vowel ö in Uyghur, the consonant v in Kazakh: v at the start and beside another vowel.
bool is_kazakh_v(std::u32string_view word, std::size_t i) {
    if (word[i] != U'ۆ') return false;
    return i == 0 || is_written_vowel(word[i - 1]) ||
           (i + 1 < word.size() && is_written_vowel(word[i + 1]));
}

std::string_view shared_letter(char32_t c) {
    switch (c) {
        case U'ا':
        case U'أ':
        case U'آ':
        case U'ٱ':
        case U'ة':
            return "a";
        case U'إ':
            return "i";
        case U'ب':
            return "b";
        case U'پ':
            return "p";
        case U'ت':
            return "t";
        case U'ث':
            return "th";
        case U'ج':
            return "j";
        case U'چ':
            return "ch";
        case U'خ':
            return "kh";
        case U'د':
            return "d";
        case U'ذ':
            return "z";
        case U'ر':
            return "r";
        case U'ز':
            return "z";
        case U'ژ':
            return "zh";
        case U'س':
            return "s";
        case U'ش':
            return "sh";
        case U'ص':
            return "s";
        case U'ض':
            return "d";
        case U'ط':
            return "t";
        case U'ظ':
            return "z";
        case U'غ':
            return "gh";
        case U'ف':
            return "f";
        case U'ق':
            return "q";
        case U'ك':
        case U'ک':
            return "k";
        case U'گ':
            return "g";
        case U'ڭ':
            return "ng";
        case U'ل':
            return "l";
        case U'م':
            return "m";
        case U'ن':
        case U'ں':
            return "n";
        case U'ه':
        case U'ھ':
        case U'ہ':
            return "h";
        case U'ۇ':
            return "u";
        case U'ۆ':
            return "o";
        case U'ۈ':
            return "u";
        case U'ۋ':
            return "w";
        case U'ې':
            return "e";
        case U'ە':
            return "e";
        case U'ٹ':
            return "t";
        case U'ڈ':
            return "d";
        case U'ڑ':
            return "r";
        case U'ے':
            return "e";
        case U'ؤ':
            return "u";
        default:
            return {};
    }
}

std::string_view vowelled_letter(char32_t c) {
    switch (c) {
        case U'و':
            return "o";
        case U'ى':
        case U'ی':
            return "i";
        case U'ي':
            return "y";
        case U'ع':
            return "gh";
        case U'ح':
            return "kh";
        case U'ئ':
            return "";
        default:
            return shared_letter(c);
    }
}

std::string_view unvowelled_letter(char32_t c, bool first) {
    switch (c) {
        case U'و':
            return first ? "w" : "u";
        case U'ى':
            return "a";
        case U'ي':
        case U'ی':
        case U'ئ':
            return first ? "y" : "i";
        case U'ع':
            return "a";
        case U'ح':
            return "h";
        case 0x64E:
            return "a";
        case 0x64F:
            return "u";
        case 0x650:
            return "i";
        default:
            return shared_letter(c);
    }
}

/// ف for v in Russian and Serbian surnames: -وف, -وفا, -فيتش, -فسكي at the end of a long word.
bool is_foreign_v(std::u32string_view word, std::size_t i) {
    constexpr std::size_t kLong = 6;
    if (i == 0 || word[i] != U'ف' || word.size() < kLong) return false;
    const std::u32string_view rest = word.substr(i + 1);
    if (rest == U"يتش" || rest == U"سكي" || rest == U"سكايا") return true;
    return word[i - 1] == U'و' && (rest.empty() || rest == U"ا");
}

}  // namespace

// By letters that only such alphabets have, or by ى before the last place.
bool writes_vowels(std::u32string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        switch (word[i]) {
            case U'ە':
            case U'ې':
            case U'ۆ':
            case U'ۈ':
            case U'ۇ':
            case U'ۋ':
            case U'ڭ':
            case U'ھ':
            case 0x674:
                return true;
            case U'ى':
                if (i + 1 < word.size()) return true;
                break;
            default:
                break;
        }
    }
    // A hamza seat at the start of a word is a Uyghur vowel carrier.
    return !word.empty() && word.front() == U'ئ';
}

std::string romanise_arabic(std::u32string_view word) {
    const bool vowelled = writes_vowels(word);
    if (!vowelled && word.size() >= 5 && word.starts_with(U"ال")) word.remove_prefix(2);
    std::string out;
    out.reserve(word.size() + 4);
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (is_kazakh_v(word, i) || is_surname_v(word, i)) {
            out.push_back('v');
        } else if (vowelled) {
            out.append(vowelled_letter(word[i]));
        } else if (is_foreign_v(word, i)) {
            out.push_back('v');
        } else {
            out.append(unvowelled_letter(word[i], i == 0));
        }
    }
    return out;
}

}  // namespace dalil::names
