// similarity/lcs_indel.hpp: longest common subsequence, and the distance that allows only
// insertions and deletions.
//
//     lcs_length("abcbdab", "bdcaba")                     // 4
//     indel("lewenstein", "levenshtein")                  // |a| + |b| - 2 lcs = 3
//     indel_similarity("ab", "abab")                      // 2 lcs / (|a| + |b|) = 0.667
//
// Bit-parallel (Hyyrö 2004). Overloads and threads as in levenshtein.hpp.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "dalil/similarity/levenshtein.hpp"

namespace dalil {

std::size_t lcs_length(std::u32string_view a, std::u32string_view b);
std::size_t lcs_length(std::string_view a, std::string_view b);

/// cutoff + 1 when the distance exceeds `cutoff`.
std::size_t indel(std::u32string_view a, std::u32string_view b, std::size_t cutoff = kNoCutoff);
std::size_t indel(std::string_view a, std::string_view b, std::size_t cutoff = kNoCutoff);

/// 1 - distance / (|a| + |b|); 1 for two empty strings; 0 below `cutoff`.
double indel_similarity(std::u32string_view a, std::u32string_view b, double cutoff = 0);
double indel_similarity(std::string_view a, std::string_view b, double cutoff = 0);

/// The left string prepared once. Const calls are safe from several threads.
class LcsPattern {
  public:
    explicit LcsPattern(std::u32string_view pattern);
    explicit LcsPattern(std::string_view pattern);
    LcsPattern(LcsPattern&&) noexcept;
    LcsPattern& operator=(LcsPattern&&) noexcept;
    ~LcsPattern();

    std::size_t lcs_length(std::u32string_view text) const;
    std::size_t lcs_length(std::string_view text) const;
    std::size_t indel(std::u32string_view text, std::size_t cutoff = kNoCutoff) const;
    std::size_t indel(std::string_view text, std::size_t cutoff = kNoCutoff) const;

  private:
    struct Mask;
    std::unique_ptr<const Mask> mask_;
};

}  // namespace dalil
