#include "link/own_names.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dalil/similarity/jaro.hpp"
#include "dalil/text/unicode.hpp"

namespace dalil::linking {
namespace {

constexpr double kSameName = 0.9;     // Jaro-Winkler: another gender, a slip
constexpr std::size_t kShortest = 3;  // letters of a word that may be dropped
constexpr double kCoincidence = 0.1;  // of the records that have both

std::vector<std::u32string> words_of(const std::string& value) {
    std::vector<std::u32string> words(1);
    for (const char32_t letter : to_utf32(fold_words(value))) {
        if (letter == U' ')
            words.emplace_back();
        else
            words.back() += letter;
    }
    std::erase_if(words, [](const std::u32string& word) { return word.empty(); });
    return words;
}

bool is_own(const std::u32string& word, const std::vector<std::u32string>& own) {
    return word.size() >= kShortest &&
           std::any_of(own.begin(), own.end(), [&](const std::u32string& name) {
               return name.size() >= kShortest && jaro_winkler(word, name) >= kSameName;
           });
}

/// The relative's value without the words of the person's own family name.
std::string without_own(const std::string& relative, const std::string& family) {
    const auto own = words_of(family);
    std::u32string kept;
    bool dropped = false;
    for (const std::u32string& word : words_of(relative)) {
        if (is_own(word, own)) {
            dropped = true;
            continue;
        }
        if (!kept.empty()) kept += U' ';
        kept += word;
    }
    return dropped ? to_utf8(kept) : relative;
}

/// New values by record; the dictionary is made anew, in order.
void set_values(CanonicalField& field, const std::vector<std::string>& texts,
                const std::vector<std::uint32_t>& text_of) {
    std::vector<std::string> values = texts;
    values.emplace_back();
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (std::uint32_t r = 0; r < field.codes.size(); ++r)
        field.codes[r] = static_cast<std::uint32_t>(
            std::lower_bound(values.begin(), values.end(), texts[text_of[r]]) - values.begin());
    field.values = std::move(values);
    count_values(field);
}

void drop_family(CanonicalField& relative, const CanonicalField& family) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> known;
    std::vector<std::string> texts;
    std::vector<std::uint32_t> text_of(relative.codes.size());
    std::uint32_t both = 0, dropped = 0;
    for (std::uint32_t r = 0; r < text_of.size(); ++r) {
        const std::pair key{relative.codes[r], family.codes[r]};
        const auto [at, fresh] = known.try_emplace(key, static_cast<std::uint32_t>(texts.size()));
        if (fresh)
            texts.push_back(without_own(relative.values[key.first], family.values[key.second]));
        text_of[r] = at->second;
        both += key.first != 0 && key.second != 0;
        dropped += texts[at->second] != relative.values[key.first];
    }
    if (dropped > kCoincidence * both) set_values(relative, texts, text_of);
}

}  // namespace

void drop_own_names(Canonical& canonical) {
    const auto is_family = [](const CanonicalField& field) {
        return field.meaning == Meaning::FamilyName || field.meaning == Meaning::FullName;
    };
    for (CanonicalField& relative : canonical.fields) {
        if (relative.meaning != Meaning::Relative || relative.kind != ValueKind::Name) continue;
        for (const CanonicalField& family : canonical.fields)
            if (is_family(family)) drop_family(relative, family);
    }
}

}  // namespace dalil::linking
