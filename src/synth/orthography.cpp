#include "synth/orthography.hpp"

#include <array>

#include "dalil/text/unicode.hpp"

namespace dalil::synth {

namespace {

struct LetterPair {
    std::string_view latin, arabic;
};

/// Two-letter sounds first.
constexpr std::array<LetterPair, 35> kUyghurLetters{
    {{"ng", "ڭ"}, {"gh", "غ"}, {"ch", "چ"}, {"sh", "ش"}, {"zh", "ژ"}, {"a", "ا"}, {"e", "ە"},
     {"b", "ب"},  {"p", "پ"},  {"t", "ت"},  {"j", "ج"},  {"x", "خ"},  {"d", "د"}, {"r", "ر"},
     {"z", "ز"},  {"s", "س"},  {"f", "ف"},  {"q", "ق"},  {"k", "ك"},  {"g", "گ"}, {"l", "ل"},
     {"m", "م"},  {"n", "ن"},  {"ñ", "ڭ"},  {"h", "ھ"},  {"o", "و"},  {"u", "ۇ"}, {"ö", "ۆ"},
     {"ü", "ۈ"},  {"w", "ۋ"},  {"v", "ۋ"},  {"é", "ې"},  {"i", "ى"},  {"y", "ي"}, {"c", "چ"}}};

bool is_uyghur_vowel(std::string_view latin) {
    for (const std::string_view vowel : {"a", "e", "o", "u", "ö", "ü", "é", "i"})
        if (latin == vowel) return true;
    return false;
}

std::string capitalised(std::string_view word) {
    std::u32string letters = to_utf32(word);
    if (!letters.empty() && letters[0] >= U'a' && letters[0] <= U'z') letters[0] -= 32;
    return to_utf8(letters);
}

std::string pinyin(std::string_view han) {
    std::string out;
    for (const char32_t character : to_utf32(han)) out += pinyin_of(character);
    return capitalised(out);
}

/// The same sense in each column, for endings.
struct Element {
    std::string_view uyghur, kazakh, russian, english, han;
};

std::string_view pick(const Element& e, Orthography orthography) {
    switch (orthography) {
        case Orthography::Kazakh:
            return e.kazakh;
        case Orthography::Russian:
            return e.russian;
        case Orthography::English:
            return e.english;
        case Orthography::Uyghur:
            return e.uyghur;
        case Orthography::Han:
        case Orthography::Pinyin:
            return e.han;
    }
    return {};
}

Element element(Ending ending) {
    switch (ending) {
        case Ending::Jan:
            return {"jan", "жан", "жан", "zhan", "江"};
        case Ending::Bek:
            return {"bek", "бек", "бек", "bek", "别克"};
        case Ending::Gul:
            return {"gül", "гүл", "гуль", "gul", "古丽"};
        case Ending::None:
            break;
    }
    return {};
}

Element columns(const Spellings& s) {
    return {s.uyghur, s.kazakh, s.russian, s.english, s.han};
}

std::string finish(std::string text, Orthography orthography) {
    if (orthography == Orthography::Uyghur) return uyghur_arabic(text);
    if (orthography == Orthography::Pinyin) return pinyin(text);
    return text;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
    for (const std::string_view ending : endings)
        if (text.ends_with(ending)) return true;
    return false;
}

void drop(std::string& text, std::string_view ending) {
    if (text.ends_with(ending)) text.resize(text.size() - ending.size());
}

enum class Stem : std::uint8_t { Hard, Soft };  // -ov or -ev

/// Russian rules: -ev after vowels, after й (which goes) and after ж, ш; else -ov.
Stem stem_kind(const Spellings& stem) {
    return ends_with_any(stem.russian, {"а", "я", "и", "ы", "й", "ж", "ш", "у"}) ? Stem::Soft
                                                                                 : Stem::Hard;
}

std::string russified(const Spellings& stem, Sex sex, Orthography orthography) {
    std::string text(pick(columns(stem), orthography));
    const bool soft = stem_kind(stem) == Stem::Soft;
    const bool woman = sex == Sex::Female;
    switch (orthography) {
        case Orthography::Kazakh:
        case Orthography::Russian:
            drop(text, "й");
            text += soft ? "ев" : "ов";
            if (woman) text += "а";
            break;
        case Orthography::English:
            if (ends_with_any(stem.russian, {"й"})) drop(text, "i");
            text += soft ? "ev" : "ov";
            if (woman) text += "a";
            break;
        case Orthography::Uyghur:
            text += soft ? "éw" : "ow";
            if (woman) text += "a";
            break;
        case Orthography::Han:
        case Orthography::Pinyin:
            break;
    }
    return text;
}

std::string russian_patronymic(std::string name, Sex sex) {
    const bool woman = sex == Sex::Female;
    if (name.ends_with("й")) {
        drop(name, "й");
        return name + (woman ? "евна" : "евич");
    }
    if (ends_with_any(name, {"а", "я", "и", "ы"})) return name + (woman ? "евна" : "евич");
    return name + (woman ? "овна" : "ович");
}

}  // namespace

std::string uyghur_arabic(std::string_view uly) {
    std::string out;
    bool after_consonant = false;
    while (!uly.empty()) {
        const LetterPair* match = nullptr;
        for (const LetterPair& pair : kUyghurLetters)
            if (match == nullptr && uly.starts_with(pair.latin)) match = &pair;
        if (match == nullptr) {
            uly.remove_prefix(1);
            continue;
        }
        const bool vowel = is_uyghur_vowel(match->latin);
        // A vowel that opens a syllable sits on a hamza.
        if (vowel && !after_consonant) out += "ئ";
        out += match->arabic;
        after_consonant = !vowel;
        uly.remove_prefix(match->latin.size());
    }
    return out;
}

std::string plain(const Spellings& name, Orthography orthography) {
    return finish(std::string(pick(columns(name), orthography)), orthography);
}

std::string given_name(const GivenName& name, Sex sex, Orthography orthography) {
    const Spellings& base = (sex == Sex::Male ? male_names() : female_names())[name.index];
    std::string text(pick(columns(base), orthography));
    text += pick(element(name.ending), orthography);
    return finish(std::move(text), orthography);
}

std::string family_name(const FamilyName& name, Sex sex, Orthography orthography) {
    const Spellings& stem = male_names()[name.stem];
    if (!name.russified) return plain(stem, orthography);
    return finish(russified(stem, sex, orthography), orthography);
}

std::string fathers_name(const GivenName& father, Sex of_whom, Orthography orthography) {
    std::string name = given_name(father, Sex::Male, orthography);
    const bool woman = of_whom == Sex::Female;
    switch (orthography) {
        case Orthography::Kazakh:
            return name + (woman ? "қызы" : "ұлы");
        case Orthography::Russian:
            return russian_patronymic(std::move(name), of_whom);
        case Orthography::English:
            return name + (woman ? "kyzy" : "uly");
        default:
            return name;
    }
}

}  // namespace dalil::synth
