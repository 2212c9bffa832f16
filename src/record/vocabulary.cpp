#include "record/vocabulary.hpp"

#include <algorithm>

#include "dalil/text/unicode.hpp"
#include "tsl/robin_map.h"

namespace dalil {
namespace {

constexpr std::size_t kLongestPhrase = 5;

std::string plain(std::string_view text) {
    return strip_marks(fold(text));
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/// "dateOfBirth" -> "date Of Birth", "MPVId" -> "MPV Id"; letters of other scripts are left alone.
std::string split_camel_case(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool lower_to_upper = i > 0 && is_upper(text[i]) && is_lower(text[i - 1]);
        const bool end_of_capitals = i > 0 && i + 1 < text.size() && is_upper(text[i]) &&
                                     is_upper(text[i - 1]) && is_lower(text[i + 1]);
        if (lower_to_upper || end_of_capitals) out += ' ';
        out += text[i];
    }
    return out;
}

struct Lexicon {
    using Map = tsl::robin_map<std::string, std::vector<Concept>>;
    Map whole, stem, alone;
    std::size_t longest_han = 1;

    Lexicon() {
        for (const ConceptWords& entry : latin_header_words()) add(entry);
        for (const ConceptWords& entry : cyrillic_header_words()) add(entry);
        for (const ConceptWords& entry : eastern_header_words()) add(entry);
    }

    static void put(Map& map, const std::string& phrase, Concept idea) {
        std::vector<Concept>& ideas = map[phrase];
        if (std::find(ideas.begin(), ideas.end(), idea) == ideas.end()) ideas.push_back(idea);
    }

    void add(const ConceptWords& entry) {
        std::string_view rest = entry.phrases;
        while (!rest.empty()) {
            const std::size_t bar = rest.find('|');
            add_phrase(rest.substr(0, bar), entry.idea);
            rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 1);
        }
    }

    void add_phrase(std::string_view phrase, Concept idea) {
        const bool only_alone = !phrase.empty() && phrase.front() == '=';
        if (only_alone) phrase.remove_prefix(1);
        const bool is_stem = !phrase.empty() && phrase.back() == '*';
        if (is_stem) phrase.remove_suffix(1);
        if (phrase.empty()) return;
        std::string key;
        for (const std::string& word : words(plain(phrase))) key += (key.empty() ? "" : " ") + word;
        if (only_alone) return put(alone, key, idea);
        put(whole, key, idea);
        if (is_stem) put(stem, key, idea);
        if (dominant_script(key) == Script::Han)
            longest_han = std::max(longest_han, to_utf32(key).size());
    }
};

const Lexicon& lexicon() {
    static const Lexicon built;
    return built;
}

const std::vector<Concept>* find_whole(const std::string& phrase) {
    const auto& map = lexicon().whole;
    const auto it = map.find(phrase);
    return it == map.end() ? nullptr : &it->second;
}

const std::vector<Concept>* find_stem(std::string phrase) {
    const auto& map = lexicon().stem;
    while (phrase.size() >= 2) {
        if (const auto it = map.find(phrase); it != map.end()) return &it->second;
        phrase.pop_back();
    }
    return nullptr;
}

/// The Arabic article, which some lists write and some do not.
constexpr std::string_view kArticle = "ال";

std::vector<Concept> split_han(std::string_view word) {
    const std::u32string text = to_utf32(word);
    std::vector<Concept> ideas;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = std::min(lexicon().longest_han, text.size() - at);
        const std::vector<Concept>* found = nullptr;
        for (; length > 0; --length) {
            found = find_whole(to_utf8(std::u32string_view(text).substr(at, length)));
            if (found) break;
        }
        if (found) ideas.insert(ideas.end(), found->begin(), found->end());
        at += std::max<std::size_t>(length, 1);
    }
    return ideas;
}

/// All of `word` as known words of three letters or more (or "of", "id", "no"), longest first.
bool split_latin(std::string_view word, std::vector<Concept>& ideas, int depth) {
    if (word.empty()) return true;
    if (depth == 0) return false;
    for (std::size_t length = word.size(); length >= 2; --length) {
        const std::string_view head = word.substr(0, length);
        if (length == 2 && head != "of" && head != "id" && head != "no") continue;
        const auto* found = find_whole(std::string(head));
        if (!found) continue;
        const std::size_t before = ideas.size();
        ideas.insert(ideas.end(), found->begin(), found->end());
        if (split_latin(word.substr(length), ideas, depth - 1)) return true;
        ideas.resize(before);
    }
    return false;
}

std::string join(const std::vector<std::string>& all, std::size_t at, std::size_t count) {
    std::string phrase = all[at];
    for (std::size_t i = 1; i < count; ++i) phrase += " " + all[at + i];
    return phrase;
}

}  // namespace

std::vector<std::string> header_words(std::string_view header) {
    std::vector<std::string> out;
    for (std::string& word : words(plain(split_camel_case(header)))) {
        if (word.size() > 2 && word.substr(word.size() - 2) == "'s") word.resize(word.size() - 2);
        // "d'identité", "l'employeur": the elided word is one of its own
        if (word.size() > 3 && word[1] == '\'' && (word[0] == 'd' || word[0] == 'l')) {
            out.push_back(word.substr(0, 1));
            word.erase(0, 2);
        }
        // "lat1", "place2": the number is a word of its own
        std::size_t digits = word.size();
        while (digits > 0 && word[digits - 1] >= '0' && word[digits - 1] <= '9') --digits;
        if (digits >= 3 && digits < word.size()) {
            out.push_back(word.substr(0, digits));
            word.erase(0, digits);
        }
        out.push_back(std::move(word));
    }
    return out;
}

std::vector<Concept> split_into_concepts(std::string_view word) {
    if (dominant_script(word) == Script::Han) return split_han(word);
    std::vector<Concept> ideas;
    if (word.size() > 24 || !split_latin(word, ideas, 4)) ideas.clear();
    return ideas;
}

std::vector<Concept> find_concepts(const std::vector<std::string>& all, std::size_t at,
                                   std::size_t& length) {
    const std::size_t longest = std::min(kLongestPhrase, all.size() - at);
    if (at == 0 && all.size() <= 2) {
        const auto it = lexicon().alone.find(join(all, 0, all.size()));
        length = all.size();
        if (it != lexicon().alone.end()) return it->second;
    }
    for (length = longest; length > 1; --length) {
        const std::string phrase = join(all, at, length);
        if (const auto* found = find_whole(phrase)) return *found;
        // A stem of several words: only its last word may have an ending.
        const auto* found = find_stem(phrase);
        const std::string shorter = join(all, at, length - 1);
        if (found && found != find_stem(shorter)) return *found;
    }
    length = 1;
    const std::string& word = all[at];
    if (const auto* found = find_whole(word)) return *found;
    if (auto ideas = split_into_concepts(word); !ideas.empty()) return ideas;
    if (const auto* found = find_stem(word)) return *found;
    if (word.size() > kArticle.size() + 2 && word.compare(0, kArticle.size(), kArticle) == 0)
        if (const auto* found = find_whole(word.substr(kArticle.size()))) return *found;
    return {};
}

}  // namespace dalil
