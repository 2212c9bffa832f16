// Levels of names, places and free text: on Latin forms, with masks of letters that spare most of
// the work.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "dalil/names/name.hpp"
#include "dalil/similarity/jaro.hpp"
#include "dalil/similarity/osa.hpp"
#include "link/compare.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint8_t kNameDifferent = 4;
constexpr std::uint8_t kTextDifferent = 3;
constexpr double kCloseJaroWinkler =
    0.92;  ///< as Splink's strictest name level; below it lie namesakes

bool is_close(std::string_view a, std::string_view b) {
    const std::size_t shorter = std::min(a.size(), b.size());
    if (shorter >= 5 && osa(a, b, 2) <= 2) return true;
    return shorter >= 3 && jaro_winkler(a, b) >= kCloseJaroWinkler;
}

/// One edit in a word of three letters makes another word more often than a slip.
bool is_one_edit(std::string_view a, std::string_view b) {
    return std::max(a.size(), b.size()) >= 4 && osa(a, b, 1) <= 1;
}

bool is_prefix(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    return a.size() != 2 && b.substr(0, a.size()) == a;
}

/// The rarest word that two values share, exactly or but for one edit; 1 when they share none
/// (shares are <= 0).
float shared_word(const TextForms& forms, const TextForm& x, const TextForm& y) {
    float best = 1;
    for (const std::uint32_t i : x.words)
        for (const std::uint32_t j : y.words) {
            const WordForm &a = forms.words[i], &b = forms.words[j];
            const bool shared = i == j ? a.latin.size() > 1
                                       : std::min(a.latin.size(), b.latin.size()) >= 5 &&
                                             !masks_far(a.mask, b.mask) &&
                                             is_one_edit(a.latin, b.latin);
            if (shared) best = std::min(best, std::max(a.log_share, b.log_share));
        }
    return best;
}

/// The first words agree as far as the shorter is written: "j" and "john", "alex" and "alexander".
float shared_start(const TextForms& forms, const TextForm& x, const TextForm& y) {
    if (x.words.empty() || y.words.empty()) return 1;
    const WordForm &a = forms.words[x.words.front()], &b = forms.words[y.words.front()];
    return is_prefix(a.latin, b.latin) ? std::max(a.log_share, b.log_share) : 1;
}

/// The first words are a name and its short form: "bill", "william".
bool are_nicknames(const TextForms& forms, const TextForm& x, const TextForm& y) {
    return !x.words.empty() && !y.words.empty() &&
           nickname_pair(forms.words[x.words.front()].latin, forms.words[y.words.front()].latin);
}

}  // namespace

Agreement Comparator::compare_names(std::uint32_t a, std::uint32_t b) const {
    const TextForm &x = text_.values[a], &y = text_.values[b];
    if (!masks_far(x.mask, y.mask)) {
        if (x.joined == y.joined || is_one_edit(x.joined, y.joined)) return near(1, a, b);
        if (is_close(x.joined, y.joined)) return near(2, a, b);
    }
    const std::uint64_t skeleton = text_.sketches[a].skeleton;
    if (skeleton != 0 && skeleton == text_.sketches[b].skeleton) return near(2, a, b);
    const bool nicknames =
        text_.sketches[a].nicknames & text_.sketches[b].nicknames && are_nicknames(text_, x, y);
    if (nicknames && x.words.size() == 1 && y.words.size() == 1) return near(2, a, b);
    float share = 1;
    if (nicknames)
        share = std::max(text_.words[x.words.front()].log_share,
                         text_.words[y.words.front()].log_share);
    if (share > 0 && may_share_word(text_.sketches[a], text_.sketches[b]))
        share = shared_word(text_, x, y);
    if (share > 0) share = shared_start(text_, x, y);
    return share <= 0 ? Agreement{3, -share} : Agreement{kNameDifferent, 0};
}

Agreement Comparator::compare_texts(std::uint32_t a, std::uint32_t b) const {
    const TextForm &x = text_.values[a], &y = text_.values[b];
    const std::size_t longer = std::max(x.joined.size(), y.joined.size());
    if (longer <= 64 && !masks_far(x.mask, y.mask) &&
        (x.joined == y.joined || is_one_edit(x.joined, y.joined) || is_close(x.joined, y.joined)))
        return near(1, a, b);
    if (x.words.size() > 24 || y.words.size() > 24) return {kTextDifferent, 0};
    float share = shared_word(text_, x, y);
    if (share > 0 && std::min(x.joined.size(), y.joined.size()) >= 3)
        share = shared_start(text_, x, y);
    return share <= 0 ? Agreement{2, -share} : Agreement{kTextDifferent, 0};
}

}  // namespace dalil::linking
