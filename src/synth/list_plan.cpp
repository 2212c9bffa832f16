#include "synth/list_plan.hpp"

#include "dalil/base/result.hpp"
#include "dalil/synth/synth.hpp"

namespace dalil::synth {

namespace {

constexpr Words kKazakhWords{
    "ер",      "әйел",    "аты белгісіз",
    "шамамен", "Барлығы", {"қамауда", "сотталған", "босатылған", "қайтыс болған"},
    "анасы"};
constexpr Words kRussianWords{"м",     "ж",     "имя неизвестно",
                              "около", "Итого", {"задержан", "осуждён", "освобождён", "умер"},
                              "мать"};
constexpr Words kEnglishWords{"M",     "F",     "name withheld",
                              "about", "Total", {"detained", "sentenced", "released", "died"},
                              "mother"};
constexpr Words kUyghurWords{"ئەر",     "ئايال",
                             "نامەلۇم", "تەخمىنەن",
                             "جەمئىي",  {"تۇتقۇندا", "كېسىلگەن", "قويۇپ بېرىلگەن", "ۋاپات بولغان"},
                             "ئانىسى"};
constexpr Words kHanWords{"男",  "女", "不详", "约", "合计", {"拘留", "判刑", "释放", "死亡"},
                          "母亲"};

/// Appeals of families: Kazakh, a workbook with a title, a remark in the middle and a sheet of
/// remarks.
ListPlan appeals() {
    ListPlan plan;
    plan.file = "appeals.xlsx";
    plan.format = Format::Workbook;
    plan.orthography = Orthography::Kazakh;
    plan.date_style = DateStyle::Dots;
    plan.words = kKazakhWords;
    plan.sheet = "Өтініштер";
    plan.above = {{"Туыстардың өтініштері (ойдан шығарылған деректер, invented data)"}, {}};
    plan.columns = {{"№", Cell::Number},
                    {"Тегі", Cell::Family},
                    {"Аты", Cell::Given},
                    {"Әкесінің аты", Cell::Father},
                    {"Жынысы", Cell::Sex},
                    {"Туған күні", Cell::Birth},
                    {"Ауданы", Cell::District},
                    {"Ауылы", Cell::Village},
                    {"Ұсталған күні", Cell::Event},
                    {"Жағдайы", Cell::Status},
                    {"Туысының аты", Cell::Relative}};
    plan.note = "Ескерту: барлық адамдар ойдан шығарылған (invented data, no such people exist)";
    plan.note_amid = true;
    plan.total_row = true;
    plan.second_sheet = "Түсініктеме";
    plan.trouble = {.typo = 0.04,
                    .variant = 0.10,
                    .parts_swapped = 0.015,
                    .no_father = 0.10,
                    .birth_first_january = 0.06};
    plan.reach = {.base = 0.32, .twice = 0.05};
    return plan;
}

/// The register of a ministry: Russian, windows-1251, full names, tidy.
ListPlan official_register() {
    ListPlan plan;
    plan.file = "register.csv";
    plan.encoding = "CP1251";
    plan.delimiter = ';';
    plan.orthography = Orthography::Russian;
    plan.date_style = DateStyle::Dots;
    plan.words = kRussianWords;
    plan.columns = {{"№ п/п", Cell::Number},
                    {"ФИО", Cell::FullName},
                    {"Пол", Cell::Sex},
                    {"Дата рождения", Cell::Birth},
                    {"Район", Cell::District},
                    {"Населённый пункт", Cell::Village},
                    {"Дата задержания", Cell::Event},
                    {"Статус", Cell::Status}};
    plan.note = "Примечание: все лица вымышлены (invented data, no such people exist)";
    plan.total_row = true;
    plan.trouble = {.typo = 0.02,
                    .variant = 0.05,
                    .parts_swapped = 0.002,
                    .no_father = 0.05,
                    .no_sex = 0,
                    .no_birth = 0.02,
                    .birth_year_only = 0.02,
                    .birth_month_only = 0,
                    .birth_first_january = 0.02,
                    .year_off = 0.01,
                    .no_village = 0.03,
                    .event_off = 0.02};
    plan.reach = {.base = 0.27, .in_first_year = 0.5};
    return plan;
}

/// A tracker of news reports: English, ages instead of birth dates, some without a name.
ListPlan news() {
    ListPlan plan;
    plan.file = "news.csv";
    plan.orthography = Orthography::English;
    plan.date_style = DateStyle::Iso;
    plan.words = kEnglishWords;
    plan.columns = {{"id", Cell::Number},
                    {"name", Cell::FullName},
                    {"age", Cell::Age},
                    {"gender", Cell::Sex},
                    {"village", Cell::Village},
                    {"district", Cell::District},
                    {"date of arrest", Cell::Event},
                    {"status", Cell::Status},
                    {"source_url", Cell::Link}};
    plan.note = "Note: invented data, no such people exist";
    plan.trouble = {.typo = 0.05,
                    .variant = 0.22,
                    .parts_swapped = 0.02,
                    .no_name = 0.004,
                    .no_sex = 0.08,
                    .no_birth = 0.10,
                    .age_off = 0.15,
                    .no_village = 0.20,
                    .no_event = 0.03,
                    .event_month_only = 0.05,
                    .event_off = 0.12};
    plan.reach = {.base = 0.24, .if_on_first = 1.5, .if_not_on_first = 0.8, .twice = 0.06};
    return plan;
}

/// A list kept in exile: Uyghur in Arabic script, tab-separated.
ListPlan exile_list() {
    ListPlan plan;
    plan.file = "exile_list.tsv";
    plan.delimiter = '\t';
    plan.orthography = Orthography::Uyghur;
    plan.date_style = DateStyle::Iso;
    plan.words = kUyghurWords;
    plan.columns = {{"رەت نومۇرى", Cell::Number},   {"ئىسمى", Cell::Given},
                    {"فامىلىسى", Cell::Family},     {"دادىسىنىڭ ئىسمى", Cell::Father},
                    {"جىنسى", Cell::Sex},           {"تۇغۇلغان ۋاقتى", Cell::Birth},
                    {"ناھىيە", Cell::District},     {"يېزا", Cell::Village},
                    {"تۇتۇلغان ۋاقتى", Cell::Event}};
    plan.note = "ئەسكەرتىش: بۇ كىشىلەر ئويدۇرما (invented data, no such people exist)";
    plan.trouble = {.typo = 0.04,
                    .variant = 0.12,
                    .parts_swapped = 0.02,
                    .no_name = 0.003,
                    .no_father = 0.25,
                    .no_birth = 0.10,
                    .birth_year_only = 0.15};
    plan.reach = {.base = 0.22, .twice = 0.02};
    return plan;
}

/// Local bulletins: Chinese, GB18030.
ListPlan bulletins() {
    ListPlan plan;
    plan.file = "bulletins.csv";
    plan.encoding = "GB18030";
    plan.orthography = Orthography::Han;
    plan.date_style = DateStyle::HanWords;
    plan.words = kHanWords;
    plan.columns = {{"序号", Cell::Number},    {"姓名", Cell::FullName}, {"性别", Cell::Sex},
                    {"出生日期", Cell::Birth}, {"县", Cell::District},   {"村", Cell::Village},
                    {"拘留日期", Cell::Event}, {"状态", Cell::Status}};
    plan.note = "注：以上人员均为虚构 (invented data, no such people exist)";
    plan.total_row = true;
    plan.trouble = {.typo = 0.03, .variant = 0.15, .no_birth = 0.04, .birth_year_only = 0.04};
    plan.reach = {.base = 0.20};
    return plan;
}

/// Travel documents: pinyin in capitals, UTF-16, document numbers with leading zeros.
ListPlan passports() {
    ListPlan plan;
    plan.file = "passports.tsv";
    plan.encoding = "UTF-16LE";
    plan.delimiter = '\t';
    plan.orthography = Orthography::Pinyin;
    plan.date_style = DateStyle::EnglishMonth;
    plan.words = kEnglishWords;
    plan.columns = {{"No", Cell::Number},           {"Surname", Cell::Family},
                    {"Given names", Cell::Given},   {"Sex", Cell::Sex},
                    {"Date of birth", Cell::Birth}, {"Document number", Cell::Document}};
    plan.note = "Note: invented data, no such people exist";
    plan.trouble = {.typo = 0.01,
                    .variant = 0.10,
                    .parts_swapped = 0.01,
                    .no_birth = 0,
                    .birth_year_only = 0,
                    .birth_month_only = 0};
    plan.reach = {.base = 0.12};
    return plan;
}

/// A telephone hotline: English workbook, years of birth, many callers.
ListPlan hotline() {
    ListPlan plan;
    plan.file = "hotline.xlsx";
    plan.format = Format::Workbook;
    plan.orthography = Orthography::English;
    plan.date_style = DateStyle::Slashes;
    plan.words = kEnglishWords;
    plan.sheet = "Calls";
    plan.above = {{"Hotline calls (invented data)"}};
    plan.columns = {{"Call", Cell::Number},      {"First name", Cell::Given},
                    {"Last name", Cell::Family}, {"Father's name", Cell::Father},
                    {"Sex", Cell::Sex},          {"Year of birth", Cell::BirthYear},
                    {"Village", Cell::Village},  {"Date of arrest", Cell::Event},
                    {"Status", Cell::Status}};
    plan.note = "Note: invented data, no such people exist";
    plan.trouble = {.typo = 0.08,
                    .variant = 0.25,
                    .parts_swapped = 0.03,
                    .no_name = 0.005,
                    .no_father = 0.3,
                    .no_birth = 0.15,
                    .year_off = 0.06,
                    .no_village = 0.15,
                    .no_event = 0.15,
                    .event_month_only = 0,
                    .event_off = 0.2};
    plan.reach = {.base = 0.18, .if_on_first = 1.4, .if_not_on_first = 0.85, .twice = 0.08};
    return plan;
}

/// Releases announced by prisons: Russian, initials, document numbers.
ListPlan releases() {
    ListPlan plan;
    plan.file = "releases.csv";
    plan.orthography = Orthography::Russian;
    plan.date_style = DateStyle::Dots;
    plan.words = kRussianWords;
    plan.columns = {{"№", Cell::Number},
                    {"Фамилия, инициалы", Cell::InitialsName},
                    {"Год рождения", Cell::BirthYear},
                    {"Село", Cell::Village},
                    {"Район", Cell::District},
                    {"Дата ареста", Cell::Event},
                    {"Номер документа", Cell::Document}};
    plan.note = "Примечание: все лица вымышлены (invented data, no such people exist)";
    plan.trouble = {.typo = 0.02,
                    .variant = 0.05,
                    .parts_swapped = 0,
                    .no_birth = 0.02,
                    .no_event = 0.1,
                    .event_month_only = 0};
    plan.reach = {.base = 0.15};
    return plan;
}

}  // namespace

std::vector<ListPlan> list_plans(unsigned count) {
    ENSURE(count >= 1 && count <= kMostSynthLists, "the caller checks the number of lists");
    std::vector<ListPlan> plans{appeals(),   official_register(), news(),    exile_list(),
                                bulletins(), passports(),         hotline(), releases()};
    plans.resize(count);
    return plans;
}

}  // namespace dalil::synth
