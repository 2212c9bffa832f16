// similarity/jaro.hpp: Jaro and Jaro-Winkler similarity, 0 (nothing shared) to 1 (equal).
//
//     jaro_winkler("martha", "marhta")                    // 0.961
//     JaroPattern left("martha");                         // one string against many
//     for (std::string_view right : pool) left.jaro_winkler(right, 0.88);
//
// Jaro (1989): units match when equal and no further apart than half the longer string less one.
// Winkler (1990): above 0.7, each of the first four units that agree adds 0.1 of what is missing
// to 1. Two empty strings: 1; one empty: 0. Symmetric for jaro() up to greedy matching as
// published. Any thread may call these.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dalil {

/// 0 when the similarity is below `cutoff`.
double jaro(std::u32string_view a, std::u32string_view b, double cutoff = 0);
double jaro(std::string_view a, std::string_view b, double cutoff = 0);
double jaro_winkler(std::u32string_view a, std::u32string_view b, double cutoff = 0);
double jaro_winkler(std::string_view a, std::string_view b, double cutoff = 0);

/// The left string prepared once. Const calls are safe from several threads.
class JaroPattern {
  public:
    explicit JaroPattern(std::u32string_view pattern);
    explicit JaroPattern(std::string_view pattern);
    JaroPattern(JaroPattern&&) noexcept;
    JaroPattern& operator=(JaroPattern&&) noexcept;
    ~JaroPattern();

    double jaro(std::u32string_view text, double cutoff = 0) const;
    double jaro(std::string_view text, double cutoff = 0) const;
    double jaro_winkler(std::u32string_view text, double cutoff = 0) const;
    double jaro_winkler(std::string_view text, double cutoff = 0) const;

  private:
    struct State;
    std::unique_ptr<const State> state_;
};

}  // namespace dalil
