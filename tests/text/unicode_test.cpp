#include "dalil/text/unicode.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace dalil {
namespace {

using Words = std::vector<std::string>;

TEST(Unicode, IllFormedBytesBecomeReplacementCharacters) {
    EXPECT_EQ(to_utf32("a\xFFz"), (std::u32string{U'a', 0xFFFD, U'z'}));
    EXPECT_EQ(to_utf32("\xE4\xB9"), (std::u32string{0xFFFD}));  // cut off
    EXPECT_EQ(to_utf32("\xC0\x80").front(), char32_t{0xFFFD});  // overlong
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));                // surrogate
    EXPECT_TRUE(is_valid_utf8("ئابدۇرېھىم 买买提 \xF0\x9F\x99\x82"));
    EXPECT_EQ(to_utf8(std::u32string{0xD800, 0x110000}), "\uFFFD\uFFFD");
}

TEST(Unicode, EveryCodePointSurvivesTheRoundTrip) {
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        ASSERT_EQ(to_utf32(to_utf8(std::u32string(1, c))), std::u32string(1, c));
    }
}

TEST(Unicode, FoldsAsciiAsItFoldsTheSameTextBesideOtherLetters) {
    std::string all;
    for (int c = 0; c < 128; ++c) all.push_back(static_cast<char>(c));
    const std::string mixed = fold(all + "é" + all);
    const std::string plain = fold(all);
    EXPECT_EQ(mixed, plain + "é " + plain);  // it begins with a tab
    EXPECT_EQ(fold("  O`Brien \t JR.\n"), "o'brien jr.");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" \t "), "");
}

TEST(Unicode, FoldUnifiesWhatWritersVary) {
    EXPECT_EQ(fold("O’Brien"), "o'brien");
    EXPECT_EQ(fold("O\u00B4Brien"), "o'brien");  // acute accent used as apostrophe
    EXPECT_EQ(fold("Jean\u2010Luc\u2014X"), "jean-luc-x");
    EXPECT_EQ(fold("Ｄａｎｉｅｌ\u3000１２"), "daniel 12");
    EXPECT_EQ(fold("e\u0301"), fold("É"));
    EXPECT_EQ(fold("İSTANBUL"), "istanbul");
    EXPECT_EQ(fold("STRASSE"), fold("straße"));
    EXPECT_EQ(fold("ҚАЙРАТ"), "қайрат");
    EXPECT_EQ(fold("\uFEFFa\u200Fb\u200Dc\u00ADd"),
              "abcd");                   // marks of direction, joiners, soft hyphen
    EXPECT_EQ(fold("محـــمد"), "محمد");  // stretched
    EXPECT_EQ(fold("\uFEE3\uFEA4\uFEE4\uFEAA"), "محمد");  // presentation forms
    EXPECT_EQ(fold("a\u00A0\u2009b"), "a b");
}

TEST(Unicode, FoldingTwiceChangesNothing) {
    for (const char* text : {"  O´Brien (Jr.)  ", "İĞNE  ŞAHİN", "ئابدۇرېھىم ـ", "№ ½ ﬁn", "ΑΣ",
                             "Ǆ ŉ", "e\u0640\u0301",
                             "e\x01"
                             "\u0301"}) {
        const std::string once = fold(text);
        EXPECT_EQ(fold(once), once) << text;
        EXPECT_EQ(fold_words(fold_words(text)), fold_words(text)) << text;
    }
}

TEST(Unicode, FoldedWordsHoldOnlyLettersAndDigits) {
    EXPECT_EQ(fold_words("  D'Angelo-Smith, Jr. (#12)  "), "dangelo smith jr 12");
    EXPECT_EQ(fold_words("阿不都热依木·买买提"), "阿不都热依木 买买提");
    EXPECT_EQ(fold_words("مُحَمَّد"), "محمد");
    EXPECT_EQ(fold_words("?!"), "");
    EXPECT_EQ(fold_words("हिन्दी"), "हिन्दी");
}

TEST(Unicode, StripsAccentsButKeepsLettersOfTheirOwn) {
    EXPECT_EQ(strip_marks("José Łukasz Ørsted Çelık ñ"), "Jose Lukasz Orsted Celik n");
    EXPECT_EQ(strip_marks("Андрей Семён"), "Андрей Семен");
    EXPECT_EQ(strip_marks("ئابدۇرېھىم"), "ئابدۇرېھىم");
    EXPECT_EQ(strip_marks("한글 हिन्दी"), "한글 हिन्दी");
    EXPECT_EQ(strip_marks("plain"), "plain");
}

TEST(Unicode, WordsKeepInnerApostrophesAndPartHanFromOtherLetters) {
    EXPECT_EQ(words("O'Brien, Jean-Luc 'Bill'"), (Words{"O'Brien", "Jean", "Luc", "Bill"}));
    EXPECT_EQ(words("买买提Memet 2"), (Words{"买买提", "Memet", "2"}));
    EXPECT_EQ(words("阿不都·热依木"), (Words{"阿不都", "热依木"}));
    EXPECT_EQ(words(" - "), Words{});
    EXPECT_EQ(words("e\u0301a"), (Words{"e\u0301a"}));
}

TEST(Unicode, ScriptIsThatOfMostLetters) {
    EXPECT_EQ(dominant_script("Қайрат K."), Script::Cyrillic);
    EXPECT_EQ(dominant_script("买买提"), Script::Han);
    EXPECT_EQ(dominant_script("ئابدۇرېھىم (A.)"), Script::Arabic);
    EXPECT_EQ(dominant_script("12-34"), Script::None);
    EXPECT_EQ(dominant_script("สมชาย"), Script::Other);
    EXPECT_EQ(script_name(script_of(U'ж')), "Cyrillic");
}

TEST(Unicode, RomanisesAnyScriptFromAnyThread) {
    EXPECT_EQ(to_latin("Álvaro ABC"), "alvaro abc");
    EXPECT_EQ(to_latin("Παπαδόπουλος"), "papadopoulos");
    EXPECT_EQ(han_reading(U'买'), "mai");
    EXPECT_EQ(han_reading(U'吕'), "lu");
    EXPECT_EQ(han_reading(U'a'), "");
    std::string other;
    std::thread([&] { other = to_latin("Παπαδόπουλος") + std::string(han_reading(U'买')); }).join();
    EXPECT_EQ(other, "papadopoulosmai");
}

TEST(Unicode, DirectionIsThatOfTheFirstStrongLetter) {
    EXPECT_TRUE(is_right_to_left("12 ئابدۇرېھىم abc"));
    EXPECT_FALSE(is_right_to_left("abc ئابدۇرېھىم"));
    EXPECT_FALSE(is_right_to_left("12"));
}

TEST(Unicode, ShowsWhatWouldHideOrReorderText) {
    EXPECT_EQ(show_controls("a\u202Eb\x01"), "a⟦202E⟧b⟦0001⟧");
    EXPECT_EQ(show_controls("می\u200Cرود"), "می\u200Cرود");
}

}  // namespace
}  // namespace dalil
