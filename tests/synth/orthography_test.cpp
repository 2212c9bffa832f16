#include "synth/orthography.hpp"

#include <gtest/gtest.h>

#include "dalil/text/unicode.hpp"
#include "synth/slips.hpp"

namespace dalil::synth {
namespace {

std::uint16_t index_of(std::span<const Spellings> names, std::string_view english) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i].english == english) return static_cast<std::uint16_t>(i);
    ADD_FAILURE() << english;
    return 0;
}

std::uint16_t man(std::string_view english) {
    return index_of(male_names(), english);
}

TEST(Orthography, PutsAVowelThatOpensASyllableOnHamza) {
    EXPECT_EQ(uyghur_arabic("abdurehim"), "ئابدۇرەھىم");
    EXPECT_EQ(uyghur_arabic("saadet"), "سائادەت");
    EXPECT_EQ(uyghur_arabic("gheyret"), "غەيرەت");
}

TEST(Orthography, WritesOnePersonInSixWays) {
    const GivenName name{man("Tursun"), Ending::Jan};
    EXPECT_EQ(given_name(name, Sex::Male, Orthography::Kazakh), "Тұрсынжан");
    EXPECT_EQ(given_name(name, Sex::Male, Orthography::Russian), "Турсунжан");
    EXPECT_EQ(given_name(name, Sex::Male, Orthography::English), "Tursunzhan");
    EXPECT_EQ(given_name(name, Sex::Male, Orthography::Uyghur), "تۇرسۇنجان");
    EXPECT_EQ(given_name(name, Sex::Male, Orthography::Han), "吐尔逊江");
    EXPECT_EQ(given_name(name, Sex::Male, Orthography::Pinyin), "Tuerxunjiang");
}

TEST(Orthography, BendsSurnamesByGenderAndStem) {
    EXPECT_EQ(family_name({man("Marat"), true}, Sex::Male, Orthography::Russian), "Маратов");
    EXPECT_EQ(family_name({man("Zhumabai"), true}, Sex::Female, Orthography::Russian), "Жумабаева");
    EXPECT_EQ(family_name({man("Zhumabai"), true}, Sex::Female, Orthography::English),
              "Zhumabaeva");
    EXPECT_EQ(family_name({man("Abdulla"), true}, Sex::Male, Orthography::Kazakh), "Абдоллаев");
    EXPECT_EQ(family_name({man("Marat"), true}, Sex::Male, Orthography::Han), "马拉提");
    EXPECT_EQ(family_name({man("Marat"), false}, Sex::Female, Orthography::Russian), "Марат");
}

TEST(Orthography, FormsPatronymicsWhereTheLanguageHasThem) {
    const GivenName father{man("Serik"), Ending::None};
    EXPECT_EQ(fathers_name(father, Sex::Male, Orthography::Kazakh), "Серікұлы");
    EXPECT_EQ(fathers_name(father, Sex::Female, Orthography::Russian), "Сериковна");
    EXPECT_EQ(fathers_name({man("Musa"), Ending::None}, Sex::Male, Orthography::Russian),
              "Мусаевич");
    EXPECT_EQ(fathers_name(father, Sex::Male, Orthography::Uyghur), "سەرىك");
}

TEST(Orthography, ReadsEveryCharacterOfTheTables) {
    for (const auto table : {male_names(), female_names(), villages(), districts()})
        for (const Spellings& name : table)
            for (const char32_t character : to_utf32(name.han))
                EXPECT_FALSE(pinyin_of(character).empty()) << name.english;
}

TEST(Orthography, WritesEveryNameInTheScriptOfItsColumn) {
    for (const auto table : {male_names(), female_names(), villages(), districts()}) {
        for (const Spellings& name : table) {
            EXPECT_EQ(dominant_script(name.kazakh), Script::Cyrillic) << name.english;
            EXPECT_EQ(dominant_script(name.russian), Script::Cyrillic) << name.english;
            EXPECT_EQ(dominant_script(name.han), Script::Han) << name.english;
            EXPECT_EQ(dominant_script(plain(name, Orthography::Uyghur)), Script::Arabic)
                << name.english;
        }
    }
}

TEST(Slips, ChangeAWordALittleAndKeepItValid) {
    Rng rng(3);
    for (const Orthography how : {Orthography::Kazakh, Orthography::Russian, Orthography::English,
                                  Orthography::Uyghur, Orthography::Han, Orthography::Pinyin}) {
        for (const Spellings& name : male_names()) {
            const std::string word = plain(name, how), wrong = slip(word, how, rng);
            const auto before = to_utf32(word).size(), after = to_utf32(wrong).size();
            EXPECT_TRUE(is_valid_utf8(wrong));
            EXPECT_LE(before > after ? before - after : after - before, 1u) << word;
            EXPECT_GE(after, 1u);
        }
    }
}

TEST(Slips, TypeKazakhOnARussianKeyboard) {
    EXPECT_EQ(without_kazakh_letters("Қайрат Әбдіқадыр"), "Кайрат Абдикадыр");
}

}  // namespace
}  // namespace dalil::synth
