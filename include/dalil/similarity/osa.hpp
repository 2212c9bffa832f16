// similarity/osa.hpp: optimal string alignment: edit distance in which swapping two neighbours
// costs 1.
//
//     osa("ca", "ac")                                     // 1, where levenshtein says 2
//     OsaPattern left("abdurehim");                       // one string against many
//     for (std::string_view right : pool) left.distance(right, 2);
//
// No part of a string is edited twice, so the triangle inequality does not hold ("ca", "ac",
// "abc"). Overloads as in levenshtein.hpp. Bit-parallel (Hyyrö 2003). All functions may be called
// from any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "dalil/similarity/levenshtein.hpp"

namespace dalil {

/// The distance; cutoff + 1 as soon as it is known to exceed `cutoff`.
std::size_t osa(std::u32string_view a, std::u32string_view b, std::size_t cutoff = kNoCutoff);
std::size_t osa(std::string_view a, std::string_view b, std::size_t cutoff = kNoCutoff);

/// 1 - distance / length of the longer string; 1 for two empty strings.
double osa_similarity(std::u32string_view a, std::u32string_view b);
double osa_similarity(std::string_view a, std::string_view b);

/// The left string prepared once. Keeps its own copy; const calls are safe from several threads.
class OsaPattern {
  public:
    explicit OsaPattern(std::u32string_view pattern);
    explicit OsaPattern(std::string_view pattern);
    OsaPattern(OsaPattern&&) noexcept;
    OsaPattern& operator=(OsaPattern&&) noexcept;
    ~OsaPattern();

    std::size_t distance(std::u32string_view text, std::size_t cutoff = kNoCutoff) const;
    std::size_t distance(std::string_view text, std::size_t cutoff = kNoCutoff) const;

  private:
    struct Mask;
    std::unique_ptr<const Mask> mask_;
};

}  // namespace dalil
