#include "dalil/text/unicode.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <array>
#include <cstdio>

#include "text/utf8_iteration.hpp"

namespace dalil {

using text::append_code_point;
using text::next_code_point;

namespace {

bool is_letter_or_digit(UChar32 c) {
    if (c >= 0x80) return u_isalnum(c);
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

}  // namespace

std::u32string to_utf32(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) out.push_back(next_code_point(utf8, at));
    return out;
}

std::string to_utf8(std::u32string_view code_points) {
    std::string out;
    out.reserve(code_points.size());
    for (const char32_t c : code_points) append_code_point(out, c);
    return out;
}

bool is_valid_utf8(std::string_view bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    for (std::size_t at = 0; at < bytes.size();) {
        UChar32 c = 0;
        U8_NEXT(data, at, bytes.size(), c);
        if (c < 0) return false;
    }
    return true;
}

std::string_view script_name(Script script) {
    switch (script) {
        case Script::None:
            return "None";
        case Script::Latin:
            return "Latin";
        case Script::Cyrillic:
            return "Cyrillic";
        case Script::Arabic:
            return "Arabic";
        case Script::Han:
            return "Han";
        case Script::Kana:
            return "Kana";
        case Script::Hangul:
            return "Hangul";
        case Script::Greek:
            return "Greek";
        case Script::Hebrew:
            return "Hebrew";
        case Script::Armenian:
            return "Armenian";
        case Script::Georgian:
            return "Georgian";
        case Script::Devanagari:
            return "Devanagari";
        case Script::Other:
            break;
    }
    return "Other";
}

Script script_of(char32_t code_point) {
    if (code_point < 0x80) {
        const char32_t lower = code_point | 0x20;
        return lower >= 'a' && lower <= 'z' ? Script::Latin : Script::None;
    }
    if (code_point >= 0x4E00 && code_point <= 0x9FFF) return Script::Han;
    if (!u_isalpha(static_cast<UChar32>(code_point))) return Script::None;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(code_point), &status)) {
        case USCRIPT_LATIN:
            return Script::Latin;
        case USCRIPT_CYRILLIC:
            return Script::Cyrillic;
        case USCRIPT_ARABIC:
            return Script::Arabic;
        case USCRIPT_HAN:
            return Script::Han;
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
            return Script::Kana;
        case USCRIPT_HANGUL:
            return Script::Hangul;
        case USCRIPT_GREEK:
            return Script::Greek;
        case USCRIPT_HEBREW:
            return Script::Hebrew;
        case USCRIPT_ARMENIAN:
            return Script::Armenian;
        case USCRIPT_GEORGIAN:
            return Script::Georgian;
        case USCRIPT_DEVANAGARI:
            return Script::Devanagari;
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED:
            return Script::None;
        default:
            return Script::Other;
    }
}

Script dominant_script(std::string_view utf8) {
    std::array<std::size_t, 13> letters{};
    for (std::size_t at = 0; at < utf8.size();) {
        ++letters[static_cast<std::size_t>(script_of(next_code_point(utf8, at)))];
    }
    std::size_t best = 0;
    letters[0] = 0;
    for (std::size_t script = 1; script < letters.size(); ++script) {
        if (letters[script] > letters[best]) best = script;
    }
    return static_cast<Script>(best);
}

std::vector<std::string> words(std::string_view utf8) {
    std::vector<std::string> out;
    std::string word;
    std::string apostrophe;  // kept back until a letter follows it
    bool han = false;
    const auto close = [&] {
        if (!word.empty()) out.push_back(std::move(word));
        word.clear();
        apostrophe.clear();
    };
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t from = at;
        const auto c = static_cast<UChar32>(next_code_point(utf8, at));
        const bool mark = c >= 0x300 && (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
        if (is_letter_or_digit(c) || (mark && !word.empty())) {
            const bool is_han = script_of(static_cast<char32_t>(c)) == Script::Han;
            if (!mark && is_han != han && !u_isdigit(c)) {
                close();
                han = is_han;
            }
            word += apostrophe;
            apostrophe.clear();
            word.append(utf8.substr(from, at - from));
        } else if ((c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x2018) &&
                   !word.empty() && apostrophe.empty()) {
            apostrophe.assign(utf8.substr(from, at - from));
        } else {
            close();
        }
    }
    close();
    return out;
}

bool is_right_to_left(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        const UCharDirection direction =
            u_charDirection(static_cast<UChar32>(next_code_point(utf8, at)));
        if (direction == U_LEFT_TO_RIGHT) return false;
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
    }
    return false;
}

std::string show_controls(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        const std::int8_t category = u_charType(static_cast<UChar32>(c));
        // ZWNJ and ZWJ are ordinary spelling in Persian, Uyghur and Indic scripts.
        const bool hidden =
            category == U_CONTROL_CHAR || (category == U_FORMAT_CHAR && c != 0x200C && c != 0x200D);
        if (!hidden) {
            append_code_point(out, c);
            continue;
        }
        char digits[16];
        std::snprintf(digits, sizeof digits, "%04X", static_cast<unsigned>(c));
        out.append("⟦").append(digits).append("⟧");
    }
    return out;
}

std::string icu_version() {
    UVersionInfo version;
    u_getVersion(version);
    char digits[U_MAX_VERSION_STRING_LENGTH];
    u_versionToString(version, digits);
    return digits;
}

}  // namespace dalil
