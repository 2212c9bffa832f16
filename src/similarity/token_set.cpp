#include "dalil/similarity/token_set.hpp"

#include <algorithm>
#include <iterator>

#include "dalil/similarity/lcs_indel.hpp"
#include "similarity/pattern_mask.hpp"

namespace dalil {
namespace {

template <class Char>
std::vector<std::u32string> sorted_words(std::basic_string_view<Char> text) {
    std::vector<std::u32string> out;
    std::u32string word;
    const auto close = [&] {
        if (!word.empty()) out.push_back(std::move(word));
        word.clear();
    };
    for (const Char c : text) {
        if (similarity::unit(c) == U' ') {
            close();
        } else {
            word.push_back(similarity::unit(c));
        }
    }
    close();
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void append_words(std::u32string& text, const std::vector<std::u32string>& words) {
    for (const std::u32string& word : words) {
        if (!text.empty()) text.push_back(U' ');
        text.append(word);
    }
}

}  // namespace

TokenSet::TokenSet(std::u32string_view text) : words_(sorted_words(text)) {}
TokenSet::TokenSet(std::string_view text) : words_(sorted_words(text)) {}

std::size_t TokenSet::shared(const TokenSet& other) const {
    std::size_t n = 0;
    for (const std::u32string& word : words_) {
        n += std::binary_search(other.words_.begin(), other.words_.end(), word);
    }
    return n;
}

double TokenSet::jaccard(const TokenSet& other) const {
    const std::size_t both = shared(other), either = words_.size() + other.words_.size() - both;
    return either == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(either);
}

double TokenSet::overlap(const TokenSet& other) const {
    const std::size_t smaller = std::min(words_.size(), other.words_.size());
    if (smaller == 0) return words_.size() == other.words_.size() ? 1.0 : 0.0;
    return static_cast<double>(shared(other)) / static_cast<double>(smaller);
}

double TokenSet::similarity(const TokenSet& other, double cutoff) const {
    if (words_.empty() || other.words_.empty())
        return words_.size() == other.words_.size() ? 1.0 : 0.0;
    std::vector<std::u32string> both, only_here, only_there;
    std::set_intersection(words_.begin(), words_.end(), other.words_.begin(), other.words_.end(),
                          std::back_inserter(both));
    std::set_difference(words_.begin(), words_.end(), other.words_.begin(), other.words_.end(),
                        std::back_inserter(only_here));
    std::set_difference(other.words_.begin(), other.words_.end(), words_.begin(), words_.end(),
                        std::back_inserter(only_there));
    std::u32string core;
    append_words(core, both);
    if (!core.empty() && (only_here.empty() || only_there.empty())) return 1;
    std::u32string here = core, there = core;
    append_words(here, only_here);
    append_words(there, only_there);
    double best = indel_similarity(here, there, cutoff);
    if (!core.empty()) {
        best = std::max(best, indel_similarity(core, here, cutoff));
        best = std::max(best, indel_similarity(core, there, cutoff));
    }
    return best;
}

double token_jaccard(std::u32string_view a, std::u32string_view b) {
    return TokenSet(a).jaccard(TokenSet(b));
}
double token_jaccard(std::string_view a, std::string_view b) {
    return TokenSet(a).jaccard(TokenSet(b));
}
double token_set_similarity(std::u32string_view a, std::u32string_view b, double cutoff) {
    return TokenSet(a).similarity(TokenSet(b), cutoff);
}
double token_set_similarity(std::string_view a, std::string_view b, double cutoff) {
    return TokenSet(a).similarity(TokenSet(b), cutoff);
}

}  // namespace dalil
