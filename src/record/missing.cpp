#include "record/missing.hpp"

#include <algorithm>
#include <string>

#include "dalil/text/unicode.hpp"
#include "tsl/robin_set.h"

namespace dalil {
namespace {

using Set = tsl::robin_set<std::string>;

Set folded_set(std::initializer_list<const char*> words) {
    Set set;
    for (const char* word : words) set.insert(fold(word));
    return set;
}

bool only_marks(std::string_view text) {
    return !text.empty() && text.find_first_not_of("-?._*/\\ ~#!:") == std::string_view::npos;
}

const Set& missing_words() {
    static const Set set = folded_set(
        {"n/a", "n.a.", "n.a", "#n/a", "#value!", "#ref!", "#null!", "#name?", "#div/0!", "unknown",
         "unk", "unk.", "unkn", "unknwn", "not known", "not available", "not applicable",
         "not stated", "not reported", "not given", "not recorded", "no data", "no information",
         "no info", "missing", "undetermined", "undisclosed", "unspecified", "not specified", "tbd",
         "tba", "blank", "<na>", "(blank)", "(unknown)", "nan", "not sure",
         // Russian, Kazakh, Ukrainian
         "неизвестно", "не известно", "неизвестен", "неизвестна", "не известен", "нет данных",
         "нет сведений", "нет информации", "неизв", "неизв.", "н/д", "н.д.", "не указано",
         "не указан", "не указана", "не установлено", "отсутствует", "белгісіз", "мәлімет жоқ",
         "дерек жоқ", "анықталмаған", "көрсетілмеген", "невідомо", "немає даних", "belgisiz",
         "malimet joq", "nomalum", "noma'lum",
         // Chinese
         "不详", "不詳", "未知", "不明", "无", "無", "暂无", "待查", "不清楚", "未详", "无资料",
         "没有",
         // Uyghur, Arabic, Persian
         "نامەلۇم", "ئېنىق ئەمەس", "مەلۇم ئەمەس", "ئۇچۇر يوق", "يوق", "غير معروف", "غير معروفة",
         "غير محدد", "غير متوفر", "مجهول", "مجهولة", "لا يوجد", "لا توجد بيانات", "غير معلوم",
         "نامشخص", "نامعلوم", "ندارد",
         // Turkish, Spanish, French, German, Portuguese
         "bilinmiyor", "bilinmeyen", "belirsiz", "yok", "veri yok", "belirtilmemis",
         "belirtilmemiş", "desconocido", "desconocida", "se desconoce", "sin datos", "sin dato",
         "s/d", "sin informacion", "sin información", "no consta", "no se sabe", "ignorado",
         "inconnu", "inconnue", "non connu", "non renseigné", "non renseigne", "nr",
         "pas de données", "sans objet", "unbekannt", "keine angabe", "k.a.", "desconhecido",
         "não informado", "nao informado"});
    return set;
}

const Set& doubtful_words() {
    static const Set set = folded_set({"na",    "none", "null", "nil",   "no", "nd", "nk",  "xx",
                                       "xxx",   "x",    "нет",  "жоқ",   "0",  "00", "000", "0000",
                                       "00000", "999",  "9999", "99999", "-1", "无"});
    return set;
}

std::string trimmed(std::string_view text) {
    return fold(text);
}

}  // namespace

bool is_missing_word(std::string_view folded) {
    if (folded.empty() || only_marks(folded)) return true;
    if (folded.size() > 60) return false;
    return missing_words().contains(std::string(folded));
}

bool may_be_missing_word(std::string_view folded) {
    return folded.size() <= 8 && doubtful_words().contains(std::string(folded));
}

bool is_missing_phrase(std::string_view folded) {
    constexpr std::string_view kStarts[] = {"unknown ",  "undetermined ", "unspecified ",
                                            "not known", "не известн",    "неизвестн",
                                            "unk "};
    if (folded.size() > 40) return false;
    return std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view start) {
        return folded.substr(0, start.size()) == start;
    });
}

bool is_ditto_mark(std::string_view text) {
    static const Set set = folded_set({"\"",
                                       "\"\"",
                                       "''",
                                       "``",
                                       ",,",
                                       "〃",
                                       "″",
                                       "”",
                                       "“",
                                       "„",
                                       "-\"-",
                                       "- \" -",
                                       "-//-",
                                       "—//—",
                                       "–//–",
                                       "//",
                                       "-||-",
                                       "-''-",
                                       "ditto",
                                       "do.",
                                       "idem",
                                       "id.",
                                       "ibid",
                                       "ibid.",
                                       "same as above",
                                       "as above",
                                       "то же",
                                       "тоже самое",
                                       "то же самое",
                                       "там же",
                                       "та же",
                                       "тот же",
                                       "同上",
                                       "同前",
                                       "〃〃",
                                       "يوقىرىقىدەك",
                                       "كما سبق",
                                       "نفسه",
                                       "نفس السابق",
                                       "aynı",
                                       "ayni",
                                       "yukarıdaki gibi",
                                       "ídem",
                                       "même",
                                       "сол",
                                       "жоғарыдағыдай"});
    return text.size() <= 40 && set.contains(trimmed(text));
}

bool is_total_word(std::string_view text) {
    if (text.empty() || text.size() > 48) return false;
    std::string folded = fold(text);
    while (!folded.empty() && (folded.back() == ':' || folded.back() == ' ' ||
                               folded.back() == '.' || folded.back() == '='))
        folded.pop_back();
    static const Set set =
        folded_set({"total",     "totals",      "grand total",   "sum",           "subtotal",
                    "sub-total", "sub total",   "in total",      "overall",       "итого",
                    "всего",     "общее число", "общий итог",    "итог",          "итого по списку",
                    "барлығы",   "жиыны",       "жалпы саны",    "жалпы",         "合计",
                    "总计",      "總計",        "合計",          "共计",          "小计",
                    "总数",      "总人数",      "جەمئىي",        "جەمئى",         "ئومۇمىي",
                    "المجموع",   "الإجمالي",    "الاجمالي",      "المجموع الكلي", "مجموع",
                    "إجمالي",    "toplam",      "genel toplam",  "ara toplam",    "total general",
                    "totales",   "suma",        "total général", "ensemble",      "jami",
                    "barlygy",   "barlyq",      "gesamt",        "summe",         "jemi",
                    "jem'i"});
    return set.contains(folded);
}

bool starts_like_a_note(std::string_view text) {
    const std::string folded = fold(text);
    constexpr std::string_view kStarts[] = {"*",
                                            "†",
                                            "note",
                                            "source:",
                                            "sources:",
                                            "n.b.",
                                            "nb:",
                                            "nb.",
                                            "примеч",
                                            "источник",
                                            "прим.",
                                            "*)",
                                            "注",
                                            "备注",
                                            "说明",
                                            "来源",
                                            "ملاحظ",
                                            "المصدر",
                                            "ئىزاھ",
                                            "ئەسكەرت",
                                            "مەنبە",
                                            "not:",
                                            "kaynak",
                                            "nota:",
                                            "nota ",
                                            "notas",
                                            "fuente",
                                            "remarque",
                                            "ескерту",
                                            "дереккөз",
                                            "1)",
                                            "(1)",
                                            "updated",
                                            "last updated",
                                            "as of",
                                            "compiled by",
                                            "prepared by",
                                            "составил",
                                            "по состоянию",
                                            "资料",
                                            "截至",
                                            "eskertu",
                                            "izoh",
                                            "legend",
                                            "https://",
                                            "http://",
                                            "(*)",
                                            "data:",
                                            "©"};
    return std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view start) {
        return folded.size() >= start.size() && folded.compare(0, start.size(), start) == 0;
    });
}

}  // namespace dalil
