#include "dalil/names/name.hpp"
#include "names/romanise.hpp"
#include "names/skeleton.hpp"
#include "names/word_lists.hpp"

namespace dalil {
namespace {

bool is_plain_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
    return true;
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

bool has_medial_u(std::string_view latin) {
    for (std::size_t i = 0; i + 1 < latin.size(); ++i) {
        const char next = latin[i + 1];
        if (latin[i] == 'u' && (next == 'a' || next == 'e' || next == 'i' || next == 'o'))
            return true;
    }
    return false;
}

/// Latin letters that are pinyin. Pinyin sounds otherwise than other Latin only in q, x, c, w, -fu
/// and medial u; without them it need not be told apart. Turkic words that happen to divide into
/// its syllables stay Latin.
bool is_pinyin(std::string_view latin) {
    const bool telling = latin.find_first_of("qxcw") != std::string_view::npos ||
                         latin.ends_with("fu") || has_medial_u(latin);
    if (!telling || latin.ends_with("axun")) return false;
    const std::size_t syllables = names::pinyin_syllables(latin);
    const bool turkic_q = syllables > 2 && latin.find('q') != std::string_view::npos;
    return syllables > 0 && !turkic_q;
}

names::Spelling spelling_of(const NameToken& token) {
    switch (token.script) {
        case Script::Han:
            return names::Spelling::Pinyin;
        case Script::Cyrillic:
            return names::Spelling::Cyrillic;
        case Script::Arabic:

            return names::writes_vowels(to_utf32(token.folded)) ? names::Spelling::Vowelled
                                                                : names::Spelling::Unvowelled;
        default:
            return is_pinyin(token.latin) ? names::Spelling::Pinyin : names::Spelling::Latin;
    }
}

NameToken ascii_token(std::string folded) {
    NameToken token;
    token.latin.reserve(folded.size());
    for (const char c : folded) {
        if (is_letter(c)) token.latin.push_back(c);
    }
    token.folded = std::move(folded);
    token.script = token.latin.empty() ? Script::None : Script::Latin;
    token.initial = token.latin.size() == 1;
    return token;
}

NameToken any_token(std::string folded) {
    NameToken token;
    const std::u32string points = to_utf32(folded);
    token.script = dominant_script(folded);
    token.latin = names::romanise(points);
    std::size_t letters = 0;
    for (const char32_t c : points) letters += script_of(c) != Script::None;
    // One Han character or one syllable sign is a whole name.
    token.initial = letters == 1 && token.script != Script::Han && token.script != Script::Kana &&
                    token.script != Script::Hangul;
    token.folded = std::move(folded);
    return token;
}

/// The romanised form in which marks are heard; the same as `latin` but for Latin words with marks.
std::string sounded(const NameToken& token) {
    if (token.script != Script::Latin || is_plain_ascii(token.folded)) return token.latin;
    return names::romanise(to_utf32(token.folded), names::Accents::Sounded);
}

}  // namespace

NameToken name_token(std::string_view word) {
    std::string folded = fold(word);
    while (!folded.empty() && folded.back() == '.') folded.pop_back();
    NameToken token =
        is_plain_ascii(folded) ? ascii_token(std::move(folded)) : any_token(std::move(folded));
    token.skeleton = names::skeleton_of(sounded(token), spelling_of(token));
    return token;
}

std::vector<NameToken> name_tokens(std::string_view name) {
    std::vector<NameToken> out;
    const std::string folded = fold(name);
    for (const std::string& word : words(folded)) {
        NameToken token = name_token(word);
        if (!token.latin.empty() || token.script != Script::None) out.push_back(std::move(token));
    }
    return out;
}

}  // namespace dalil
