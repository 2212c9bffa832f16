// similarity/qgram.hpp: how many pieces of q units two strings share, wherever they stand.
//
//     qgram_dice("night", "nacht", 2)                     // 2 * 1 shared / (4 + 4) = 0.25
//     QGrams left("abdurehim jan", 2);                    // one string against many
//     for (const QGrams& right : pool) left.dice(right);
//
// Pieces are counted as often as they occur (Ukkonen 1992). q is 1, 2 or 3. A string shorter than q
// is one piece. Overloads and threads as in levenshtein.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dalil {

/// The pieces of one string, sorted.
class QGrams {
  public:
    QGrams(std::u32string_view text, std::size_t q);
    QGrams(std::string_view text, std::size_t q);

    std::size_t size() const { return grams_.size(); }
    /// Pieces in both, with multiplicity.
    std::size_t shared(const QGrams& other) const;
    /// Pieces in only one of them, with multiplicity (Ukkonen's q-gram distance).
    std::size_t distance(const QGrams& other) const;
    /// 2 shared / (size + size); 1 for two empty strings.
    double dice(const QGrams& other) const;
    /// shared / (size + size - shared); 1 for two empty strings.
    double jaccard(const QGrams& other) const;

  private:
    std::vector<std::uint64_t> grams_;
};

std::size_t qgram_distance(std::u32string_view a, std::u32string_view b, std::size_t q);
std::size_t qgram_distance(std::string_view a, std::string_view b, std::size_t q);
double qgram_dice(std::u32string_view a, std::u32string_view b, std::size_t q);
double qgram_dice(std::string_view a, std::string_view b, std::size_t q);

}  // namespace dalil
