#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "dalil/names/name.hpp"

namespace dalil {

bool operator==(const NameParts& a, const NameParts& b) {
    return a.given == b.given && a.middle == b.middle && a.family == b.family &&
           a.father == b.father && a.suffix == b.suffix && a.alias == b.alias;
}

std::ostream& operator<<(std::ostream& out, const NameParts& p) {
    return out << "given [" << p.given << "] middle [" << p.middle << "] family [" << p.family
               << "] father [" << p.father << "] suffix [" << p.suffix << "] alias [" << p.alias
               << "]";
}

namespace {

/// given, middle, family, father, suffix, alias
NameParts parts(std::string given, std::string middle, std::string family, std::string father = "",
                std::string suffix = "", std::string alias = "") {
    return {std::move(given),  std::move(middle), std::move(family),
            std::move(father), std::move(suffix), std::move(alias)};
}

NameParts split(std::string_view full) {
    return split_full_name(full, NameOrder::Unknown);
}

TEST(SplitFullName, WesternNamesHaveTheFamilyNameLast) {
    EXPECT_EQ(split("John Smith"), parts("john", "", "smith"));
    EXPECT_EQ(split("John A. van der Berg"), parts("john", "a.", "van der berg"));
    EXPECT_EQ(split("Vincent van Gogh"), parts("vincent", "", "van gogh"));
    EXPECT_EQ(split("Madonna"), parts("madonna", "", ""));
    EXPECT_EQ(split("Müller-Lüdenscheidt"), parts("müller-lüdenscheidt", "", ""));
}

TEST(SplitFullName, ACommaPutsTheFamilyNameFirst) {
    EXPECT_EQ(split("Smith, John A."), parts("john", "a.", "smith"));
    EXPECT_EQ(split("de la Cruz, Juan (El Rojo)"),
              parts("juan", "", "de la cruz", "", "", "el rojo"));
    EXPECT_EQ(split("Cruz, Maria de la"), parts("maria", "", "de la cruz"));
    EXPECT_EQ(split("Smith Jr., John"), parts("john", "", "smith", "", "jr."));
    EXPECT_EQ(split("Иванов, Иван Петрович"), parts("иван", "", "иванов", "петр"));
    EXPECT_EQ(split("محمد، احمد"), parts("احمد", "", "محمد"));
}

TEST(SplitFullName, TitlesAndGenerationsGoToTheSuffix) {
    EXPECT_EQ(split("Dr. Maria Perez"), parts("maria", "", "perez", "", "dr."));
    EXPECT_EQ(split("John Smith, Jr."), parts("john", "", "smith", "", "jr."));
    EXPECT_EQ(split("John Smith III"), parts("john", "", "smith", "", "iii"));
    EXPECT_EQ(split("Oscar Junior"), parts("oscar", "", "junior"));
    EXPECT_EQ(split("Anthony Ashley Cooper 1st Earl of Shaftesbury"),
              parts("anthony", "ashley", "cooper", "", "1st earl of shaftesbury"));
    EXPECT_EQ(split("Sir Charles Fergusson, Baronet"),
              parts("charles", "", "fergusson", "", "baronet sir"));
    EXPECT_EQ(split("James Earl Jones"), parts("james", "earl", "jones"));
}

TEST(SplitFullName, AliasesAreTakenOut) {
    EXPECT_EQ(split("John \"Johnny\" Smith"), parts("john", "", "smith", "", "", "johnny"));
    EXPECT_EQ(split("John 'Johnny' Smith"), parts("john", "", "smith", "", "", "johnny"));
    EXPECT_EQ(split("Sean O'Brien"), parts("sean", "", "o'brien"));
    EXPECT_EQ(split("Tom Jones aka Tommy Lee"), parts("tom", "", "jones", "", "", "tommy lee"));
    EXPECT_EQ(split("Tom Jones a/k/a Tommy"), parts("tom", "", "jones", "", "", "tommy"));
    EXPECT_EQ(split("Bob or Robert Miller"), parts("bob", "", "miller", "", "", "robert"));
    EXPECT_EQ(split("Bob/Robert Miller"), parts("bob", "", "miller", "", "", "robert"));
    EXPECT_EQ(split("(Bob)"), parts("bob", "", ""));
}

TEST(SplitFullName, TheFathersNameIsFoundInEveryForm) {
    EXPECT_EQ(split("Иванов Иван Петрович"), parts("иван", "", "иванов", "петр"));
    EXPECT_EQ(split("Иван Петрович Иванов"), parts("иван", "", "иванов", "петр"));
    EXPECT_EQ(split("Қиясов Әділбек Дархан Ұлы"), parts("әділбек", "", "қиясов", "дархан"));
    EXPECT_EQ(split("Сабит Дарханұлы Қиясов"), parts("сабит", "", "қиясов", "дархан"));
    EXPECT_EQ(split("Abdullah bin Salman al Saud"), parts("abdullah", "", "al saud", "salman"));
    EXPECT_EQ(split("Ali ibn Abi Talib"), parts("ali", "", "", "abi talib"));
    EXPECT_EQ(split("Tursun Memet oghli"), parts("tursun", "", "", "memet"));
    EXPECT_EQ(split("Roman Abramovich"), parts("roman", "", "abramovich"));  // -ovich last of two
    EXPECT_EQ(split("Omar Marchabeyoglu"), parts("omar", "", "marchabeyoglu"));
}

TEST(SplitFullName, ABareFathersNameIsTheLastNameUnlessTheOrderSaysOtherwise) {
    EXPECT_EQ(split("Memet Tursun"), parts("memet", "", "tursun"));
    EXPECT_EQ(split("ئابدۇرېھىم مەمەت"), parts("ئابدۇرېھىم", "", "مەمەت"));
    EXPECT_EQ(split("阿不都热依木·买买提"), parts("阿不都热依木", "", "买买提"));
    EXPECT_EQ(split("古丽江阿合买提江"), parts("古丽江", "", "阿合买提江"));  // without a dot
    EXPECT_EQ(split_full_name("Memet Tursun", NameOrder::GivenFather),
              parts("memet", "", "", "tursun"));
    EXPECT_EQ(split_full_name("买买提·吐尔逊", NameOrder::GivenFather),
              parts("买买提", "", "", "吐尔逊"));
    EXPECT_EQ(split_full_name("买买提·吐尔逊", NameOrder::FamilyGiven),
              parts("买买提", "", "吐尔逊"));
}

TEST(SplitFullName, ChineseNamesHaveTheFamilyNameFirst) {
    EXPECT_EQ(split("王小明"), parts("小明", "", "王"));
    EXPECT_EQ(split("欧阳娜娜"), parts("娜娜", "", "欧阳"));
    EXPECT_EQ(split("Wang Xiaoming"), parts("xiaoming", "", "wang"));
    EXPECT_EQ(split("Wang Xiao Ming"), parts("xiao ming", "", "wang"));
    EXPECT_EQ(split("马木提"), parts("马木提", "", ""));  // Memut, though 马 is a family name
    EXPECT_EQ(split_full_name("马木提", NameOrder::FamilyGiven), parts("木提", "", "马"));
    EXPECT_EQ(split("王"), parts("王", "", ""));
    EXPECT_EQ(split("王 小明"), parts("小明", "", "王"));
}

TEST(SplitFullName, WhatIsNotKnownStaysEmpty) {
    EXPECT_EQ(split("Unknown"), NameParts{});
    EXPECT_EQ(split("John Unknown"), parts("john", "", ""));
    EXPECT_EQ(split(""), NameParts{});
    EXPECT_EQ(split(" , ; \" ("), NameParts{});
}

TEST(SplitFullName, NoInputLosesAllItsWordsOrFails) {
    const std::vector<std::string> pieces = {"john", "van", "jr.",  ",",   "\"",   "(",  ")",
                                             "bin",  "aka", "or",   "uly", "ovna", "王", "·",
                                             "dr.",  "1st", "earl", "'",   "/"};
    for (const auto& a : pieces) {
        for (const auto& b : pieces) {
            for (const auto& c : pieces) {
                for (const NameOrder order :
                     {NameOrder::Unknown, NameOrder::FamilyGiven, NameOrder::GivenFather}) {
                    const NameParts p = split_full_name(a + " " + b + " " + c, order);
                    const std::string all =
                        p.given + p.middle + p.family + p.father + p.suffix + p.alias;
                    const bool has_john = a == "john" || b == "john" || c == "john";
                    EXPECT_TRUE(!has_john || all.find("john") != std::string::npos) << a << b << c;
                }
            }
        }
    }
}

TEST(PlaceholderName, KnowsTheWaysToSayThatANameIsNotKnown) {
    for (const char* text : {"Unknown",
                             "N.N.",
                             "n/a",
                             "Name withheld by police",
                             "Unidentified Hispanic male",
                             "неизвестный",
                             "Неизвестная женщина",
                             "имя неизвестно",
                             "не установлено",
                             "белгісіз",
                             "不详",
                             "姓名不详",
                             "نامەلۇم",
                             "ئىسمى نامەلۇم",
                             "مجهول الهوية",
                             "bilinmiyor",
                             "desconocido",
                             "???",
                             "-",
                             "",
                             "John Doe",
                             "TK TK"}) {
        EXPECT_TRUE(is_placeholder_name(text)) << text;
    }
}

TEST(PlaceholderName, LeavesNamesAlone) {
    for (const char* text : {"Ann", "Na", "Nan", "Nil", "John Unknown", "X Æ", "张三",
                             "Noname Jones", "买买提", "Ұлан", "Doe, John", "Police Woman Smith"}) {
        EXPECT_FALSE(is_placeholder_name(text)) << text;
    }
}

TEST(Titles, AreNoNames) {
    for (const char* text : {"Sir", "Mrs.", "5th bt.", "Baronet", "Lady", "2nd"})
        EXPECT_TRUE(is_only_titles(text)) << text;
    for (const char* text : {"", "Major", "Baron", "Sir John", "Prince", "Duke"})
        EXPECT_FALSE(is_only_titles(text)) << text;
}

}  // namespace
}  // namespace dalil
