// The order of full names of one list, by votes of single names and by the words seen at both ends.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_map>

#include "dalil/names/name.hpp"
#include "names/word_lists.hpp"

namespace dalil {
namespace {

struct Ends {
    std::string first, last;
    std::size_t count = 0;
    Script script = Script::None;
    bool transcribed = false;    ///< Han: dotted, or a known transcription
    std::size_t patronymic = 0;  ///< position of a patronymic, 0 = none
};

std::size_t patronymic_position(const std::vector<std::string>& tokens) {
    for (std::size_t i = tokens.size(); i-- > 1;) {
        if (names::is_patronymic_word(tokens[i]) || names::is_certain_patronymic(tokens[i]))
            return i;
        if (tokens.size() >= 3 && dominant_script(tokens[i]) == Script::Cyrillic &&
            names::patronymic_stem(tokens[i])) {
            return i;
        }
    }
    return 0;
}

/// Only names of two words and more, without a comma, say anything.
Ends ends_of(std::string_view full) {
    Ends ends;
    if (full.find(',') != std::string_view::npos) return ends;
    const std::vector<std::string> tokens = words(fold(full));
    ends.script = dominant_script(full);
    std::vector<std::string> plain;
    for (const std::string& token : tokens) {
        if (!names::is_generation_suffix(token)) plain.push_back(token);
    }
    if (plain.empty()) return ends;
    ends.count = plain.size();
    ends.first = plain.front();
    ends.last = plain.back();
    ends.patronymic = patronymic_position(plain);
    if (ends.script == Script::Han) {
        const std::u32string name = to_utf32(ends.first);
        ends.transcribed = ends.count > 1 || names::is_han_given(name) || names::han_cut(name) > 0;
    }
    return ends;
}

std::set<std::string> words_of(const std::vector<std::string_view>& values) {
    std::set<std::string> out;
    for (const std::string_view value : values) {
        for (std::string& word : words(fold(value))) out.insert(std::move(word));
    }
    return out;
}

struct Votes {
    std::size_t given_family = 0, family_given = 0, given_father = 0;

    NameOrder winner(std::size_t least) const {
        const std::size_t all = given_family + family_given + given_father;
        if (all < least) return NameOrder::Unknown;
        if (given_family * 3 > all * 2) return NameOrder::GivenFamily;
        if (family_given * 3 > all * 2) return NameOrder::FamilyGiven;
        if (given_father * 3 > all * 2) return NameOrder::GivenFather;
        return NameOrder::Unknown;
    }
};

Votes votes_of_known(const std::vector<Ends>& names_seen, const std::set<std::string>& given,
                     const std::set<std::string>& family) {
    Votes votes;
    for (const Ends& ends : names_seen) {
        if (ends.count < 2) continue;
        const int western = static_cast<int>(given.contains(ends.first)) +
                            static_cast<int>(family.contains(ends.last));
        const int eastern = static_cast<int>(family.contains(ends.first)) +
                            static_cast<int>(given.contains(ends.last));
        votes.given_family += western > eastern;
        votes.family_given += eastern > western;
    }
    return votes;
}

Votes votes_of_form(const std::vector<Ends>& names_seen) {
    Votes votes;
    for (const Ends& ends : names_seen) {
        if (ends.patronymic > 0) {
            if (ends.count - ends.patronymic > 1 && ends.patronymic == 1) {
                ++votes.given_family;
            } else if (ends.patronymic >= 2) {
                ++votes.family_given;
            } else {
                ++votes.given_father;
            }
        } else if (ends.script == Script::Han) {
            ++(ends.transcribed ? votes.given_family : votes.family_given);
        }
    }
    return votes;
}

/// Share of the last words' occurrences whose word also stands first somewhere: high when both are
/// given names.
double shared_pool(const std::vector<Ends>& names_seen, std::size_t& firsts, std::size_t& lasts) {
    std::set<std::string> first, last;
    std::size_t n = 0, shared = 0;
    for (const Ends& ends : names_seen) {
        if (ends.count < 2) continue;
        first.insert(ends.first);
        last.insert(ends.last);
    }
    for (const Ends& ends : names_seen) {
        if (ends.count < 2) continue;
        ++n;
        shared += first.contains(ends.last);
    }
    firsts = first.size();
    lasts = last.size();
    return n == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(n);
}

std::size_t pinyin_families_first(const std::vector<Ends>& names_seen) {
    return static_cast<std::size_t>(
        std::count_if(names_seen.begin(), names_seen.end(), [](const Ends& e) {
            return e.count >= 2 && names::is_pinyin_family(e.first) &&
                   names::pinyin_syllables(e.last) > 0;
        }));
}

}  // namespace

NameOrder infer_name_order(const std::vector<std::string_view>& full_names,
                           const std::vector<std::string_view>& known_given,
                           const std::vector<std::string_view>& known_family) {
    constexpr std::size_t kEnough = 5;
    std::vector<Ends> seen;
    std::size_t several = 0, arabic = 0;
    for (const std::string_view full : full_names) {
        Ends ends = ends_of(full);
        if (ends.count == 0) continue;
        several += ends.count >= 2;
        arabic += ends.script == Script::Arabic;
        seen.push_back(std::move(ends));
    }
    if (!known_given.empty() && !known_family.empty()) {
        const NameOrder known =
            votes_of_known(seen, words_of(known_given), words_of(known_family)).winner(kEnough);
        if (known != NameOrder::Unknown) return known;
    }
    const Votes form = votes_of_form(seen);
    if (form.given_family + form.family_given + form.given_father >=
        std::max<std::size_t>(3, seen.size() / 10)) {
        const NameOrder by_form = form.winner(3);
        if (by_form != NameOrder::Unknown) return by_form;
    }
    if (several < kEnough) return NameOrder::Unknown;
    if (2 * pinyin_families_first(seen) > several) return NameOrder::FamilyGiven;
    constexpr std::size_t kManyNames = 30;
    constexpr double kOnePool = 0.5;
    std::size_t firsts = 0, lasts = 0;
    // The father's name used as the last name: both ends draw from one pool, and counting says
    // nothing.
    const bool one_pool = shared_pool(seen, firsts, lasts) > kOnePool || 2 * arabic > seen.size();
    // Given names are fewer than family names.
    const bool fewer_last = several >= kManyNames && 2 * firsts > 3 * lasts;
    return fewer_last && !one_pool ? NameOrder::FamilyGiven : NameOrder::GivenFamily;
}

}  // namespace dalil
