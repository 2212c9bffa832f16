#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dalil/names/name.hpp"

namespace dalil {
namespace {

std::string skeleton(std::string_view word) {
    return name_token(word).skeleton;
}
std::string latin(std::string_view word) {
    return name_token(word).latin;
}

void expect_one_skeleton(const std::vector<std::string>& spellings) {
    for (const std::string& spelling : spellings) {
        EXPECT_EQ(skeleton(spelling), skeleton(spellings.front()))
            << spelling << " and " << spellings.front();
    }
}

TEST(NameToken, OneNameInManySpellingsHasOneSkeleton) {
    expect_one_skeleton({"Abdurehim", "ئابدۇرېھىم", "Абдурәһим", "阿不都热依木", "Abudureyimu",
                         "Абдурахим", "Abdulrahim"});
    expect_one_skeleton({"Memet", "مەمەت", "买买提", "麦麦提", "Maimaiti", "Мәмәт", "Mehmet"});
    expect_one_skeleton({"Қайрат", "Qairat", "Kairat", "قايرات", "Кайрат", "Qaırat"});
    expect_one_skeleton({"Әдiлбек", "Ädilbek", "Adilbek", "Адильбек", "阿德力别克", "ادىلبەك"});
    expect_one_skeleton({"Нұрсұлтан", "Nūrsūltan", "Nursultan", "نۇرسۇلتان"});
    expect_one_skeleton(
        {"Тұрсынжан", "Tursunjan", "Tursynzhan", "تۇرسۇنجان", "吐尔逊江", "Tuerxunjiang"});
    expect_one_skeleton({"Айдосов", "Aidosov", "ئايدوسوۋ", "ايدوسوۆ"});
    expect_one_skeleton({"Маметов", "Маметова", "Memetov", "مەمەتوۋ", "买买提"});
    expect_one_skeleton({"Дәулет", "Dawlet", "Daulet", "Даулет", "Davlet"});
    expect_one_skeleton({"Ахметжанов", "Akhmetzhanov", "Ахметджанов", "Ahmetjanov"});
    expect_one_skeleton({"Şahin", "Sahin", "Shahin", "Шахин"});
    expect_one_skeleton({"Jovičić", "Йовичич"});
    expect_one_skeleton({"Александр", "Alexander", "Aleksandr"});
    expect_one_skeleton({"Eduard", "Edward", "Эдуард"});
    expect_one_skeleton({"محمد", "Mhmd"});
    expect_one_skeleton({"王", "Wang", "wáng"});
}

TEST(NameToken, DifferentNamesKeepDifferentSkeletons) {
    for (const auto& [a, b] :
         std::vector<std::pair<std::string, std::string>>{{"Tursun", "Turghun"},
                                                          {"Memet", "Ahmet"},
                                                          {"Abdurehim", "Abdulla"},
                                                          {"Smith", "Jones"},
                                                          {"Ivan", "Ivanchuk"},
                                                          {"Nurlan", "Erlan"},
                                                          {"Maria", "Marta"}}) {
        EXPECT_NE(skeleton(a), skeleton(b)) << a << " and " << b;
    }
}

TEST(NameToken, ASurnameEndingStaysWhereTheStemSaysTooLittle) {
    EXPECT_EQ(skeleton("Сабитов"), skeleton("Sabit"));
    EXPECT_NE(skeleton("Lvov"), skeleton("Lv"));
    EXPECT_NE(skeleton("Яков"), skeleton("Як"));
    EXPECT_EQ(skeleton("Eva"), "v");
}

TEST(NameToken, RomanisesByTheRulesOfTheScript) {
    EXPECT_EQ(latin("O’Brien"), "obrien");
    EXPECT_EQ(latin("Łukasz"), "lukasz");
    EXPECT_EQ(latin("Çelik"), "celik");  // as lists write that drop the mark
    EXPECT_EQ(latin("Щербаков"), "shcherbakov");
    EXPECT_EQ(latin("阿不都热依木"), "abudureyimu");  // 都 is du in transcriptions
    EXPECT_EQ(latin("喀什"), "kashi");
    EXPECT_EQ(latin("ئۆمەر"), "omer");
    EXPECT_EQ(latin("احمەتوۆ"), "akhmetov");  // Kazakh ۆ is v
    EXPECT_EQ(latin("Παπαδόπουλος"), "papadopoulos");
    EXPECT_EQ(latin("김"), "gim");
}

TEST(NameToken, LatinAndSkeletonAreLettersOnlyAndNeverEmptyForLetters) {
    for (const char* word : {"Aoi", "ЕА", "ئا", "艾", "ㄱ", "O", "h", "É", "Ø", "عائ", "あ", "ა",
                             "Ա", "ש", "अ", "ң"}) {
        const NameToken token = name_token(word);
        EXPECT_FALSE(token.latin.empty()) << word;
        EXPECT_FALSE(token.skeleton.empty()) << word;
        EXPECT_EQ((token.latin + token.skeleton).find_first_not_of("abcdefghijklmnopqrstuvwxyz"),
                  std::string::npos)
            << word;
    }
    EXPECT_TRUE(name_token("12-3").latin.empty());
    EXPECT_TRUE(name_token("").skeleton.empty());
}

TEST(NameToken, InitialsAreSingleLettersButOneHanCharacterIsAName) {
    EXPECT_TRUE(name_token("J.").initial);
    EXPECT_EQ(name_token("J.").folded, "j");
    EXPECT_TRUE(name_token("Қ").initial);
    EXPECT_FALSE(name_token("丽").initial);
    EXPECT_FALSE(name_token("Jo").initial);
}

TEST(NameToken, HostileWordsAreBounded) {
    const std::string long_word(200'000, 'q');
    EXPECT_EQ(name_token(long_word).latin.size(), long_word.size());
    EXPECT_FALSE(name_token("\xFF\xFE\xF0\x9F").folded.empty());
}

TEST(NameTokens, SplitsAFieldIntoItsWords) {
    const auto tokens = name_tokens("Jean-Luc  O'Neil 买买提·吐尔逊 (2)");
    ASSERT_EQ(tokens.size(), 5u);
    EXPECT_EQ(tokens[0].latin, "jean");
    EXPECT_EQ(tokens[2].latin, "oneil");
    EXPECT_EQ(tokens[3].latin, "maimaiti");
    EXPECT_EQ(tokens[4].script, Script::Han);
}

TEST(Nicknames, PairsAreSymmetricAndNotReflexive) {
    EXPECT_TRUE(nickname_pair("bill", "william"));
    EXPECT_TRUE(nickname_pair("aleksandr", "sasha"));
    EXPECT_TRUE(nickname_pair("pepe", "jose"));
    EXPECT_FALSE(nickname_pair("bill", "bill"));
    EXPECT_FALSE(nickname_pair("bill", "robert"));
    EXPECT_FALSE(nickname_pair("samuel", "samantha"));  // "sam" is a form of both
    for (const std::string& form : nickname_forms("william"))
        EXPECT_TRUE(nickname_pair(form, "william"));
    EXPECT_TRUE(nickname_forms("abdurehim").empty());
}

TEST(Scripts, ComparableOnlyWithMeasuredRules) {
    EXPECT_TRUE(scripts_comparable(Script::Latin, Script::Cyrillic));
    EXPECT_TRUE(scripts_comparable(Script::Han, Script::Arabic));
    EXPECT_TRUE(scripts_comparable(Script::Hangul, Script::Hangul));
    EXPECT_FALSE(scripts_comparable(Script::Latin, Script::Hangul));
    EXPECT_FALSE(scripts_comparable(Script::Other, Script::Arabic));
    EXPECT_TRUE(scripts_comparable(Script::None, Script::Han));
}

}  // namespace
}  // namespace dalil
