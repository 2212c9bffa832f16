#include "record/identifier_birth.hpp"

#include <algorithm>
#include <array>

#include "record/list_context.hpp"

namespace dalil {
namespace {

int digit(std::string_view text, std::size_t at) {
    return text[at] - '0';
}

int number(std::string_view text, std::size_t at, std::size_t length) {
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) value = value * 10 + digit(text, i);
    return value;
}

std::size_t digit_count(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Six digits of a place, YYYYMMDD, three digits, a check character by ISO 7064, MOD 11-2.
std::optional<CivilDay> chinese(std::string_view id) {
    if (id.size() != 18 || !all_digits(id.substr(0, 17))) return std::nullopt;
    constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kChecks = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * digit(id, i);
    const char check = id[17] == 'x' ? 'X' : id[17];
    if (check != kChecks[static_cast<std::size_t>(sum % 11)]) return std::nullopt;
    return CivilDay{number(id, 6, 4), number(id, 10, 2), number(id, 12, 2)};
}

/// YYMMDD, a digit of century and sex (1, 2: 1800s; 3, 4: 1900s; 5, 6: 2000s), four digits, a check
/// digit: the sum weighted 1..11 modulo 11, and if that is 10, weighted 3..11, 1, 2.
std::optional<CivilDay> kazakh(std::string_view id) {
    if (id.size() != 12 || !all_digits(id)) return std::nullopt;
    int check = 10;
    for (int shift = 0; shift <= 2 && check == 10; shift += 2) {
        int sum = 0;
        for (int i = 0; i < 11; ++i)
            sum += ((i + shift) % 11 + 1) * digit(id, static_cast<std::size_t>(i));
        check = sum % 11;
    }
    const int century = digit(id, 6);
    if (check != digit(id, 11) || century < 1 || century > 6) return std::nullopt;
    return CivilDay{1800 + (century - 1) / 2 * 100 + number(id, 0, 2), number(id, 2, 2),
                    number(id, 4, 2)};
}

PartialDate date_of(const CivilDay& day) {
    PartialDate date;
    const auto year = static_cast<std::int16_t>(day.year);
    date.readings.push_back(
        {year, year, static_cast<std::uint8_t>(day.month), static_cast<std::uint8_t>(day.day)});
    date.edtf = to_edtf(date);
    return date;
}

void add_births(ListContext& list, std::uint32_t column) {
    const auto& values = list.view.table().columns[column].values;
    std::vector<std::optional<CivilDay>> days(values.size());
    std::size_t found = 0, filled = 0;
    for (std::size_t v = 1; v < values.size(); ++v) {
        days[v] = birth_in_identifier(values[v].text);
        found += days[v].has_value();
        filled += digit_count(values[v].text) >= 12;
    }
    // A number of another kind passes the check by chance now and then; a column of them does not.
    if (found == 0 || 2 * found < filled) return;
    FieldBuilder& birth = list.fields.get("birth_date", Meaning::BirthDate);
    for (std::uint32_t r = 0; r < list.view.size(); ++r) {
        const auto& day = days[list.view.code(r, column)];
        const std::uint32_t record = list.first_record + r;
        const std::uint32_t before = birth.at(record);
        if (!day || (before != 0 && !birth.date(before).derived)) continue;
        birth.set(record, birth.code(date_of(*day)));
        list.issue("birth-from-identifier", Severity::Note, r, column,
                   "no date of birth is written; the one in the identity number was taken");
    }
}

}  // namespace

std::optional<CivilDay> birth_in_identifier(std::string_view identifier) {
    auto day = chinese(identifier);
    if (!day) day = kazakh(identifier);
    if (!day || day->year < 1850 || day->year > 2100) return std::nullopt;
    return is_valid_day(day->year, day->month, day->day) ? day : std::nullopt;
}

void add_births_of_identifiers(ListContext& list) {
    for (const std::uint32_t c : list.with(Meaning::Identifier))
        if (list.column[c]->key == "national_id") add_births(list, c);
}

}  // namespace dalil
