// The definitions of the string metrics, written as plainly as possible. Slow; the oracle of the
// fast kernels.
#pragma once

#include <cstddef>
#include <string_view>

namespace dalil::reference {

/// Wagner and Fischer (1974): the full table.
std::size_t levenshtein(std::u32string_view a, std::u32string_view b);
/// The same table with swaps of neighbours.
std::size_t osa(std::u32string_view a, std::u32string_view b);
std::size_t lcs_length(std::u32string_view a, std::u32string_view b);
/// Jaro (1989) by flags; Winkler's (1990) boost above 0.7.
double jaro(std::u32string_view a, std::u32string_view b);
double jaro_winkler(std::u32string_view a, std::u32string_view b);
/// Pieces in one string only, found by removing equal pieces one by one.
std::size_t qgram_distance(std::u32string_view a, std::u32string_view b, std::size_t q);

}  // namespace dalil::reference
