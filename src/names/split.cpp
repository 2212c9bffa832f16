// Taking a full name apart: aliases first, then commas, then titles and suffixes, then the order of
// the rest.
#include <algorithm>

#include "dalil/names/name.hpp"
#include "names/alias.hpp"
#include "names/word_lists.hpp"

namespace dalil {
namespace {

using names::append_word;
using names::joined;
using names::split_spaces;
using names::Tokens;

/// Takes titles from the front, and generations, degrees and peerages from the back, to `suffix`.
void take_titles(Tokens& tokens, std::string& suffix) {
    std::size_t front = 0;
    // A lone title word may be a name ("Major", "Don"): two words must be left, or the title is
    // dotted.
    while (front < tokens.size() && names::is_title(tokens[front]) &&
           (tokens.size() - front > 2 ||
            (tokens.size() - front > 1 && tokens[front].back() == '.') ||
            (tokens.size() - front > 1 && tokens[front].size() <= 3))) {
        ++front;
    }
    std::size_t end = tokens.size();
    for (std::size_t i = front + 1; i + 1 < end; ++i) {
        const bool peerage = names::is_rank_word(tokens[i + 1]) || tokens[i + 1] == "of";
        if (names::is_ordinal(tokens[i]) && peerage) end = i;
    }
    while (end > front + 1 && names::is_generation_suffix(tokens[end - 1])) {
        // "Oscar Junior": written out beside a single word it is the family name.
        const bool word = tokens[end - 1] == "junior" || tokens[end - 1] == "senior";
        if (word && end == front + 2) break;
        --end;
    }
    append_word(suffix,
                joined(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(front)));
    append_word(suffix, joined(tokens.begin() + static_cast<std::ptrdiff_t>(end), tokens.end()));
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(end), tokens.end());
    tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(front));
}

/// Where the father's name stood; what it says about the order of the rest.
enum class FatherPlace { None, Inside, AtEnd, AfterBin };

/// "A bin B", "B uly", "Bovich", "Buly": moves the father's name out.
FatherPlace take_father(Tokens& tokens, std::string& father, Script script) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (!names::is_child_of(tokens[i])) continue;
        const bool kunya =
            names::is_parent_of(tokens[i + 1]) && i + 2 < tokens.size();  // "bin Abi Talib"
        const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(i);
        const auto end = from + (kunya ? 3 : 2);
        father = joined(from + 1, end);
        tokens.erase(from, end);
        return FatherPlace::AfterBin;
    }
    for (std::size_t i = 2; i < tokens.size(); ++i) {
        if (!names::is_patronymic_word(tokens[i])) continue;
        father = tokens[i - 1];
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) - 1,
                     tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        return i - 1 == tokens.size() ? FatherPlace::AtEnd : FatherPlace::Inside;
    }
    for (std::size_t i = tokens.size(); i-- > 1;) {
        const bool certain = names::is_certain_patronymic(tokens[i]);
        // -ovich also ends family names: as the last of two, and in Latin at the end, it is one.
        if (!certain && (tokens.size() < 3 || (script == Script::Latin && i + 1 == tokens.size())))
            continue;
        const auto stem = names::patronymic_stem(tokens[i]);
        if (!stem) continue;
        father = *stem;
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i));
        return i == tokens.size() ? FatherPlace::AtEnd : FatherPlace::Inside;
    }
    return FatherPlace::None;
}

bool is_chinese_in_pinyin(const Tokens& tokens) {
    if (tokens.size() < 2 || tokens.size() > 3 || !names::is_pinyin_family(tokens.front()))
        return false;
    std::size_t syllables = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        std::string letters;
        for (const char c : tokens[i]) {
            if (c != '-' && c != '\'') letters.push_back(c);
        }
        const std::size_t found = names::pinyin_syllables(letters);
        if (found == 0) return false;
        syllables += found;
    }
    return syllables <= 2 && (syllables == 2 || !names::is_pinyin_family(tokens.back()));
}

/// The family name at the end, with the particles before it.
void take_last_as_family(const Tokens& tokens, NameParts& parts) {
    std::size_t family = tokens.size() - 1;
    while (family > 1 && names::is_family_particle(tokens[family - 1])) --family;
    const auto at = tokens.begin() + static_cast<std::ptrdiff_t>(family);
    parts.family = joined(at, tokens.end());
    parts.given = tokens.front();
    parts.middle = joined(tokens.begin() + 1, at);
}

/// The family name in front, with its particles.
void take_first_as_family(const Tokens& tokens, NameParts& parts, bool rest_is_given) {
    std::size_t end = 1;
    while (end + 1 < tokens.size() && names::is_family_particle(tokens[end - 1])) ++end;
    const auto at = tokens.begin() + static_cast<std::ptrdiff_t>(end);
    parts.family = joined(tokens.begin(), at);
    if (at == tokens.end()) return;
    parts.given = rest_is_given ? joined(at, tokens.end()) : *at;
    if (!rest_is_given) parts.middle = joined(at + 1, tokens.end());
}

void take_given_father(const Tokens& tokens, NameParts& parts) {
    parts.given = tokens.front();
    if (tokens.size() == 1) return;
    if (parts.father.empty()) {
        parts.father = tokens[1];
        parts.family = joined(tokens.begin() + 2, tokens.end());
    } else {
        parts.family = joined(tokens.begin() + 1, tokens.end());
    }
}

/// Dots separate the words of transcribed names, own name first; a Chinese family name may stand
/// apart in front.
void place_han_words(const Tokens& tokens, NameOrder order, NameParts& parts) {
    const std::u32string first = to_utf32(tokens.front());
    const bool family_first =
        names::han_family_length(first) == first.size() && order != NameOrder::GivenFamily;
    if (family_first) {
        take_first_as_family(tokens, parts, true);
    } else if (order == NameOrder::GivenFather) {
        take_given_father(tokens, parts);
    } else {
        take_last_as_family(tokens, parts);
    }
}

/// Han without a dot: a Chinese name if it begins with a family name and is short, else one or two
/// transcribed names.
void place_han(const Tokens& tokens, NameOrder order, NameParts& parts) {
    if (tokens.size() > 1) {
        place_han_words(tokens, order, parts);
        return;
    }
    const std::u32string whole = to_utf32(tokens.front());
    const std::u32string_view name = whole;
    const std::size_t family = names::han_family_length(name), cut = names::han_cut(name);
    const bool transcribed = order != NameOrder::FamilyGiven && names::is_han_given(name);
    if (cut > 0) {
        place_han_words({to_utf8(name.substr(0, cut)), to_utf8(name.substr(cut))}, order, parts);
    } else if (family > 0 && !transcribed && name.size() > family && name.size() <= family + 2) {
        parts.family = to_utf8(name.substr(0, family));
        parts.given = to_utf8(name.substr(family));
    } else {
        parts.given = tokens.front();
    }
}

void place(Tokens tokens, NameOrder order, NameParts& parts) {
    const Script script = dominant_script(joined(tokens));
    if (script == Script::Han) {
        place_han(tokens, order, parts);
        return;
    }
    if (tokens.size() == 1) {
        parts.given = tokens.front();
        return;
    }
    const FatherPlace at = take_father(tokens, parts.father, script);
    if (tokens.size() == 1) {
        parts.given = tokens.front();
    } else if (at ==
               FatherPlace::AtEnd) {  // Family Given Patronymic, whatever the rest of the list does
        take_first_as_family(tokens, parts, false);
    } else if (at == FatherPlace::Inside) {
        take_last_as_family(tokens, parts);
    } else if (order == NameOrder::GivenFather) {
        take_given_father(tokens, parts);
    } else if (order == NameOrder::FamilyGiven) {
        take_first_as_family(tokens, parts,
                             script == Script::Latin && is_chinese_in_pinyin(tokens));
    } else if (order == NameOrder::Unknown && is_chinese_in_pinyin(tokens)) {
        take_first_as_family(tokens, parts, true);
    } else {
        take_last_as_family(tokens, parts);
    }
}

/// "Family, Given Middle": the comma settles the order. Without it, leaves in `text` what is not a
/// suffix.
bool place_by_comma(std::string& text, NameParts& parts) {
    if (text.find(',') == std::string::npos && text.find("،") == std::string::npos) return false;
    std::vector<Tokens> sides;
    for (std::size_t at = 0; at <= text.size();) {
        std::size_t comma = text.find(',', at);
        const std::size_t arabic = text.find("،", at);
        const std::size_t width = arabic < comma ? 2 : 1;
        comma = std::min({comma, arabic, text.size()});
        Tokens side = split_spaces(text.substr(at, comma - at));
        const bool only_suffixes =
            !side.empty() && std::all_of(side.begin(), side.end(), [](const std::string& word) {
                return names::is_generation_suffix(word) || names::is_title(word);
            });
        const bool peerage =
            !side.empty() && (names::is_rank_word(side[0]) || names::is_ordinal(side[0]));
        if ((only_suffixes || peerage) && !sides.empty()) {
            append_word(parts.suffix, joined(side));
        } else if (!side.empty()) {
            sides.push_back(std::move(side));
        }
        at = comma + width;
    }
    if (sides.size() < 2) {
        text = sides.empty() ? std::string() : joined(sides[0]);
        return false;
    }
    take_titles(sides[0], parts.suffix);
    parts.family = joined(sides[0]);
    Tokens rest = sides[1];
    for (std::size_t i = 2; i < sides.size(); ++i) append_word(parts.suffix, joined(sides[i]));
    take_titles(rest, parts.suffix);
    rest.insert(rest.begin(), parts.family);
    take_father(rest, parts.father, dominant_script(text));
    rest.erase(rest.begin());
    std::size_t end = rest.size();
    while (end > 1 && names::is_family_particle(rest[end - 1])) --end;  // "Cruz, Maria de la"
    const auto particles = rest.begin() + static_cast<std::ptrdiff_t>(end);
    std::string family = joined(particles, rest.end());
    append_word(family, parts.family);
    parts.family = family;
    rest.erase(particles, rest.end());
    if (rest.empty()) return true;
    parts.given = rest.front();
    parts.middle = joined(rest.begin() + 1, rest.end());
    return true;
}

Tokens split_dots(const std::string& text) {
    if (text.find('\xC2') == std::string::npos && text.find('\xE2') == std::string::npos &&
        text.find('\xE3') == std::string::npos) {
        return split_spaces(text);
    }
    std::string spaced;
    for (const char32_t c : to_utf32(text)) {
        const bool dot =
            c == U'·' || c == U'•' || c == U'・' || c == U'‧' || c == U'∙' || c == U'⋅';
        spaced.append(dot ? " " : to_utf8(std::u32string_view(&c, 1)));
    }
    return split_spaces(spaced);
}

/// "John Unknown": a part that is not known is left empty.
void drop_placeholders(NameParts& parts) {
    for (std::string* part :
         {&parts.given, &parts.middle, &parts.family, &parts.father, &parts.alias}) {
        if (!part->empty() && is_placeholder_name(*part)) part->clear();
    }
}

}  // namespace

NameParts split_full_name(std::string_view full, NameOrder order) {
    constexpr std::size_t kLongestName =
        1000;  // bytes; what is longer is no name, and is kept as it is
    NameParts parts;
    std::string text = fold(full);
    if (full.size() > kLongestName) {
        parts.given = std::move(text);
        return parts;
    }
    if (is_placeholder_name(text)) return parts;
    const bool doubtful = names::may_hold_placeholder(text);
    text = names::take_aliases(std::move(text), parts.alias);
    if (!place_by_comma(text, parts)) {
        Tokens tokens = split_dots(text);
        take_titles(tokens, parts.suffix);
        if (!tokens.empty()) place(std::move(tokens), order, parts);
    }
    if (parts.given.empty() && parts.family.empty()) std::swap(parts.given, parts.alias);
    if (doubtful) drop_placeholders(parts);
    return parts;
}

}  // namespace dalil
