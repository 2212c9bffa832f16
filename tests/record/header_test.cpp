// What headers mean, language by language, before content is looked at.
#include "record/header.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace dalil {
namespace {

using Expected = std::vector<std::pair<const char*, Meaning>>;

void expect_all(const Expected& expected) {
    for (const auto& [header, meaning] : expected) {
        const HeaderReading reading = read_header(header);
        EXPECT_TRUE(reading.known()) << header;
        EXPECT_EQ(meaning_name(reading.meaning), meaning_name(meaning)) << header;
    }
}

TEST(Header, English) {
    expect_all({{"Victim's name", Meaning::FullName},
                {"Full Name", Meaning::FullName},
                {"fname", Meaning::GivenName},
                {"firstName", Meaning::GivenName},
                {"fname_c1", Meaning::GivenName},
                {"lname_c2", Meaning::FamilyName},
                {"Last name", Meaning::FamilyName},
                {"surname", Meaning::FamilyName},
                {"middle_initial", Meaning::MiddleName},
                {"Father's name", Meaning::FatherName},
                {"aka", Meaning::Alias},
                {"Maiden name", Meaning::Alias},
                {"dob", Meaning::BirthDate},
                {"Date of Birth (dd/mm/yyyy)", Meaning::BirthDate},
                {"YOB", Meaning::BirthYear},
                {"by", Meaning::BirthYear},
                {"bm", Meaning::BirthMonth},
                {"bd", Meaning::BirthDay},
                {"Birth Year", Meaning::BirthYear},
                {"birthplace", Meaning::BirthPlace},
                {"gender", Meaning::Sex},
                {"Age at arrest", Meaning::Age},
                {"Date of Incident (month/day/year)", Meaning::EventDate},
                {"date_of_death", Meaning::DeathDate},
                {"arrest_date", Meaning::EventDate},
                {"raceethnicity", Meaning::Ethnicity},
                {"citizenship", Meaning::Nationality},
                {"streetaddress", Meaning::Street},
                {"address_1", Meaning::Street},
                {"street_number", Meaning::HouseNumber},
                {"suburb", Meaning::City},
                {"County", Meaning::District},
                {"state", Meaning::Province},
                {"zipcode", Meaning::Postcode},
                {"soc_sec_id", Meaning::Identifier},
                {"Passport No.", Meaning::Identifier},
                {"e-mail", Meaning::Email},
                {"Phone number", Meaning::Phone},
                {"Occupation", Meaning::Occupation},
                {"row_id", Meaning::RowId},
                {"S.No", Meaning::RowId}});
}

TEST(Header, ColumnsAboutOthersAreNotThePersons) {
    for (const char* header : {"employer_name",
                               "employer_city",
                               "Names of Officers Involved",
                               "lawenforcementagency",
                               "Agency responsible for death",
                               "witness name",
                               "Name of informant",
                               "perpetrator",
                               "contact person",
                               "Cause of death",
                               "source",
                               "hospital",
                               "relationship_to_reference_person",
                               "имя следователя",
                               "источник",
                               "单位",
                               "المصدر",
                               "مەنبە",
                               "kaynak",
                               "fuente"}) {
        const HeaderReading reading = read_header(header);
        EXPECT_TRUE(reading.meaning == Meaning::Category || reading.meaning == Meaning::Text)
            << header << ": " << meaning_name(reading.meaning);
    }
    expect_all({{"Mother's name", Meaning::Relative},
                {"spouse", Meaning::Relative},
                {"имя матери", Meaning::Relative},
                {"配偶", Meaning::Relative},
                {"اسم الأم", Meaning::Relative},
                {"URL of image of victim", Meaning::Ignore},
                {"Link to news article", Meaning::Ignore}});
}

TEST(Header, Russian) {
    expect_all({{"ФИО", Meaning::FullName},
                {"Фамилия Имя Отчество", Meaning::FullName},
                {"Ф.И.О.", Meaning::FullName},
                {"Фамилия", Meaning::FamilyName},
                {"Имя", Meaning::FullName},
                {"Отчество", Meaning::FatherName},
                {"Пол", Meaning::Sex},
                {"Дата рождения", Meaning::BirthDate},
                {"Год рождения", Meaning::BirthYear},
                {"Место рождения", Meaning::BirthPlace},
                {"Возраст", Meaning::Age},
                {"Дата ареста", Meaning::EventDate},
                {"Дата (задержания)", Meaning::EventDate},
                {"Область", Meaning::Province},
                {"Район", Meaning::District},
                {"Населённый пункт", Meaning::City},
                {"Адрес", Meaning::Street},
                {"Национальность", Meaning::Ethnicity},
                {"Гражданство", Meaning::Nationality},
                {"ИИН", Meaning::Identifier},
                {"Номер паспорта", Meaning::Identifier},
                {"Профессия", Meaning::Occupation},
                {"№ п/п", Meaning::RowId},
                {"Примечание", Meaning::Text}});
}

TEST(Header, Kazakh) {
    expect_all({{"Аты-жөні", Meaning::FullName},
                {"Тегі", Meaning::FamilyName},
                {"Әкесінің аты", Meaning::FatherName},
                {"Жынысы", Meaning::Sex},
                {"Туған күні", Meaning::BirthDate},
                {"Туған жылы", Meaning::BirthYear},
                {"Туған жері", Meaning::BirthPlace},
                {"Ұсталған күні", Meaning::EventDate},
                {"Облысы", Meaning::Province},
                {"Ауданы", Meaning::District},
                {"Ауылы", Meaning::City},
                {"Ұлты", Meaning::Ethnicity},
                {"ЖСН", Meaning::Identifier},
                {"aty-jóni", Meaning::FullName},
                {"tegi", Meaning::FamilyName},
                {"tugan jyly", Meaning::BirthYear},
                {"jynysy", Meaning::Sex}});
}

TEST(Header, Chinese) {
    expect_all({{"姓名", Meaning::FullName},
                {"姓", Meaning::FamilyName},
                {"父亲姓名", Meaning::FatherName},
                {"性别", Meaning::Sex},
                {"出生日期", Meaning::BirthDate},
                {"出生年月", Meaning::BirthDate},
                {"出生年份", Meaning::BirthYear},
                {"出生地", Meaning::BirthPlace},
                {"年龄", Meaning::Age},
                {"身份证号码", Meaning::Identifier},
                {"护照号", Meaning::Identifier},
                {"民族", Meaning::Ethnicity},
                {"国籍", Meaning::Nationality},
                {"户籍地址", Meaning::Street},
                {"县", Meaning::District},
                {"拘留日期", Meaning::EventDate},
                {"职业", Meaning::Occupation},
                {"序号", Meaning::RowId},
                {"备注", Meaning::Text}});
}

TEST(Header, UyghurAndArabic) {
    expect_all({{"ئىسمى", Meaning::FullName},
                {"فامىلىسى", Meaning::FamilyName},
                {"دادىسىنىڭ ئىسمى", Meaning::FatherName},
                {"جىنسى", Meaning::Sex},
                {"تۇغۇلغان ۋاقتى", Meaning::BirthDate},
                {"يېشى", Meaning::Age},
                {"ناھىيىسى", Meaning::District},
                {"مىللىتى", Meaning::Ethnicity},
                {"كىملىك نومۇرى", Meaning::Identifier},
                {"تۇتۇلغان ۋاقتى", Meaning::EventDate},
                {"الاسم", Meaning::FullName},
                {"الاسم الأول", Meaning::GivenName},
                {"اسم العائلة", Meaning::FamilyName},
                {"اسم الأب", Meaning::FatherName},
                {"الجنس", Meaning::Sex},
                {"تاريخ الميلاد", Meaning::BirthDate},
                {"سنة الولادة", Meaning::BirthYear},
                {"مكان الولادة", Meaning::BirthPlace},
                {"العمر", Meaning::Age},
                {"رقم الهوية", Meaning::Identifier},
                {"المحافظة", Meaning::Province},
                {"المدينة", Meaning::City},
                {"تاريخ الاعتقال", Meaning::EventDate},
                {"ملاحظات", Meaning::Text}});
}

TEST(Header, TurkishSpanishFrench) {
    expect_all({{"Adı Soyadı", Meaning::FullName},
                {"Soyadı", Meaning::FamilyName},
                {"Baba adı", Meaning::FatherName},
                {"Cinsiyet", Meaning::Sex},
                {"Doğum tarihi", Meaning::BirthDate},
                {"Doğum yılı", Meaning::BirthYear},
                {"Doğum yeri", Meaning::BirthPlace},
                {"Gözaltı tarihi", Meaning::EventDate},
                {"İlçe", Meaning::District},
                {"TC Kimlik No", Meaning::Identifier},
                {"Nombre y apellidos", Meaning::FullName},
                {"Apellido paterno", Meaning::FamilyName},
                {"Primer nombre", Meaning::GivenName},
                {"Sexo", Meaning::Sex},
                {"Fecha de nacimiento", Meaning::BirthDate},
                {"Año de nacimiento", Meaning::BirthYear},
                {"Lugar de nacimiento", Meaning::BirthPlace},
                {"Edad", Meaning::Age},
                {"Fecha de detención", Meaning::EventDate},
                {"Municipio", Meaning::District},
                {"Cédula", Meaning::Identifier},
                {"Prénom", Meaning::GivenName},
                {"Nom de famille", Meaning::FamilyName},
                {"Nom complet", Meaning::FullName},
                {"Sexe", Meaning::Sex},
                {"Date de naissance", Meaning::BirthDate},
                {"Année de naissance", Meaning::BirthYear},
                {"Lieu de naissance", Meaning::BirthPlace},
                {"Ville", Meaning::City},
                {"Date d'arrestation", Meaning::EventDate}});
}

TEST(Header, SpellsOutTheOrderOfDates) {
    EXPECT_EQ(date_order_in_header("Date of Incident (month/day/year)"), DateOrder::MonthDayYear);
    EXPECT_EQ(date_order_in_header("dob (dd/mm/yyyy)"), DateOrder::DayMonthYear);
    EXPECT_EQ(date_order_in_header("Дата рождения (дд.мм.гггг)"), DateOrder::DayMonthYear);
    EXPECT_EQ(date_order_in_header("birth YYYYMMDD"), DateOrder::YearMonthDay);
    EXPECT_EQ(date_order_in_header("Doğum tarihi (gg.aa.yyyy)"), DateOrder::DayMonthYear);
    EXPECT_EQ(date_order_in_header("day of the month"), DateOrder::Unknown);
}

TEST(Header, DatesOfTheListsMakersAreNotEvents) {
    for (const char* header :
         {"tax_year", "census year", "date added", "last updated", "date of report"})
        EXPECT_NE(read_header(header).meaning, Meaning::EventDate) << header;
    EXPECT_NE(read_header("tax_year").meaning, Meaning::EventYear);
}

}  // namespace
}  // namespace dalil
