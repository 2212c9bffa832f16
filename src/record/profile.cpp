#include "record/profile.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "dalil/base/hash.hpp"
#include "dalil/text/date.hpp"
#include "dalil/text/number.hpp"
#include "dalil/text/unicode.hpp"
#include "record/missing.hpp"
#include "tsl/robin_map.h"

namespace dalil {
namespace {

constexpr std::size_t kSample = 400;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Counts of each value code among the records.
std::vector<std::uint32_t> count_codes(const ListRecords& view, std::uint32_t column) {
    std::vector<std::uint32_t> counts(view.table().columns[column].values.size(), 0);
    for (const std::uint32_t code : view.codes(column)) ++counts[code];
    return counts;
}

bool says_nothing(const std::string& text) {
    if (text.empty()) return true;
    if (text.size() > 60) return false;
    const std::string folded = fold(text);
    return is_missing_word(folded) || folded == "na" || folded == "none" || folded == "null";
}

/// Value codes with the smallest hashes: a sample that is the same in any order of rows.
std::vector<std::uint32_t> sample_codes(const ListRecords& view, std::uint32_t column,
                                        const std::vector<std::uint32_t>& counts) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> hashed;
    for (std::uint32_t code = 1; code < counts.size(); ++code)
        if (counts[code] > 0) hashed.emplace_back(hash64(view.value(column, code).text), code);
    // Missing words are few; twice the sample leaves enough after they are dropped.
    const std::size_t wanted = std::min(hashed.size(), 2 * kSample);
    std::partial_sort(hashed.begin(), hashed.begin() + static_cast<std::ptrdiff_t>(wanted),
                      hashed.end());
    std::vector<std::uint32_t> codes;
    for (std::size_t i = 0; i < wanted && codes.size() < kSample; ++i)
        if (!says_nothing(view.value(column, hashed[i].second).text))
            codes.push_back(hashed[i].second);
    return codes;
}

bool is_decimal(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() &&
           text.find('.') != std::string_view::npos;
}

bool is_phone(std::string_view text) {
    std::size_t digits = 0;
    for (const char c : text) {
        if (is_digit(c))
            ++digits;
        else if (c != ' ' && c != '-' && c != '+' && c != '(' && c != ')' && c != '.')
            return false;
    }
    const bool marked = text.front() == '+' || text.find_first_of(" -(") != std::string_view::npos;
    return digits >= 7 && digits <= 15 && marked;
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find(' ') == std::string_view::npos;
}

bool is_url(std::string_view text) {
    return text.rfind("http://", 0) == 0 || text.rfind("https://", 0) == 0 ||
           text.rfind("www.", 0) == 0;
}

/// Six digits of a place, a birth date, three digits and a check character.
bool is_resident_id(std::string_view text) {
    if (text.size() != 18) return false;
    if (text.substr(0, 17).find_first_not_of("0123456789") != std::string_view::npos) return false;
    const auto number = [&text](std::size_t at, std::size_t length) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + length, value);
        return value;
    };
    const int year = number(6, 4);
    return year >= 1880 && year <= 2100 && is_valid_day(year, number(10, 2), number(12, 2));
}

void measure(const CellValue& cell, double weight, ColumnProfile& p) {
    const std::string& text = cell.text;
    const auto add = [weight](double& share, bool is) { share += is ? weight : 0; };
    add(p.email, is_email(text));
    add(p.url, is_url(text));
    add(p.phone, is_phone(text));
    if (text.size() <= 24) add(p.sex, !sex_code(fold(text)).empty());
    const auto whole = parse_whole(text);
    const bool plain = whole && whole->first == whole->last;
    add(p.whole, plain);
    add(p.year, plain && whole->first >= 1800 && whole->first <= 2100 && text.size() >= 4);
    add(p.month, plain && whole->first >= 1 && whole->first <= 12);
    add(p.day, plain && whole->first >= 1 && whole->first <= 31);
    add(p.decimal, !plain && is_decimal(text));
    add(p.age, text.size() <= 24 && parse_age(text).has_value());
    if (text.size() <= 60 && text.size() >= 4) {
        DateHints hints;
        hints.latest_year = 2050;
        const DateParse parsed = parse_date(text, hints);
        const bool any = parsed.date && parsed.trouble != DateTrouble::Impossible;
        add(p.any_date, any);
        add(p.date, any && parsed.date->readings.front().day != 0);
    }
    std::size_t letters = 0, digits = 0, other = 0, points = 0;
    for (const char32_t c : to_utf32(text)) {
        ++points;
        if (c >= '0' && c <= '9')
            ++digits;
        else if (script_of(c) != Script::None)
            ++letters;
        else if (c != ' ' && c != '.' && c != '-' && c != '\'' && c != U'·')
            ++other;
    }
    const bool only_letters = letters > 0 && digits == 0 && other == 0;
    const std::size_t count = text.size() <= 400 ? words(text).size() : 60;
    add(p.letters, only_letters);
    add(p.named, letters >= 2 && letters > digits && count <= 12 && points <= 80 && other <= 6);
    add(p.resident_id, is_resident_id(text));
    const bool han = dominant_script(text) == Script::Han;
    add(p.capitalised_words,
        only_letters && ((count >= 2 && count <= 5) || (han && points >= 2 && points <= 12)));
    p.mean_length += weight * static_cast<double>(points);
    p.mean_words += weight * static_cast<double>(count);
}

/// The number at the end of a value ("a000017" -> 17), or -1.
std::int64_t trailing_number(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && is_digit(text[at - 1]) && text.size() - at < 17) --at;
    std::int64_t value = -1;
    std::from_chars(text.data() + at, text.data() + text.size(), value);
    return value;
}

/// Whether the column counts the rows: all values distinct and dense, with or without a prefix.
void look_for_counter(const ListRecords& view, std::uint32_t column, ColumnProfile& p) {
    if (p.filled < 2 || p.distinct != p.filled) return;
    std::int64_t lowest = -1, highest = -1;
    std::uint32_t numbered = 0;
    for (const std::uint32_t code : view.codes(column)) {
        if (code == 0) continue;
        const std::int64_t value = trailing_number(view.value(column, code).text);
        if (value < 0) continue;
        lowest = numbered == 0 ? value : std::min(lowest, value);
        highest = numbered == 0 ? value : std::max(highest, value);
        ++numbered;
    }
    if (numbered * 100 < p.filled * 98) return;
    const std::int64_t span = highest - lowest + 1;
    p.numbers_rows = span < static_cast<std::int64_t>(numbered) + numbered / 2 + 10;
}

}  // namespace

ColumnProfile profile_column(const ListRecords& view, std::uint32_t column) {
    ColumnProfile p;
    const std::vector<std::uint32_t> counts = count_codes(view, column);
    for (std::uint32_t code = 1; code < counts.size(); ++code) {
        if (counts[code] == 0) continue;
        if (view.value(column, code).text.size() <= 30 &&
            says_nothing(view.value(column, code).text))
            continue;
        p.filled += counts[code];
        ++p.distinct;
        p.most_common = std::max(p.most_common, counts[code]);
    }
    double total = 0;
    for (const std::uint32_t code : sample_codes(view, column, counts)) {
        measure(view.value(column, code), counts[code], p);
        total += counts[code];
    }
    if (total > 0)
        for (double* share : {&p.whole, &p.decimal, &p.date, &p.any_date, &p.year, &p.age, &p.month,
                              &p.day, &p.sex, &p.email, &p.phone, &p.url, &p.letters, &p.named,
                              &p.resident_id, &p.capitalised_words, &p.mean_length, &p.mean_words})
            *share /= total;
    look_for_counter(view, column, p);
    return p;
}

std::string_view sex_code(std::string_view folded) {
    static const tsl::robin_map<std::string, std::string_view> words_of_sex = [] {
        tsl::robin_map<std::string, std::string_view> map;
        const auto add = [&map](std::string_view code, std::initializer_list<const char*> all) {
            for (const char* word : all) map.try_emplace(fold(word), code);
        };
        add("m",
            {"m",        "male",     "man",     "boy",       "men",     "masculine", "m.",
             "cis male", "м",        "муж",     "муж.",      "мужской", "мужчина",   "мужск",
             "мужск.",   "мальчик",  "еркек",   "ер",        "ұл",      "е",         "erkek",
             "erkak",    "er",       "男",      "男性",      "男子",    "ئەر",       "ئەركەك",
             "ئوغۇل",    "ذكر",      "رجل",     "masculino", "hombre",  "varón",     "varon",
             "masculin", "homme",    "garçon",  "h",         "mann",    "männlich",  "mannlich",
             "чоловік",  "чоловіча", "мужчины", "эркек",     "مرد",     "bay",       "♂"});
        add("f", {"f",          "female",  "woman",   "girl",  "women",   "feminine", "f.",
                  "cis female", "ж",       "жен",     "жен.",  "женский", "женщина",  "женск",
                  "женск.",     "девочка", "әйел",    "ә",     "қыз",     "áiel",     "äiel",
                  "aiel",       "ayol",    "kadın",   "kadin", "k",       "女",       "女性",
                  "女子",       "ئايال",   "قىز",     "أنثى",  "انثى",    "امرأة",    "femenino",
                  "mujer",      "féminin", "feminin", "femme", "fille",   "frau",     "weiblich",
                  "w",          "жінка",   "жіноча",  "аял",   "زن",      "bayan",    "♀"});
        add("x", {"x",
                  "other",
                  "transgender",
                  "nonbinary",
                  "non-binary",
                  "trans",
                  "intersex",
                  "другой",
                  "другое",
                  "басқа",
                  "其他",
                  "diğer",
                  "otro",
                  "autre",
                  "آخر",
                  "trans male",
                  "trans female",
                  "gender non-conforming",
                  "non-conforming",
                  "non conforming",
                  "nb"});
        return map;
    }();
    const auto it = words_of_sex.find(std::string(folded));
    return it == words_of_sex.end() ? std::string_view() : it->second;
}

}  // namespace dalil
