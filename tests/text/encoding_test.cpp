#include "dalil/text/encoding.hpp"

#include <gtest/gtest.h>

namespace dalil {
namespace {

std::string name_of(std::string_view bytes) {
    return guess_encoding(bytes).name;
}

TEST(Encoding, KnowsByteOrderMarks) {
    using namespace std::string_view_literals;
    EXPECT_EQ(decode_text("\xEF\xBB\xBF"
                          "ab"sv)
                  .utf8,
              "ab");
    EXPECT_EQ(decode_text("\xFF\xFE"
                          "a\0\x16\x04"sv)
                  .utf8,
              "aЖ");
    EXPECT_EQ(decode_text("\xFE\xFF\0a\x04\x16"sv).utf8, "aЖ");
    EXPECT_EQ(decode_text("\xFF\xFE\0\0a\0\0\0"sv).utf8, "a");
    EXPECT_TRUE(decode_text("\xFF\xFE"
                            "a\0"sv)
                    .certain);
}

TEST(Encoding, ValidUtf8IsCertain) {
    const Decoded decoded = decode_text("имя,姓名,الاسم");
    EXPECT_EQ(decoded.encoding, "UTF-8");
    EXPECT_TRUE(decoded.certain);
    EXPECT_EQ(decoded.utf8, "имя,姓名,الاسم");
    EXPECT_EQ(decoded.replaced, 0U);
}

TEST(Encoding, SingleWordsAreEnoughForTheLettersOfTheirLanguage) {
    EXPECT_EQ(name_of("\xC8\xE2\xE0\xED\xEE\xE2"), "windows-1251");           // Иванов
    EXPECT_EQ(name_of("\xC8\xC2\xC0\xCD\xCE\xC2\xC0,1980"), "windows-1251");  // ИВАНОВА
    EXPECT_EQ(name_of("\xE9\xD7\xC1\xCE\xCF\xD7"), "KOI8-R");                 // Иванов
    EXPECT_EQ(name_of("\x88\xA2\xA0\xAD\xAE\xA2"), "IBM866");                 // Иванов
    EXPECT_EQ(name_of("\xE3\xCD\xE3\xCF \xC3\xCD\xE3\xCF"), "windows-1256");  // محمد أحمد
    EXPECT_EQ(name_of("Jos\xE9"), "ISO-8859-1");                              // José
    EXPECT_EQ(name_of("M\xFCller,Nu\xF1"
                      "ez"),
              "ISO-8859-1");                                // Müller, Nuñez
    EXPECT_EQ(name_of("\x93Ren\xE9\x94"), "windows-1252");  // in curly quotes
    EXPECT_EQ(name_of("Ay\xFE"
                      "e \xDDnce,I\xFE\xFDk,\xC7"
                      "a\xF0lar"),
              "windows-1254");                                   // Ayşe İnce, Işık, Çağlar
    EXPECT_EQ(name_of("\xCD\xF5\xD0\xA1\xC3\xF7"), "GB18030");   // 王小明
    EXPECT_EQ(name_of("\xD5\xC5\xCE\xB0,\xC4\xD0"), "GB18030");  // 张伟,男
}

TEST(Encoding, Utf16WithoutMarkIsKnownByItsNulBytes) {
    std::string little, big;
    for (const char16_t unit : std::u16string(u"姓名,born\n王小明,1990\n李芳,1985\n")) {
        little += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
        big += {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF)};
    }
    EXPECT_EQ(name_of(little), "UTF-16LE");
    EXPECT_EQ(name_of(big), "UTF-16BE");
    EXPECT_EQ(decode_text(little).utf8, "姓名,born\n王小明,1990\n李芳,1985\n");
}

TEST(Encoding, CutCharactersOfUtf8AreReplacedAndCounted) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += "Иванова Мария\n";
    text += "Иванова Мари\xD1\n";
    const Decoded decoded = decode_text(text);
    EXPECT_EQ(decoded.encoding, "UTF-8");
    EXPECT_FALSE(decoded.certain);
    EXPECT_EQ(decoded.replaced, 1U);
    EXPECT_EQ(decoded.other_lines, 0U);
    EXPECT_NE(decoded.utf8.find("Мари\uFFFD\n"), std::string::npos);
}

TEST(Encoding, LinesOfAnotherEncodingAreReadInIt) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += "Иванова Мария\n";
    text += "\xCF\xE5\xF2\xF0\xEE\xE2\xE0\n";  // Петрова
    const Decoded decoded = decode_text(text);
    EXPECT_EQ(decoded.other_lines, 1U);
    EXPECT_EQ(decoded.other_encoding, "windows-1251");
    EXPECT_NE(decoded.utf8.find("\nПетрова\n"), std::string::npos);
}

TEST(Encoding, LongTextsConvertAcrossBlocks) {
    std::string gb;
    std::string expected;
    for (int i = 0; i < 30'000; ++i) {
        gb += "\xCD\xF5\xD0\xA1\xC3\xF7,";
        expected += "王小明,";
    }
    EXPECT_EQ(decode_text(gb).utf8, expected);
}

}  // namespace
}  // namespace dalil
