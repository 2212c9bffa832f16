// Words that stand where a name is not known.
#include <algorithm>
#include <array>

#include "dalil/names/name.hpp"

namespace dalil {
namespace {

bool contains_word(std::string_view text, std::string_view phrase) {
    for (std::size_t at = text.find(phrase); at != std::string_view::npos;
         at = text.find(phrase, at + 1)) {
        const std::size_t end = at + phrase.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' '))
            return true;
    }
    return false;
}

// Whole value.
constexpr auto kWhole = std::to_array<std::string_view>({"n n",
                                                         "nn",
                                                         "n a",
                                                         "none",
                                                         "no name",
                                                         "noname",
                                                         "nameless",
                                                         "anonymous",
                                                         "anon",
                                                         "john doe",
                                                         "jane doe",
                                                         "baby doe",
                                                         "missing",
                                                         "null",
                                                         "nan",
                                                         "nil",
                                                         "tbd",
                                                         "tba",
                                                         "x",
                                                         "xx",
                                                         "xxx",
                                                         "xxxx",
                                                         "sin nombre",
                                                         "ninguno",
                                                         "n d",
                                                         "s n",
                                                         "na na",
                                                         "без имени",
                                                         "нет",
                                                         "нет данных",
                                                         "нет имени",
                                                         "нет сведений",
                                                         "жоқ",
                                                         "аты жоқ",
                                                         "аноним",
                                                         "не указано",
                                                         "не указан",
                                                         "не установлен",
                                                         "не установлена",
                                                         "не установлено",
                                                         "无",
                                                         "不详",
                                                         "不明",
                                                         "未知",
                                                         "无名",
                                                         "無名",
                                                         "无名氏",
                                                         "無名氏",
                                                         "佚名",
                                                         "姓名不详",
                                                         "姓名不詳",
                                                         "不詳",
                                                         "某",
                                                         "名字不详",
                                                         "بدون اسم",
                                                         "لا يوجد",
                                                         "ئىسىمسىز",
                                                         "isimsiz",
                                                         "yok",
                                                         "sans nom",
                                                         "ohne namen",
                                                         "name"});

// Anywhere in the value, as words.
constexpr auto kInside =
    std::to_array<std::string_view>({"unknown",          "unidentified",     "unnamed",
                                     "withheld",         "undisclosed",      "not released",
                                     "not disclosed",    "not known",        "name not",
                                     "not named",        "not identified",   "unreleased",
                                     "redacted",         "not available",    "not reported",
                                     "not provided",     "not given",        "unspecified",
                                     "not specified",    "to be identified", "desconocido",
                                     "desconocida",      "no identificado",  "no identificada",
                                     "sin identificar",  "inconnu",          "inconnue",
                                     "non identifie",    "non identifié",    "anonyme",
                                     "unbekannt",        "unbekannte",       "unbekannter",
                                     "desconhecido",     "desconhecida",     "nao identificado",
                                     "não identificado", "sconosciuto",      "неизвестный",
                                     "неизвестная",      "неизвестно",       "неизвестен",
                                     "неизвестна",       "неизвестное",      "неопознанный",
                                     "неопознанная",     "неустановленный",  "неустановленная",
                                     "безымянный",       "белгісіз",         "намәлум",
                                     "نامەلۇم",          "بەلگىسىز",         "مجهول",
                                     "مجهولة",           "مجهول الهوية",     "غير معروف",
                                     "غير معروفة",       "نامعلوم",          "bilinmiyor",
                                     "bilinmeyen",       "kimliği belirsiz", "nomalum"});

}  // namespace

bool is_placeholder_name(std::string_view name) {
    const std::string words = fold_words(name);
    bool letter = false;
    for (const char32_t c : to_utf32(words)) letter = letter || script_of(c) != Script::None;
    if (!letter) return true;
    if (std::find(kWhole.begin(), kWhole.end(), words) != kWhole.end()) return true;
    return std::any_of(kInside.begin(), kInside.end(),
                       [&](std::string_view phrase) { return contains_word(words, phrase); });
}

}  // namespace dalil
