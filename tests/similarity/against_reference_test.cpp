// Every kernel against its slow definition: on all short strings of a small alphabet, and on random
// long ones.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "dalil/base/random.hpp"
#include "dalil/similarity/jaro.hpp"
#include "dalil/similarity/lcs_indel.hpp"
#include "dalil/similarity/levenshtein.hpp"
#include "dalil/similarity/osa.hpp"
#include "dalil/similarity/qgram.hpp"
#include "tests/reference/similarity/similarity_reference.hpp"

namespace dalil {
namespace {

/// All strings over the first `letters` letters up to `longest` long.
std::vector<std::u32string> all_strings(std::size_t letters, std::size_t longest,
                                        char32_t first = U'a') {
    std::vector<std::u32string> out{U""};
    for (std::size_t from = 0, length = 1; length <= longest; ++length) {
        const std::size_t end = out.size();
        for (std::size_t i = from; i < end; ++i) {
            for (std::size_t letter = 0; letter < letters; ++letter) {
                out.push_back(out[i] + static_cast<char32_t>(first + letter));
            }
        }
        from = end;
    }
    return out;
}

std::string narrow(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) out.push_back(static_cast<char>(c));
    return out;
}

std::u32string random_text(Rng& rng, std::size_t longest, std::size_t letters, char32_t first) {
    std::u32string out(rng.below(longest + 1), U' ');
    for (char32_t& c : out) c = static_cast<char32_t>(first + rng.below(letters));
    return out;
}

/// A copy with a few random edits and swaps: near pairs are where kernels go wrong.
std::u32string edited(Rng& rng, std::u32string text, std::size_t letters, char32_t first) {
    for (std::uint64_t edits = rng.below(6); edits > 0; --edits) {
        const std::size_t at = rng.below(text.size() + 1);
        const auto letter = static_cast<char32_t>(first + rng.below(letters));
        const std::uint64_t kind = rng.below(4);
        if (kind == 0)
            text.insert(at, 1, letter);
        else if (at < text.size() && kind == 1)
            text.erase(at, 1);
        else if (at < text.size() && kind == 2)
            text[at] = letter;
        else if (at + 1 < text.size())
            std::swap(text[at], text[at + 1]);
    }
    return text;
}

std::size_t capped(std::size_t distance, std::size_t cutoff) {
    return distance <= cutoff ? distance : cutoff + 1;
}

struct Expected {
    std::size_t levenshtein, osa, lcs;
    double jaro, jaro_winkler;
};

Expected expected(std::u32string_view a, std::u32string_view b) {
    return {reference::levenshtein(a, b), reference::osa(a, b), reference::lcs_length(a, b),
            reference::jaro(a, b), reference::jaro_winkler(a, b)};
}

template <class View>
void check(View a, View b, const Expected& e) {
    ASSERT_EQ(levenshtein(a, b), e.levenshtein);
    ASSERT_EQ(osa(a, b), e.osa);
    ASSERT_EQ(lcs_length(a, b), e.lcs);
    ASSERT_EQ(indel(a, b), a.size() + b.size() - 2 * e.lcs);
    ASSERT_DOUBLE_EQ(jaro(a, b), e.jaro);
    ASSERT_DOUBLE_EQ(jaro_winkler(a, b), e.jaro_winkler);
}

template <class View>
void check_patterns(View a, View b, const Expected& e) {
    ASSERT_EQ(LevenshteinPattern(a).distance(b), e.levenshtein);
    ASSERT_EQ(OsaPattern(a).distance(b), e.osa);
    ASSERT_EQ(LcsPattern(a).lcs_length(b), e.lcs);
    ASSERT_DOUBLE_EQ(JaroPattern(a).jaro(b), e.jaro);
    ASSERT_DOUBLE_EQ(JaroPattern(a).jaro_winkler(b), e.jaro_winkler);
}

template <class View>
void check_cutoffs(View a, View b, const Expected& e, std::size_t cutoff) {
    ASSERT_EQ(levenshtein(a, b, cutoff), capped(e.levenshtein, cutoff));
    ASSERT_EQ(osa(a, b, cutoff), capped(e.osa, cutoff));
    ASSERT_EQ(indel(a, b, cutoff), capped(a.size() + b.size() - 2 * e.lcs, cutoff));
    ASSERT_EQ(LevenshteinPattern(a).distance(b, cutoff), capped(e.levenshtein, cutoff));
    ASSERT_EQ(OsaPattern(a).distance(b, cutoff), capped(e.osa, cutoff));
    ASSERT_EQ(LcsPattern(a).indel(b, cutoff), capped(a.size() + b.size() - 2 * e.lcs, cutoff));
}

template <class View>
void check_share_cutoff(View a, View b, const Expected& e, double cutoff) {
    const double jaro_kept = e.jaro >= cutoff ? e.jaro : 0;
    const double winkler_kept = e.jaro_winkler >= cutoff ? e.jaro_winkler : 0;
    if (std::abs(e.jaro - cutoff) > 1e-9) {
        ASSERT_DOUBLE_EQ(jaro(a, b, cutoff), jaro_kept);
        ASSERT_DOUBLE_EQ(JaroPattern(a).jaro(b, cutoff), jaro_kept);
    }
    if (std::abs(e.jaro_winkler - cutoff) > 1e-9) {
        ASSERT_DOUBLE_EQ(jaro_winkler(a, b, cutoff), winkler_kept);
        ASSERT_DOUBLE_EQ(JaroPattern(a).jaro_winkler(b, cutoff), winkler_kept);
    }
}

TEST(Similarity, AgreesWithTheDefinitionsOnAllShortStringsOfTwoLetters) {
    const auto strings = all_strings(2, 6);
    for (const auto& a : strings) {
        for (const auto& b : strings) {
            const Expected e = expected(a, b);
            check<std::u32string_view>(a, b, e);
            const std::string narrow_a = narrow(a), narrow_b = narrow(b);
            check<std::string_view>(narrow_a, narrow_b, e);
            if (HasFatalFailure()) FAIL() << narrow_a << " / " << narrow_b;
        }
    }
}

TEST(Similarity, AgreesWithTheDefinitionsOnAllShortStringsOfThreeLetters) {
    const auto strings = all_strings(3, 4, U'ا');  // beyond the first 256 code points
    for (const auto& a : strings) {
        for (const auto& b : strings) {
            const Expected e = expected(a, b);
            check_patterns<std::u32string_view>(a, b, e);
            for (std::size_t cutoff = 0; cutoff < 4; ++cutoff) {
                check_cutoffs<std::u32string_view>(a, b, e, cutoff);
            }
            for (const double cutoff : {0.5, 0.71, 0.8, 0.9, 0.95}) {
                check_share_cutoff<std::u32string_view>(a, b, e, cutoff);
            }
            if (HasFatalFailure()) FAIL();
        }
    }
}

TEST(Similarity, AgreesWithTheDefinitionsOnLongStrings) {
    Rng rng(0x51A1);
    for (int round = 0; round < 1500; ++round) {
        const std::size_t letters = 2 + rng.below(rng.below(2) == 0 ? 3 : 60);
        const char32_t first = rng.below(2) == 0 ? U'a' : U'一';
        const std::size_t longest = round % 3 == 0 ? 70 : 260;
        const std::u32string a = random_text(rng, longest, letters, first);
        const std::u32string b = rng.below(2) == 0 ? random_text(rng, longest, letters, first)
                                                   : edited(rng, a, letters, first);
        const Expected e = expected(a, b);
        check<std::u32string_view>(a, b, e);
        check_patterns<std::u32string_view>(a, b, e);
        check_cutoffs<std::u32string_view>(a, b, e, rng.below(12));
        check_share_cutoff<std::u32string_view>(
            a, b, e, 0.6 + 0.4 * static_cast<double>(rng.below(100)) / 100);
        if (first == U'a') {
            const std::string narrow_a = narrow(a), narrow_b = narrow(b);
            check<std::string_view>(narrow_a, narrow_b, e);
            check_patterns<std::string_view>(narrow_a, narrow_b, e);
        }
        if (HasFatalFailure()) FAIL() << "round " << round;
    }
}

TEST(Similarity, SharedPiecesAgreeWithRemovingThemOneByOne) {
    for (std::size_t q = 1; q <= 3; ++q) {
        const auto strings = all_strings(2, 5, q == 2 ? U'一' : U'a');
        for (const auto& a : strings) {
            for (const auto& b : strings) {
                ASSERT_EQ(qgram_distance(a, b, q), reference::qgram_distance(a, b, q));
            }
        }
    }
}

}  // namespace
}  // namespace dalil
