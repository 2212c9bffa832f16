// Every fast string kernel against its slow definition, on the two halves of the input.
//
// First byte: the alphabet (few letters give many matches) and the cut-off; the rest: both strings.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dalil/similarity/jaro.hpp"
#include "dalil/similarity/lcs_indel.hpp"
#include "dalil/similarity/levenshtein.hpp"
#include "dalil/similarity/osa.hpp"
#include "dalil/similarity/qgram.hpp"
// The oracle belongs to the tests, so it is compiled into the target here.
#include "tests/reference/similarity/similarity_reference.cpp"

namespace {

namespace ref = dalil::reference;

void require(bool holds) {
    if (!holds) std::abort();
}

std::size_t capped(std::size_t distance, std::size_t cutoff) {
    return distance <= cutoff ? distance : cutoff + 1;
}

void compare(std::u32string_view a, std::u32string_view b, std::size_t cutoff) {
    const std::size_t levenshtein = ref::levenshtein(a, b), osa = ref::osa(a, b);
    const std::size_t lcs = ref::lcs_length(a, b), indel = a.size() + b.size() - 2 * lcs;
    require(dalil::levenshtein(a, b) == levenshtein);
    require(dalil::levenshtein(a, b, cutoff) == capped(levenshtein, cutoff));
    require(dalil::LevenshteinPattern(a).distance(b, cutoff) == capped(levenshtein, cutoff));
    require(dalil::osa(a, b) == osa);
    require(dalil::osa(a, b, cutoff) == capped(osa, cutoff));
    require(dalil::OsaPattern(a).distance(b, cutoff) == capped(osa, cutoff));
    require(dalil::lcs_length(a, b) == lcs);
    require(dalil::indel(a, b, cutoff) == capped(indel, cutoff));
    require(dalil::LcsPattern(a).indel(b, cutoff) == capped(indel, cutoff));
    require(std::abs(dalil::jaro(a, b) - ref::jaro(a, b)) < 1e-12);
    require(std::abs(dalil::jaro_winkler(a, b) - ref::jaro_winkler(a, b)) < 1e-12);
    require(std::abs(dalil::JaroPattern(a).jaro_winkler(b) - ref::jaro_winkler(a, b)) < 1e-12);
    for (std::size_t q = 1; q <= 3; ++q) {
        require(dalil::qgram_distance(a, b, q) == ref::qgram_distance(a, b, q));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kLongest = 400;
    if (size < 1 || size > kLongest) return 0;
    const char32_t letters = 2 + data[0] % 64;
    const char32_t first = data[0] % 2 == 0 ? U'a' : U'一';
    const std::size_t half = 1 + (size - 1) / 2;
    std::u32string a, b;
    for (std::size_t i = 1; i < size; ++i) (i < half ? a : b).push_back(first + data[i] % letters);
    compare(a, b, data[0] % 16);
    return 0;
}
