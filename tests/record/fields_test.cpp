// How cells become values: names, dates, ages, numbers of persons, words that say nothing.
#include <gtest/gtest.h>

#include "tests/record/small_lists.hpp"

namespace dalil {
namespace {

using namespace dalil::test;

TEST(Names, ASecondGivenNameIsAMiddleNameAndFamilyNamesAreJoined) {
    const Read list = read_rows({{"fname_c1", "fname_c2", "lname_c1", "lname_c2"},
                                 {"ANNA", "MARIA", "MÜLLER", ""},
                                 {"KARL", "", "LEE", "KIM"}});
    EXPECT_EQ(list.values("given_name"), (Strings{"anna", "karl"}));
    EXPECT_EQ(list.values("middle_name"), (Strings{"maria", ""}));
    EXPECT_EQ(list.values("family_name"), (Strings{"müller", "lee kim"}));
}

TEST(Names, BareNameIsWhatTheOtherColumnsLeave) {
    const Read given = read_rows({{"имя", "фамилия"}, {"Анна", "Ким"}, {"Ержан", "Оспанов"}});
    EXPECT_EQ(given.meaning(0), Meaning::GivenName);
    const Read family = read_rows({{"nom", "prénom"}, {"Durand", "Anne"}, {"Petit", "Paul"}});
    EXPECT_EQ(family.meaning(0), Meaning::FamilyName);
    const Read full = read_rows({{"name", "age"}, {"Ann Lee", "30"}, {"Bo Kim", "40"}});
    EXPECT_EQ(full.meaning(0), Meaning::FullName);
    EXPECT_EQ(full.values("family_name"), (Strings{"lee", "kim"}));
}

TEST(Names, NameThatRepeatsTheSurnameIsTheFullName) {
    const Read list =
        read_rows({{"name", "surname"}, {"Ann Lee", "Lee"}, {"Bo Kim", "Kim"}, {"Li Wei", ""}});
    EXPECT_EQ(list.meaning(0), Meaning::FullName);
    EXPECT_EQ(list.values("given_name"), (Strings{"ann", "bo", "li"}));
    EXPECT_EQ(list.values("family_name"), (Strings{"lee", "kim", "wei"}));
    EXPECT_EQ(list.records.field("alias"), nullptr);
}

TEST(Names, FullNameBesideItsPartsCountsOnce) {
    Rows rows = {{"full_name", "first_name", "surname", "city"}};
    for (int i = 0; i < 100; ++i)
        rows.push_back({"Ann" + std::string(1, char('a' + i % 26)) + " Lee",
                        "Ann" + std::string(1, char('a' + i % 26)), "Lee", "Aksu"});
    const Read same = read_rows(rows);
    EXPECT_EQ(same.meaning(0), Meaning::Ignore);
    EXPECT_TRUE(same.column(0).certain);
    for (std::size_t i = 1; i <= 20; ++i) rows[i][0] += " Hartwell";
    rows[50][1] = rows[50][2] = "";
    const Read more = read_rows(rows);
    EXPECT_EQ(more.meaning(0), Meaning::FullName);
    EXPECT_EQ(more.value("alias", 0), "hartwell") << "only what the parts do not say";
    EXPECT_EQ(more.value("alias", 60), "");
    EXPECT_EQ(more.value("family_name", 49), "lee")
        << "taken from the full name where the parts are empty";
}

TEST(Names, WithheldNamesAreMissing) {
    const Read list = read_rows({{"Victim's name", "age"},
                                 {"Ann Lee", "30"},
                                 {"Name withheld by police", "31"},
                                 {"неизвестный", "32"}});
    EXPECT_EQ(list.value("given_name", 1), "");
    EXPECT_EQ(list.value("family_name", 2), "");
    EXPECT_EQ(list.issues("name-placeholder"), 2U);
}

TEST(Names, ThatAreMissingAreCounted) {
    const Read list = read_rows({{"first_name", "last_name", "city"},
                                 {"Ann", "Lee", "Aksu"},
                                 {"Bo", "Kim", "Aksu"},
                                 {"", "", "Aksu"},
                                 {"unknown", "-", "Aksu"}});
    EXPECT_EQ(list.records.size(), 4U);
    EXPECT_EQ(list.issues("name-missing") + list.issues("name-placeholder"), 2U);
}

TEST(Names, TakeABirthYearOffTheEnd) {
    const Read list = read_rows({{"name"},
                                 {"Ahmet Yusuf (1975)"},
                                 {"Ann Lee, b. 1980"},
                                 {"Bo Kim 1990-03-04"},
                                 {"Li Wei（1985）"},
                                 {"Dana Ospan, 1970 г.р."}});
    EXPECT_EQ(list.values("birth_date"), (Strings{"1975", "1980", "1990-03-04", "1985", "1970"}));
    EXPECT_EQ(list.values("family_name"), (Strings{"yusuf", "lee", "kim", "wei", "ospan"}));
    EXPECT_EQ(list.issues("birth-year-in-name"), 5U);
}

TEST(Names, NaIsANameUnlessTheListUsesItAsAGap) {
    Rows rows = {{"given name", "family name"}};
    for (int i = 0; i < 200; ++i)
        rows.push_back({"Min" + std::to_string(i % 7), i == 5 ? "Na" : "Kim"});
    EXPECT_EQ(read_rows(rows).value("family_name", 5), "na");
    Rows gaps = {{"given name", "family name", "city", "occupation"}};
    for (int i = 0; i < 20; ++i) gaps.push_back({"Min", i % 4 == 0 ? "NA" : "Kim", "NA", "NA"});
    EXPECT_EQ(read_rows(gaps).value("family_name", 0), "");
}

TEST(Missing, WordsOfManyLanguagesSayNothing) {
    Rows rows = {{"name", "city"}};
    const Strings nothing = {"N/A",         "-",       "?",          "unknown", "не известно",
                             "нет данных",  "不详",    "未知",       "نامەلۇم", "غير معروف",
                             "desconocido", "inconnu", "bilinmiyor", "NA",      "Unknown city"};
    for (std::size_t i = 0; i < nothing.size(); ++i)
        rows.push_back({"Ann" + std::string(1, char('a' + i)) + " Lee", nothing[i]});
    rows.push_back({"Bo Kim", "Aksu"});
    const Read list = read_rows(rows);
    for (std::size_t i = 0; i < nothing.size(); ++i)
        EXPECT_EQ(list.value("city", i), "") << nothing[i];
    EXPECT_EQ(list.value("city", nothing.size()), "aksu");
}

TEST(Identifiers, KeepEveryDigitAndLeadingZero) {
    const Read list = read_rows({{"name", "national id", "zip"},
                                 {"Ann Lee", "00123-456", "01234"},
                                 {"Bo Kim", "110101199003070012", "00000"},
                                 {"Li Wei", "1.23E+17", "98101.0"}});
    EXPECT_EQ(list.values("national_id"), (Strings{"00123456", "110101199003070012", ""}));
    EXPECT_EQ(list.issues("identifier-rounded"), 1U);
    EXPECT_EQ(list.values("postcode"), (Strings{"01234", "", "98101"}));
}

TEST(Identifiers, GiveTheBirthDateThatTheyHold) {
    const Read list = read_rows({{"name", "身份证号", "born"},
                                 {"Ann Lee", "653121197503040016", ""},
                                 {"Bo Kim", "750304300127", ""},
                                 {"Li Wei", "653121197503040016", "1980"},
                                 {"Dana Ospan", "653121197503040010", ""}});
    EXPECT_EQ(list.values("birth_date"), (Strings{"1975-03-04", "1975-03-04", "1980", ""}))
        << "a written date stays; a number whose check digit is wrong says nothing";
    EXPECT_EQ(list.issues("birth-from-identifier"), 2U);
}

TEST(Identifiers, NumbersOfRowsAreNoEvidence) {
    Rows rows = {{"row_id", "id", "No", "name", "ssn", "case no"}};
    for (int i = 0; i < 60; ++i)
        rows.push_back({"a" + std::to_string(1000 + i), std::to_string(77 * i + 5),
                        std::to_string(i + 1), "Ann Lee", std::to_string(555000 + i / 2),
                        std::to_string(i / 10)});
    const Read list = read_rows(rows);
    EXPECT_EQ(list.meaning(0), Meaning::RowId);
    EXPECT_EQ(list.meaning(1), Meaning::RowId);
    EXPECT_EQ(list.meaning(2), Meaning::RowId);
    EXPECT_EQ(list.meaning(4), Meaning::Identifier);
    EXPECT_EQ(list.meaning(5), Meaning::Category) << "shared by several people";
    for (const Field& field : list.records.fields) EXPECT_NE(field.meaning, Meaning::RowId);
}

TEST(Sex, IsOneOfThreeLetters) {
    const Read list = read_rows({{"name", "sex"},
                                 {"Ann Lee", "Female"},
                                 {"Bo Kim", "М"},
                                 {"Li Wei", "男"},
                                 {"Dana Ospan", "ئايال"},
                                 {"Eve Lee", "kadın"},
                                 {"Max Lee", "Transgender"},
                                 {"Kim Lee", "unknown"}});
    EXPECT_EQ(list.values("sex"), (Strings{"f", "m", "m", "f", "f", "x", ""}));
}

TEST(Sex, ReadsYesNoColumns) {
    const Read list = read_rows({{"last_name", "male"}, {"Lee", "1"}, {"Kim", "0"}, {"Wei", "NA"}});
    EXPECT_EQ(list.values("sex"), (Strings{"m", "f", ""}));
}

TEST(Sex, ReadsCodesOfIso5218AndLeavesOtherCodesAlone) {
    const Read iso =
        read_rows({{"name", "sex"}, {"Ann Lee", "2"}, {"Bo Kim", "1"}, {"Li Wei", "9"}});
    EXPECT_EQ(iso.values("sex"), (Strings{"f", "m", ""}));
    const Read own = read_rows({{"name", "sex"}, {"Ann Lee", "0"}, {"Bo Kim", "1"}});
    EXPECT_EQ(own.values("sex"), (Strings{"0", "1"}));
}

TEST(Dates, OfThreeColumnsBecomeOne) {
    const Read list = read_rows({{"name", "month", "day", "year"},
                                 {"Ann Lee", "January", "1", "2015"},
                                 {"Bo Kim", "Feb", "", "2016"},
                                 {"Li Wei", "", "", "2016"},
                                 {"Dana Ospan", "February", "31", "2016"}});
    EXPECT_EQ(list.values("event_date"), (Strings{"2015-01-01", "2016-02", "2016", "2016-02?"}));
    EXPECT_EQ(list.issues("date-impossible"), 1U);
}

TEST(Dates, FollowTheOrderOfTheirColumn) {
    Rows rows = {{"name", "dob"}};
    for (int i = 1; i <= 28; ++i)
        rows.push_back({"Ann Lee", (i < 10 ? "0" : "") + std::to_string(i) + "/03/1990"});
    const Read list = read_rows(rows);
    EXPECT_EQ(list.column(1).date_order, DateOrder::DayMonthYear);
    EXPECT_EQ(list.value("birth_date", 3), "1990-03-04");
    EXPECT_EQ(list.issues("date-ambiguous"), 0U);
    const Read undecided =
        read_rows({{"name", "dob"}, {"Ann Lee", "04/03/1990"}, {"Bo Kim", "05/06/1991"}});
    EXPECT_EQ(undecided.value("birth_date", 0), "[1990-03-04,1990-04-03]");
    EXPECT_EQ(undecided.issues("date-ambiguous"), 2U);
}

TEST(Dates, OfTwoDigitsAreNotLaterThanTheListItself) {
    const Read list = read_rows({{"name", "dob", "date of arrest"},
                                 {"Ann Lee", "04.03.75", "12.09.1973"},
                                 {"Bo Kim", "25.06.31", "13.09.1974"}});
    EXPECT_EQ(list.values("birth_date"), (Strings{"1875-03-04", "1931-06-25"}));
}

TEST(Dates, SerialDaysOfSpreadsheetsAreRead) {
    const Read list =
        read_rows({{"name", "date of birth"}, {"Ann Lee", "28734"}, {"Bo Kim", "32936"}});
    EXPECT_EQ(list.values("birth_date"), (Strings{"1978-09-01", "1990-03-04"}));
}

TEST(Dates, YearOfTheListIsNoEvent) {
    Rows rows = {{"first_name", "last_name", "year"}};
    for (int i = 0; i < 50; ++i) rows.push_back({"Ann", "Lee", "2020"});
    const Read list = read_rows(rows);
    EXPECT_EQ(list.column(2).key, "year");
    EXPECT_EQ(list.records.field("event_date"), nullptr);
}

TEST(Dates, ThatRepeatTheEventFillItsGapsOnly) {
    Rows rows = {{"name", "start_date_daily", "start_date_monthly"}};
    for (int i = 1; i <= 28; ++i) {
        const std::string month = (i % 12 < 9 ? "0" : "") + std::to_string(i % 12 + 1);
        rows.push_back(
            {"Ann Lee",
             i == 7 ? "" : "1973-" + month + "-" + (i < 10 ? "0" : "") + std::to_string(i),
             "1973-" + month + "-01"});
    }
    const Read list = read_rows(rows);
    EXPECT_EQ(list.value("event_date", 0), "1973-02-01");
    EXPECT_EQ(list.value("event_date", 6), "1973-08") << "the column writes months as first days";
    EXPECT_EQ(list.records.field("event_date_2"), nullptr);
}

TEST(Dates, OfTheListsMakersOrOfUnknownThingsAreNoEvents) {
    const Read list = read_rows({{"name", "registr_dt", "vesting_dt", "date of arrest"},
                                 {"Ann Lee", "2001-02-03", "2002-03-04", "2017-05-06"},
                                 {"Bo Kim", "2001-02-04", "2002-03-05", "2017-05-07"}});
    EXPECT_EQ(list.meaning(1), Meaning::Ignore);
    EXPECT_EQ(list.column(2).key, "date:vesting_dt");
    EXPECT_EQ(list.value("event_date", 0), "2017-05-06");
    const Read only =
        read_rows({{"name", "vesting_dt"}, {"Ann Lee", "2002-03-04"}, {"Bo Kim", "2002-03-05"}});
    EXPECT_EQ(only.column(1).key, "event_date") << "there is no other";
    EXPECT_FALSE(only.column(1).certain);
}

TEST(Ages, BecomeBirthRangesAtTheEvent) {
    const Read list = read_rows({{"name", "age", "date of death", "born"},
                                 {"Ann Lee", "31", "2021-04-21", ""},
                                 {"Bo Kim", "40s", "2020-06-01", ""},
                                 {"Li Wei", "20", "2020-06-01", "1999"},
                                 {"Dana Ospan", "6 months", "2020-06-01", ""}});
    EXPECT_EQ(list.values("birth_date"), (Strings{"1989/1990", "1970/1980", "1999", "2019/2020"}));
    const Field* birth = list.records.field(Meaning::BirthDate);
    ASSERT_NE(birth, nullptr);
    EXPECT_TRUE(birth->dates[birth->codes[0]].derived);
    EXPECT_FALSE(birth->dates[birth->codes[2]].derived);
    EXPECT_EQ(list.records.field("age"), nullptr);
}

TEST(Ages, WithoutAnyDateStayAges) {
    const Read list = read_rows({{"name", "age"}, {"Ann Lee", "31"}, {"Bo Kim", "about 60"}});
    EXPECT_EQ(list.values("age"), (Strings{"31", "57-63"}));
}

TEST(Words, OfSeveralListsThatMeanTheSameAreOne) {
    Rows letters = {{"name", "race"}}, words = {{"name", "Victim's race"}},
         slashes = {{"name", "raceethnicity"}};
    const Strings l = {"W", "B", "H", "A", "O"},
                  w = {"White", "Black", "Hispanic", "Asian", "Unknown race"},
                  s = {"White", "Black", "Hispanic/Latino", "Asian/Pacific Islander",
                       "Arab-American"};
    for (std::size_t i = 0; i < 50; ++i) {
        letters.push_back({"Ann Lee", l[i % 5]});
        words.push_back({"Ann Lee", w[i % 5]});
        slashes.push_back({"Ann Lee", s[i % 50 == 49 ? 4 : i % 4]});
    }
    const Read lists =
        read_lists({table_of(letters, "a"), table_of(words, "b"), table_of(slashes, "c")});
    EXPECT_EQ(lists.value("ethnicity", 0), lists.value("ethnicity", 50));
    EXPECT_EQ(lists.value("ethnicity", 2), lists.value("ethnicity", 52));
    EXPECT_EQ(lists.value("ethnicity", 2), lists.value("ethnicity", 102));
    EXPECT_EQ(lists.value("ethnicity", 3), lists.value("ethnicity", 53));
    EXPECT_NE(lists.value("ethnicity", 0), lists.value("ethnicity", 1));
    EXPECT_EQ(lists.issues("words-united"), 1U);
}

TEST(Fields, OfSeveralListsShareKeys) {
    const Read lists =
        read_lists({table_of({{"first_name", "last_name", "mailing_address_street_name",
                               "mailing_address_city", "gender"},
                              {"Ann", "Lee", "Main st", "Aksu", "F"},
                              {"Bo", "Kim", "High st", "Aksu", "M"}},
                             "a"),
                    table_of({{"Фамилия", "Имя", "address_1", "address_2", "suburb", "sex"},
                              {"Ли", "Анна", "Main St.", "Block 4", "AKSU", "ж"},
                              {"Ким", "Бо", "High St.", "Block 5", "Kulja", "м"}},
                             "b")});
    EXPECT_EQ(lists.value("street", 0), lists.value("street", 2));
    EXPECT_EQ(lists.value("city", 0), lists.value("city", 2));
    EXPECT_EQ(lists.value("sex", 0), lists.value("sex", 2));
    EXPECT_EQ(lists.value("street_2", 2), "block 4");
    EXPECT_EQ(lists.records.sources[1].script, "Cyrillic");
}

TEST(Fields, HaveSortedValuesAndSkipConstantNothing) {
    const Read list = read_rows({{"name", "city"}, {"Bo Kim", "Kulja"}, {"Ann Lee", "Aksu"}});
    for (const Field& field : list.records.fields) {
        EXPECT_EQ(field.values[0], "");
        EXPECT_TRUE(std::is_sorted(field.values.begin() + 1, field.values.end())) << field.key;
        EXPECT_EQ(field.codes.size(), list.records.size());
        EXPECT_EQ(field.dates.size(), field.kind == ValueKind::Date ? field.values.size() : 0);
    }
}

/// What a record says, without its place among the others.
std::multimap<std::uint64_t, std::string> by_content(const Read& list) {
    std::multimap<std::uint64_t, std::string> out;
    for (std::uint32_t r = 0; r < list.records.size(); ++r) {
        std::string all;
        for (const Field& field : list.records.fields)
            all += field.key + "=" + field.values[field.codes[r]] + ";";
        out.emplace(list.records.content_keys[r], all);
    }
    return out;
}

TEST(ContentKeys, SurviveAnyOrderOfRowsAndFiles) {
    Rows a = {{"name", "dob", "sex", "city"}};
    Rows b = {{"full name", "born", "town"}};
    for (int i = 0; i < 40; ++i) {
        a.push_back({"Ann" + std::string(1, char('a' + i % 20)) + " Lee",
                     std::to_string(1950 + i % 20) + "-03-04", i % 2 ? "M" : "F",
                     i % 3 ? "Aksu" : "Kulja"});
        b.push_back({"Bo" + std::string(1, char('a' + i % 13)) + " Kim",
                     std::to_string(1960 + i % 13), "Aksu"});
    }
    const Read one = read_lists({table_of(a, "a"), table_of(b, "b")});
    std::reverse(a.begin() + 1, a.end());
    std::rotate(b.begin() + 1, b.begin() + 17, b.end());
    const Read two = read_lists({table_of(b, "b"), table_of(a, "a")});
    EXPECT_EQ(by_content(one), by_content(two));
    std::vector<std::uint64_t> keys = one.records.content_keys;
    std::sort(keys.begin(), keys.end());
    EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end())
        << "equal rows have their occurrence";
}

TEST(Issues, SpeakOneByOneThenForTheRest) {
    Rows rows = {{"name", "dob"}};
    for (int i = 0; i < 100; ++i) rows.push_back({"Ann Lee", i < 40 ? "2001-02-31" : "2001-02-03"});
    const Read list = read_rows(rows);
    std::size_t lines = 0;
    for (const Issue& issue : list.records.issues) lines += issue.code == "date-impossible";
    EXPECT_EQ(lines, 21U);
    EXPECT_EQ(list.issues("date-impossible"), 40U);
}

}  // namespace
}  // namespace dalil
