// Words that stand where a name is not known.
#include <algorithm>

#include "dalil/names/name.hpp"
#include "names/word_lists.hpp"

namespace dalil {
namespace {

// The whole value, folded; entries are separated by bars.
constexpr std::string_view kWhole =
    "n n|nn|n a|none|no name|noname|nameless|anonymous|anon|john doe|jane doe|baby "
    "doe|missing|null|tbd|tba|tk|tk tk|"
    "x|xx|xxx|xxxx|sin nombre|ninguno|n d|s n|без имени|нет|нет данных|нет имени|нет "
    "сведений|жоқ|аты жоқ|аноним|"
    "не указано|не указан|не установлен|не установлена|не "
    "установлено|无|不详|不明|未知|无名|無名|无名氏|無名氏|佚名|"
    "姓名不详|姓名不詳|不詳|某|名字不详|بدون اسم|لا يوجد|ئىسىمسىز|isimsiz|yok|sans nom|ohne namen";

// Phrases, a longer before a shorter that it begins with; the value is no name if nothing but
// kFiller stands beside.
constexpr std::string_view kPhrases =
    "unknown|unidentified|unnamed|withheld|undisclosed|not released|not disclosed|not known|not "
    "named|not identified|"
    "unreleased|redacted|not available|not reported|not provided|not given|unspecified|not "
    "specified|"
    "to be identified|not yet identified|not yet released|desconocido|desconocida|no "
    "identificado|no identificada|"
    "sin identificar|inconnu|inconnue|non identifie|non identifié|non "
    "identifiée|anonyme|unbekannt|unbekannte|"
    "unbekannter|desconhecido|desconhecida|nao identificado|não "
    "identificado|sconosciuto|неизвестный|неизвестная|"
    "неизвестно|неизвестен|неизвестна|неизвестное|неопознанный|неопознанная|неустановленный|"
    "неустановленная|"
    "безымянный|белгісіз|намәлум|нәмәлум|نامەلۇم|بەلگىسىز|مجهول الهوية|مجهول|مجهولة|غير معروف|غير "
    "معروفة|نامعلوم|"
    "bilinmiyor|bilinmeyen|kimliği belirsiz|nomalum";

constexpr std::string_view kFiller =
    "a|an|the|and|by|is|was|of|as|name|names|first|last|given|family|surname|full|victim|person|"
    "people|individual|"
    "suspect|male|female|man|woman|boy|girl|child|baby|infant|juvenile|teen|teenager|minor|adult|"
    "body|remains|"
    "police|authorities|officials|request|familys|black|white|hispanic|latino|asian|native|"
    "american|yet|at|this|"
    "time|no|number|hombre|mujer|nombre|persona|homme|femme|nom|personne|mann|frau|имя|фамилия|фио|"
    "мужчина|"
    "женщина|ребенок|мальчик|девочка|человек|лицо|аты|есімі|тегі|адам|اسم|الاسم|رجل|امرأة|شخص|"
    "ئىسمى|kişi|isim|adı";

using Views = std::vector<std::string_view>;

Views split_bars(std::string_view list, char bar) {
    Views out;
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(bar, at), list.size());
        if (end > at) out.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

Views sorted(Views views) {
    std::sort(views.begin(), views.end());
    return views;
}

bool holds(const Views& sorted_views, std::string_view word) {
    return std::binary_search(sorted_views.begin(), sorted_views.end(), word);
}

struct Tables {
    Views whole = sorted(split_bars(kWhole, '|'));
    Views phrases = split_bars(kPhrases, '|');
    Views filler = sorted(split_bars(kFiller, '|'));
    Views first_words = sorted(firsts_of(phrases));

    static Views firsts_of(Views views) {
        for (std::string_view& view : views) view = view.substr(0, view.find(' '));
        return views;
    }
};

const Tables& tables() {
    static const Tables instance;
    return instance;
}

/// Where `phrase` stands in `text` as whole words.
std::size_t find_words(std::string_view text, std::string_view phrase) {
    for (std::size_t at = text.find(phrase); at != std::string_view::npos;
         at = text.find(phrase, at + 1)) {
        const std::size_t end = at + phrase.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return at;
    }
    return std::string_view::npos;
}

bool remove_phrases(std::string& text) {
    bool found = false;
    for (const std::string_view phrase : tables().phrases) {
        for (std::size_t at; (at = find_words(text, phrase)) != std::string_view::npos;
             found = true) {
            text.erase(at, phrase.size());
        }
    }
    return found;
}

bool only_filler(std::string_view text) {
    const Views words = split_bars(text, ' ');
    return std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return word.find_first_not_of("0123456789") == std::string_view::npos ||
               holds(tables().filler, word);
    });
}

bool has_letter(std::string_view text) {
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') return true;
    }
    for (const char32_t c : to_utf32(text)) {
        if (script_of(c) != Script::None) return true;
    }
    return false;
}

}  // namespace

bool names::may_hold_placeholder(std::string_view folded_words) {
    const Views words = split_bars(folded_words, ' ');
    return std::any_of(words.begin(), words.end(),
                       [](std::string_view word) { return holds(tables().first_words, word); });
}

bool is_placeholder_name(std::string_view name) {
    constexpr std::size_t kLongestPhrase = 200;  // bytes
    if (name.size() > kLongestPhrase) return false;
    std::string text = fold_words(name);
    if (!has_letter(text) || holds(tables().whole, text)) return true;
    return names::may_hold_placeholder(text) && remove_phrases(text) && only_filler(text);
}

}  // namespace dalil
