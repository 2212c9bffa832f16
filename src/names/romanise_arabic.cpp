// Arabic script: Uyghur and Kazakh (Tote), which write their vowels, and Arabic and Persian, which
// mostly do not.
#include "names/romanise.hpp"

namespace dalil::names {
namespace {

/// Letters that only the alphabets with written vowels use.
bool writes_vowels(std::u32string_view word) {
    for (const char32_t c : word) {
        switch (c) {
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
            default:
                break;
        }
    }
    // A hamza seat at the start of a word is a Uyghur vowel carrier.
    return !word.empty() && word.front() == U'ئ';
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

}  // namespace

std::string romanise_arabic(std::u32string_view word) {
    const bool vowelled = writes_vowels(word);
    std::string out;
    out.reserve(word.size() + 4);
    for (std::size_t i = 0; i < word.size(); ++i) {
        out.append(vowelled ? vowelled_letter(word[i]) : unvowelled_letter(word[i], i == 0));
    }
    return out;
}

}  // namespace dalil::names
