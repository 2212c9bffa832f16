#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dalil/base/random.hpp"
#include "dalil/names/name.hpp"

namespace dalil {
namespace {

using Names = std::vector<std::string>;

NameOrder order_of(const Names& names, const Names& given = {}, const Names& family = {}) {
    const auto views = [](const Names& values) {
        return std::vector<std::string_view>(values.begin(), values.end());
    };
    return infer_name_order(views(names), views(given), views(family));
}

/// Many names built from two pools, in the order first, second.
Names built(const Names& first, const Names& second) {
    Rng rng(5);
    Names out;
    for (int i = 0; i < 60; ++i)
        out.push_back(first[rng.below(first.size())] + " " + second[rng.below(second.size())]);
    return out;
}

const Names kGiven = {"John", "Mary", "Anna", "Paul", "James"};
const Names kFamily = {"Smith", "Jones", "Miller", "Baker",  "Young", "Carter", "Moore", "Clark",
                       "Lewis", "Hall",  "King",   "Wright", "Green", "Adams",  "Nelson"};
const Names kUyghur = {"Memet", "Tursun", "Abdurehim", "Qadir", "Rozi",
                       "Ömer",  "Nur",    "Ehmet",     "Sidiq", "Yasin"};

TEST(NameOrder, KnownGivenAndFamilyNamesDecide) {
    EXPECT_EQ(order_of(built(kFamily, kGiven), kGiven, kFamily), NameOrder::FamilyGiven);
    EXPECT_EQ(order_of(built(kGiven, kFamily), kGiven, kFamily), NameOrder::GivenFamily);
}

TEST(NameOrder, FewerDistinctWordsStandWhereTheGivenNameIs) {
    EXPECT_EQ(order_of(built(kGiven, kFamily)), NameOrder::GivenFamily);
    EXPECT_EQ(order_of(built(kFamily, kGiven)), NameOrder::FamilyGiven);
}

TEST(NameOrder, OnePoolAtBothEndsIsNotReadAsFamilyNamesInFront) {
    EXPECT_EQ(order_of(built(kUyghur, {"Memet", "Tursun", "Qadir"})), NameOrder::GivenFamily);
    EXPECT_EQ(
        order_of({"مەمەت تۇرسۇن", "ئابدۇرېھىم قادىر", "روزى ئۆمەر", "نۇر ئەھمەت", "سىدىق ياسىن"}),
        NameOrder::GivenFamily);
}

TEST(NameOrder, PatronymicsShowWhereTheFamilyNameIs) {
    EXPECT_EQ(order_of({"Иванов Иван Петрович", "Петров Олег Иванович", "Сидорова Анна Олеговна",
                        "Ким Юрий Львович"}),
              NameOrder::FamilyGiven);
    EXPECT_EQ(order_of({"Иван Петрович Иванов", "Олег Иванович Петров", "Анна Олеговна Сидорова"}),
              NameOrder::GivenFamily);
    EXPECT_EQ(order_of({"Сабит Дарханұлы", "Айгүл Сабитқызы", "Ерлан Қайратұлы"}),
              NameOrder::GivenFather);
}

TEST(NameOrder, ChineseNamesBeginWithTheFamilyNameAndTranscribedOnesWithTheOwn) {
    EXPECT_EQ(order_of({"王小明", "李娜", "张伟", "刘洋", "陈静"}), NameOrder::FamilyGiven);
    EXPECT_EQ(order_of({"阿不都热依木·买买提", "古丽·吐尔逊", "买买提·艾力", "肉孜·司马义",
                        "帕提古丽·依明"}),
              NameOrder::GivenFamily);
    EXPECT_EQ(order_of({"Wang Xiaoming", "Li Na", "Zhang Wei", "Liu Yang", "Chen Jing"}),
              NameOrder::FamilyGiven);
}

TEST(NameOrder, SaysNothingFromNothing) {
    EXPECT_EQ(order_of({}), NameOrder::Unknown);
    EXPECT_EQ(order_of({"Madonna", "Cher"}), NameOrder::Unknown);
    EXPECT_EQ(order_of({"Smith, John", "Jones, Ann"}), NameOrder::Unknown);
}

TEST(NameOrder, OrderOfRowsDoesNotMatter) {
    Names names = built(kFamily, kGiven);
    const NameOrder before = order_of(names);
    Rng rng(9);
    for (std::size_t i = names.size(); i > 1; --i) std::swap(names[i - 1], names[rng.below(i)]);
    EXPECT_EQ(order_of(names), before);
}

}  // namespace
}  // namespace dalil
