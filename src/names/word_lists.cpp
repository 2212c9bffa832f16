#include "names/word_lists.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace dalil::names {
namespace {

template <std::size_t N>
using Words = std::array<std::string_view, N>;

/// Tables stay in reading order here; each is sorted once before its first use.
template <std::size_t N>
Words<N> sorted(Words<N> words) {
    std::sort(words.begin(), words.end());
    return words;
}

template <std::size_t N>
bool holds(const Words<N>& words, std::string_view word) {
    return std::binary_search(words.begin(), words.end(), word);
}

std::string_view without_dots(std::string_view word) {
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
    return word;
}

struct Ending {
    std::string_view text;
    std::size_t least_stem;  ///< bytes before it; short endings also end other words
};

// Turkish -oglu is left out: it is a family name today, not the father's.
constexpr Ending kCertainEndings[] = {
    {"ovna", 3}, {"evna", 3}, {"овна", 6}, {"евна", 6}, {"ұлы", 6},  {"қызы", 6},  {"улы", 6},
    {"кызы", 6}, {"уулу", 6}, {"оглы", 6}, {"оғли", 6}, {"кизи", 6}, {"қизи", 6},  {"ўғли", 6},
    {"uly", 4},  {"ulı", 4},  {"qyzy", 3}, {"kyzy", 3}, {"uulu", 4}, {"oghli", 3}, {"oghlu", 3},
    {"ogli", 4}, {"ugli", 4}, {"qizi", 3}, {"qızı", 3}, {"ۇلى", 6},  {"قىزى", 6},  {"ئوغلى", 6},
};
constexpr Ending kPossibleEndings[] = {{"ovich", 3}, {"evich", 3}, {"ovitch", 3}, {"evitch", 3},
                                       {"ович", 6},  {"евич", 6},  {"инична", 4}, {"ична", 6}};

bool ends_with(std::string_view word, const Ending& ending) {
    return word.size() >= ending.text.size() + ending.least_stem && word.ends_with(ending.text);
}

}  // namespace

// Left out on purpose: "don", "major", "judge", "father", "bay" and others that are also given
// names.
bool is_title(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"mr",         "mrs",     "ms",   "miss",     "mx",      "dr",      "prof",     "professor",
         "doctor",     "sir",     "lady", "lord",     "dame",    "rev",     "reverend", "hon",
         "capt",       "captain", "col",  "colonel",  "gen",     "sgt",     "sergeant", "lt",
         "lieutenant", "maj",     "cpl",  "corporal", "pvt",     "officer", "sheikh",   "shaikh",
         "mullah",     "sra",     "srta", "monsieur", "madame",  "mme",     "mlle",     "herr",
         "frau",       "г-н",     "г-жа", "господин", "госпожа", "др",      "проф"}));
    return holds(words, without_dots(word));
}

bool is_generation_suffix(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"jr",  "sr",    "jnr",  "snr",  "junior",  "senior", "ii",      "iii",    "iv",
         "vi",  "vii",   "viii", "esq",  "esquire", "phd",    "ph.d",    "md",     "m.d",
         "dds", "jd",    "mba",  "obe",  "cbe",     "mbe",    "kbe",     "2nd",    "3rd",
         "4th", "filho", "neto", "hijo", "мл",      "ст",     "младший", "старший"}));
    return holds(words, without_dots(word));
}

bool is_rank_word(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"baron", "baroness", "baronet", "bart", "bt", "viscount", "viscountess", "earl", "count",
         "countess", "marquess", "marquis", "duke", "duchess", "lord", "lady", "prince",
         "princess"}));
    return holds(words, without_dots(word));
}

bool is_plain_rank(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"baroness", "baronet", "bart", "bt", "viscount", "viscountess", "countess", "marquess",
         "duchess", "princess"}));
    return holds(words, without_dots(word));
}

bool is_ordinal(std::string_view word) {
    std::size_t digits = 0;
    while (digits < word.size() && word[digits] >= '0' && word[digits] <= '9') ++digits;
    const std::string_view rest = without_dots(word.substr(digits));
    return digits > 0 && digits <= 3 &&
           (rest == "st" || rest == "nd" || rest == "rd" || rest == "th");
}

// Single letters ("y", "e") and "ad", "as", "ar" are left out: they are more often initials and
// given names.
bool is_family_particle(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"van", "von", "vom",   "zu",    "zum",   "zur",   "der", "den",   "dem", "des", "ter",
         "ten", "'t",  "de",    "del",   "della", "delle", "dei", "degli", "di",  "da",  "das",
         "do",  "dos", "du",    "d'",    "la",    "le",    "las", "los",   "lo",  "el",  "al",
         "ul",  "st",  "saint", "santa", "san",   "af",    "av",  "фон",   "ван", "де",  "да",
         "ди",  "дер", "аль",   "эль",   "ал",    "эл",    "ال",  "آل"}));
    return holds(words, without_dots(word));
}

bool is_child_of(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"bin", "ibn", "bint", "binti", "bte", "بن", "ابن", "بنت", "ибн", "бин", "бинт"}));
    return holds(words, without_dots(word));
}

bool is_parent_of(std::string_view word) {
    static const auto words =
        sorted(std::to_array<std::string_view>({"abu", "abi", "aboo", "umm", "um", "ابو", "أبو",
                                                "أبي", "ابي", "أم", "абу", "абд", "abd", "عبد"}));
    return holds(words, without_dots(word));
}

bool is_patronymic_word(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"uly",   "ulı",   "uli",   "ūly",   "uulu", "qyzy", "kyzy", "qızı",   "kizi", "qizi",
         "oghli", "oghlu", "oghul", "ogli",  "oglu", "oğlu", "ugli", "o'g'li", "ұлы",  "улы",
         "қызы",  "кызы",  "уулу",  "оғли",  "оглы", "оглу", "огли", "угли",   "қизи", "кизи",
         "ўғли",  "ۇلى",   "قىزى",  "ئوغلى", "克孜", "乌勒", "吾力", "奥格里"}));
    return holds(words, without_dots(word));
}

bool is_alias_word(std::string_view word) {
    static const auto words = sorted(std::to_array<std::string_view>(
        {"aka", "a.k.a", "a/k/a", "alias", "nee", "née", "nicknamed", "called", "dit", "dite",
         "прозвище", "он же", "она же", "кличка", "урожд", "урожденная", "又名", "别名", "لقب"}));
    return holds(words, without_dots(word));
}

bool is_certain_patronymic(std::string_view word) {
    return std::any_of(std::begin(kCertainEndings), std::end(kCertainEndings),
                       [&](const Ending& ending) { return ends_with(word, ending); });
}

std::optional<std::string> patronymic_stem(std::string_view word) {
    const auto stem_before = [&](const Ending& ending) {
        return std::string(word.substr(0, word.size() - ending.text.size()));
    };
    for (const Ending& ending : kCertainEndings) {
        if (ends_with(word, ending)) return stem_before(ending);
    }
    for (const Ending& ending : kPossibleEndings) {
        if (ends_with(word, ending)) return stem_before(ending);
    }
    return std::nullopt;
}

}  // namespace dalil::names
