#include "names/romanise.hpp"

#include "dalil/text/unicode.hpp"

namespace dalil::names {
namespace {

void append_letters(std::string& out, std::string_view latin) {
    for (const char c : latin) {
        if (c >= 'a' && c <= 'z')
            out.push_back(c);
        else if (c >= 'A' && c <= 'Z')
            out.push_back(static_cast<char>(c + 32));
    }
}

bool is_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x674;
}

std::string romanise_run(Script script, std::u32string_view run) {
    switch (script) {
        case Script::Latin:
            return romanise_latin(run);
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

std::string romanise(std::u32string_view word) {
    std::string out;
    for (std::size_t from = 0; from < word.size();) {
        const Script script = script_of(word[from]);
        std::size_t end = from + 1;
        while (end < word.size() && (is_mark(word[end]) || script_of(word[end]) == script)) ++end;
        append_letters(out, romanise_run(script, word.substr(from, end - from)));
        from = end;
    }
    return out;
}

std::string romanise_han(std::u32string_view word) {
    std::string out;
    for (const char32_t c : word) {
        if (c == U'都')
            out.append("du");
        else if (c == U'卜')
            out.append("bu");
        else
            out.append(han_reading(c));
    }
    return out;
}

}  // namespace dalil::names
