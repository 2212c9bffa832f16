// similarity/token_set.hpp: two texts as sets of words, for names in any order and for places and
// notes.
//
//     token_jaccard("ali reza karimi", "karimi ali")      // 2 of 3 words
//     token_set_similarity("ali karimi", "karimi ali reza")   // 1: all words of one are in the
//     other TokenSet left("ali reza karimi");                   // one text against many
//
// Words are separated by spaces (U+0020); repeated words count once. Overloads and threads as in
// levenshtein.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dalil {

/// The distinct words of a text, sorted.
class TokenSet {
  public:
    explicit TokenSet(std::u32string_view text);
    explicit TokenSet(std::string_view text);

    const std::vector<std::u32string>& words() const { return words_; }
    std::size_t shared(const TokenSet& other) const;
    /// Shared words / all words; 1 for two empty texts.
    double jaccard(const TokenSet& other) const;
    /// Shared words / words of the smaller set; 1 for two empty texts, 0 if one is empty.
    double overlap(const TokenSet& other) const;
    /// The best indel similarity among the shared words, and the shared words with either rest,
    /// each in sorted order: 1 when one set contains the other. 0 below `cutoff`, or when one text
    /// is empty.
    double similarity(const TokenSet& other, double cutoff = 0) const;

  private:
    std::vector<std::u32string> words_;
};

double token_jaccard(std::u32string_view a, std::u32string_view b);
double token_jaccard(std::string_view a, std::string_view b);
double token_set_similarity(std::u32string_view a, std::u32string_view b, double cutoff = 0);
double token_set_similarity(std::string_view a, std::string_view b, double cutoff = 0);

}  // namespace dalil
