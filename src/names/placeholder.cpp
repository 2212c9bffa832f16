// Words that stand where a name is not known.
#include <algorithm>
#include <array>

#include "dalil/names/name.hpp"

namespace dalil {
namespace {

/// Where `phrase` stands in `text` as whole words.
std::size_t find_words(std::string_view text, std::string_view phrase) {
    for (std::size_t at = text.find(phrase); at != std::string_view::npos;
         at = text.find(phrase, at + 1)) {
        const std::size_t end = at + phrase.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return at;
    }
    return std::string_view::npos;
}

// The whole value.
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
                                                         "tbd",
                                                         "tba",
                                                         "tk",
                                                         "tk tk",
                                                         "x",
                                                         "xx",
                                                         "xxx",
                                                         "xxxx",
                                                         "sin nombre",
                                                         "ninguno",
                                                         "n d",
                                                         "s n",
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
                                                         "ohne namen"});

// Phrases, a longer before a shorter that it begins with; the value is no name if nothing but
// kFiller stands beside them.
constexpr auto kPhrases = std::to_array<std::string_view>({"unknown",          "unidentified",
                                                           "unnamed",          "withheld",
                                                           "undisclosed",      "not released",
                                                           "not disclosed",    "not known",
                                                           "not named",        "not identified",
                                                           "unreleased",       "redacted",
                                                           "not available",    "not reported",
                                                           "not provided",     "not given",
                                                           "unspecified",      "not specified",
                                                           "to be identified", "not yet identified",
                                                           "not yet released", "desconocido",
                                                           "desconocida",      "no identificado",
                                                           "no identificada",  "sin identificar",
                                                           "inconnu",          "inconnue",
                                                           "non identifie",    "non identifié",
                                                           "non identifiée",   "anonyme",
                                                           "unbekannt",        "unbekannte",
                                                           "unbekannter",      "desconhecido",
                                                           "desconhecida",     "nao identificado",
                                                           "não identificado", "sconosciuto",
                                                           "неизвестный",      "неизвестная",
                                                           "неизвестно",       "неизвестен",
                                                           "неизвестна",       "неизвестное",
                                                           "неопознанный",     "неопознанная",
                                                           "неустановленный",  "неустановленная",
                                                           "безымянный",       "белгісіз",
                                                           "намәлум",          "нәмәлум",
                                                           "نامەلۇم",          "بەلگىسىز",
                                                           "مجهول الهوية",     "مجهول",
                                                           "مجهولة",

                                                           "غير معروف",        "غير معروفة",
                                                           "نامعلوم",          "bilinmiyor",
                                                           "bilinmeyen",       "kimliği belirsiz",
                                                           "nomalum"});

constexpr auto kFiller = std::to_array<std::string_view>(
    {"a",        "an",      "the",     "and",      "by",          "is",        "was",
     "of",       "as",      "name",    "names",    "first",       "last",      "given",
     "family",   "surname", "full",    "victim",   "person",      "people",    "individual",
     "suspect",  "male",    "female",  "man",      "woman",       "boy",       "girl",
     "child",    "baby",    "infant",  "juvenile", "teen",        "teenager",  "minor",
     "adult",    "body",    "remains", "police",   "authorities", "officials", "request",
     "familys",  "black",   "white",   "hispanic", "latino",      "asian",     "native",
     "american", "yet",     "at",      "this",     "time",        "no",        "number",
     "hombre",   "mujer",   "nombre",  "persona",  "homme",       "femme",     "nom",
     "personne", "mann",    "frau",    "имя",      "фамилия",     "фио",       "мужчина",
     "женщина",  "ребенок", "мальчик", "девочка",  "человек",     "лицо",      "аты",
     "есімі",    "тегі",    "адам",    "ісмі",     "اسم",         "الاسم",     "رجل",
     "امرأة",    "شخص",     "ئىسمى",   "kişi",     "isim",        "adı"});

bool is_filler(std::string_view word) {
    const bool number =
        !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
    return number || std::find(kFiller.begin(), kFiller.end(), word) != kFiller.end();
}

/// `text` without the phrase, or nothing if it does not hold it as words.
bool remove_phrase(std::string& text, std::string_view phrase) {
    const std::size_t at = find_words(text, phrase);
    if (at == std::string::npos) return false;
    text.erase(at, phrase.size());
    return true;
}

bool only_filler(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at && !is_filler(text.substr(at, end - at))) return false;
        at = end + 1;
    }
    return true;
}

}  // namespace

bool is_placeholder_name(std::string_view name) {
    std::string text = fold_words(name);
    bool letter = false;
    for (const char32_t c : to_utf32(text)) letter = letter || script_of(c) != Script::None;
    if (!letter) return true;
    if (std::find(kWhole.begin(), kWhole.end(), text) != kWhole.end()) return true;
    bool found = false;
    for (const std::string_view phrase : kPhrases) {
        while (remove_phrase(text, phrase)) found = true;
    }
    return found && only_filler(text);
}

}  // namespace dalil
