// What the metrics say about pairs worked out by hand, and what holds for all of them.
#include <gtest/gtest.h>

#include <string>

#include "dalil/similarity/jaro.hpp"
#include "dalil/similarity/lcs_indel.hpp"
#include "dalil/similarity/levenshtein.hpp"
#include "dalil/similarity/osa.hpp"
#include "dalil/similarity/qgram.hpp"
#include "dalil/similarity/token_set.hpp"

namespace dalil {
namespace {

TEST(Similarity, PublishedExamplesOfJaroWinkler) {
    EXPECT_NEAR(jaro("martha", "marhta"), 0.9444, 5e-5);  // Winkler (1990)
    EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 5e-5);
    EXPECT_NEAR(jaro("dwayne", "duane"), 0.8222, 5e-5);
    EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.84, 5e-5);
    EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 5e-5);
    EXPECT_EQ(jaro_winkler("", ""), 1);
    EXPECT_EQ(jaro_winkler("a", ""), 0);
}

TEST(Similarity, SwappedNeighboursCostOneInAlignmentAndTwoInLevenshtein) {
    EXPECT_EQ(levenshtein("rehim", "rehmi"), 2u);
    EXPECT_EQ(osa("rehim", "rehmi"), 1u);
    EXPECT_EQ(osa("ca", "abc"), 3u);  // no part is edited twice
}

TEST(Similarity, CodePointsAreOneUnitAndBytesAreNot) {
    EXPECT_EQ(levenshtein(U"买买提", U"买提"), 1u);
    EXPECT_EQ(levenshtein("买买提", "买提"), 3u);
    EXPECT_DOUBLE_EQ(levenshtein_similarity(U"买买提", U"买提"), 1 - 1.0 / 3);
}

TEST(Similarity, UnitsBeyondUnicodeAndHighBytesAreCompared) {
    const std::string high{"\xFF\x80\xFF"}, other{"\xFF\x81\xFF"};
    EXPECT_EQ(levenshtein(high, other), 1u);
    const std::u32string odd{0xFFFFFFFE, 0x7FFFFFFF, 0xD800};
    EXPECT_EQ(levenshtein(odd, odd.substr(1)), 1u);
    std::u32string long_odd;
    for (char32_t c = 0; c < 200; ++c) long_odd.push_back(0xFFFFFF00 + c);
    EXPECT_EQ(lcs_length(long_odd + U"x", U"y" + long_odd), 200u);
}

TEST(Similarity, HugeCutoffMeansNone) {
    EXPECT_EQ(levenshtein("abcdef", "uvwxyz", kNoCutoff), 6u);
    EXPECT_EQ(osa("abcdef", "uvwxyz", kNoCutoff - 1), 6u);
    EXPECT_EQ(indel("abcdef", "uvwxyz", kNoCutoff), 12u);
}

TEST(Similarity, PatternsCanBeMovedAndUsedAgain) {
    LevenshteinPattern pattern("memet");
    LevenshteinPattern moved = std::move(pattern);
    EXPECT_EQ(moved.distance("memed"), 1u);
    EXPECT_EQ(moved.distance("memet"), 0u);
    EXPECT_EQ(moved.distance(""), 5u);
    EXPECT_EQ(LevenshteinPattern("").distance("abc"), 3u);
}

TEST(Similarity, ShortStringsAreOnePiece) {
    EXPECT_DOUBLE_EQ(qgram_dice("a", "a", 2), 1);
    EXPECT_DOUBLE_EQ(qgram_dice("a", "ab", 2), 0);
    EXPECT_DOUBLE_EQ(qgram_dice("night", "nacht", 2), 0.25);
    EXPECT_DOUBLE_EQ(qgram_dice("", "", 2), 1);
    EXPECT_NEAR(QGrams("night", 2).jaccard(QGrams("nacht", 2)), 1.0 / 7, 1e-12);
}

TEST(Similarity, WordSetsIgnoreOrderAndRepetition) {
    EXPECT_NEAR(token_jaccard("ali reza karimi", "karimi ali ali"), 2.0 / 3, 1e-12);
    EXPECT_DOUBLE_EQ(token_set_similarity("ali karimi", "karimi ali reza"), 1);
    EXPECT_DOUBLE_EQ(token_set_similarity("", ""), 1);
    EXPECT_DOUBLE_EQ(token_set_similarity("ali", ""), 0);
    EXPECT_NEAR(token_set_similarity("ab cd", "ab ce"), 2.0 * 4 / 10, 1e-12);
    EXPECT_DOUBLE_EQ(TokenSet("a b").overlap(TokenSet("b c d")), 0.5);
}

}  // namespace
}  // namespace dalil
