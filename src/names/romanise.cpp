#include "names/romanise.hpp"

#include "dalil/text/unicode.hpp"

namespace dalil::names {
namespace {

void append_letters(std::string& out, std::string_view latin) {
    for (const char c : latin) {
        if (c >= 'a' && c <= 'z') {
            out.push_back(c);
        } else if (c >= 'A' && c <= 'Z') {
            out.push_back(static_cast<char>(c + 32));
        }
    }
}

bool is_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x674;
}

std::string romanise_run(Script script, std::u32string_view run, Accents accents) {
    switch (script) {
        case Script::Latin:
            return romanise_latin(run, accents);
        case Script::Cyrillic:
            return romanise_cyrillic(run);
        case Script::Arabic:
            return romanise_arabic(run);
        case Script::Han:
            return romanise_han(run);
        case Script::None:
            return {};
        default:
            return to_latin(to_utf8(run));
    }
}

}  // namespace

std::string romanise(std::u32string_view word, Accents accents) {
    std::string out;
    for (std::size_t from = 0; from < word.size();) {
        const Script script = script_of(word[from]);
        std::size_t end = from + 1;
        while (end < word.size() && (is_mark(word[end]) || script_of(word[end]) == script)) ++end;
        append_letters(out, romanise_run(script, word.substr(from, end - from), accents));
        from = end;
    }
    return out;
}

namespace {

/// Readings used in transcribed names where a dictionary gives another; empty = as the dictionary.
std::string_view transcription_reading(char32_t c) {
    switch (c) {
        case U'都':
            return "du";
        case U'卜':
            return "bu";
        case U'什':
            return "shi";
        case U'藏':
            return "zang";
        case U'塞':
            return "sai";
        case U'茜':
            return "xi";
        case U'伽':
            return "jia";
        default:
            return {};
    }
}

}  // namespace

std::string romanise_han(std::u32string_view word) {
    std::string out;
    for (const char32_t c : word) {
        const std::string_view special = transcription_reading(c);
        out.append(special.empty() ? han_reading(c) : special);
    }
    return out;
}

}  // namespace dalil::names
