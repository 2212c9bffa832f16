// similarity/levenshtein.hpp: insertions, deletions and substitutions between two strings.
//
//     levenshtein("kitten", "sitting")                    // 3
//     LevenshteinPattern left("abdurehim");               // one string against many
//     for (std::string_view right : pool) left.distance(right, 2);
//
// Overloads take code points (std::u32string_view) or single bytes (std::string_view: ASCII forms).
// Bit-parallel (Myers 1999; Hyyrö 2003): about |b| * ceil(|a| / 64) steps. All functions may be
// called from any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace dalil {

inline constexpr std::size_t kNoCutoff = static_cast<std::size_t>(-1);

/// The edit distance; cutoff + 1 as soon as it is known to exceed `cutoff`.
std::size_t levenshtein(std::u32string_view a, std::u32string_view b,
                        std::size_t cutoff = kNoCutoff);
std::size_t levenshtein(std::string_view a, std::string_view b, std::size_t cutoff = kNoCutoff);

/// 1 - distance / length of the longer string; 1 for two empty strings.
double levenshtein_similarity(std::u32string_view a, std::u32string_view b);
double levenshtein_similarity(std::string_view a, std::string_view b);

/// The left string prepared once. Keeps its own copy; const calls are safe from several threads.
class LevenshteinPattern {
  public:
    explicit LevenshteinPattern(std::u32string_view pattern);
    explicit LevenshteinPattern(std::string_view pattern);
    LevenshteinPattern(LevenshteinPattern&&) noexcept;
    LevenshteinPattern& operator=(LevenshteinPattern&&) noexcept;
    ~LevenshteinPattern();

    std::size_t distance(std::u32string_view text, std::size_t cutoff = kNoCutoff) const;
    std::size_t distance(std::string_view text, std::size_t cutoff = kNoCutoff) const;

  private:
    struct Mask;
    std::unique_ptr<const Mask> mask_;
};

}  // namespace dalil
