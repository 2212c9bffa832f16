// Romanisation by ICU. Transliterators are costly to make and not safe to share: each thread has
// its own.
#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <memory>
#include <unordered_map>

#include "dalil/base/result.hpp"
#include "dalil/text/unicode.hpp"
#include "text/utf8_iteration.hpp"

namespace dalil {
namespace {

using text::is_ascii;

icu::Transliterator& any_latin() {
    thread_local const std::unique_ptr<icu::Transliterator> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        ENSURE(U_SUCCESS(status) && made != nullptr, "ICU transliteration data is missing");
        return made;
    }();
    return *instance;
}

std::string transliterated(std::string_view utf8) {
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    any_latin().transliterate(text);
    std::string out;
    text.toUTF8String(out);
    return out;
}

}  // namespace

std::string to_latin(std::string_view utf8) {
    if (!is_ascii(utf8)) return transliterated(utf8);
    std::string out(utf8);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

std::string_view han_reading(char32_t character) {
    // A list uses a few thousand characters, so each is asked of ICU once per thread.
    thread_local std::unordered_map<char32_t, std::string> known;
    const auto found = known.find(character);
    if (found != known.end()) return found->second;
    std::string reading;
    if (script_of(character) == Script::Han) {
        for (const char c : transliterated(to_utf8(std::u32string_view(&character, 1)))) {
            if (c >= 'a' && c <= 'z') reading.push_back(c);
        }
    }
    return known.emplace(character, std::move(reading)).first->second;
}

}  // namespace dalil
