#include "record/list_columns.hpp"

#include <algorithm>

#include "dalil/text/date.hpp"
#include "record/redundant.hpp"

namespace dalil {
namespace {

using Columns = std::vector<ColumnGuess>;

bool has(const Columns& columns, Meaning meaning) {
    return std::any_of(columns.begin(), columns.end(),
                       [meaning](const ColumnGuess& c) { return c.meaning == meaning; });
}

bool is_date(Meaning meaning) {
    return meaning == Meaning::BirthDate || meaning == Meaning::EventDate ||
           meaning == Meaning::DeathDate;
}

/// The family name's column, or the number of columns.
std::uint32_t family_column(const Columns& columns) {
    for (std::uint32_t c = 0; c < columns.size(); ++c)
        if (columns[c].meaning == Meaning::FamilyName) return c;
    return static_cast<std::uint32_t>(columns.size());
}

/// "name" beside "surname" is the given name (unless it repeats the surname), beside "given name"
/// the family name, alone the full name.
void settle_bare_names(const ListRecords& view, Columns& columns) {
    const bool given = has(columns, Meaning::GivenName), father = has(columns, Meaning::FatherName);
    const std::uint32_t family = family_column(columns);
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
        ColumnGuess& column = columns[c];
        if (column.meaning != Meaning::FullName || !column.header.bare_name) continue;
        const bool one_word = column.profile.mean_words < 1.5;
        if (family < columns.size()) {
            if (!given && share_held(view, c, family) < 0.6) column.meaning = Meaning::GivenName;
        } else if (one_word && given) {
            column.meaning = Meaning::FamilyName;
        } else if (one_word && father) {
            column.meaning = Meaning::GivenName;
        }
    }
}

/// Of several full names the one with most values is the name; the others are other names.
void settle_full_names(Columns& columns) {
    ColumnGuess* best = nullptr;
    for (ColumnGuess& column : columns) {
        if (column.meaning != Meaning::FullName) continue;
        const auto rank = [](const ColumnGuess& c) {
            return std::make_tuple(c.from_header, c.header.strength, c.profile.filled);
        };
        if (!best || rank(column) > rank(*best)) best = &column;
    }
    for (ColumnGuess& column : columns) {
        if (column.meaning != Meaning::FullName || &column == best) continue;
        const bool parts = has(columns, Meaning::GivenName) && has(columns, Meaning::FamilyName);
        if (parts && (column.from_header || column.from_content))
            continue;  // compared with the parts later
        column.meaning = column.from_header ? Meaning::Alias : Meaning::Text;
        column.certain = false;
    }
}

/// A guess from content alone gives way to a column whose header says it.
void drop_unneeded_guesses(Columns& columns) {
    const bool named = std::any_of(columns.begin(), columns.end(), [](const ColumnGuess& c) {
        return c.from_header &&
               (c.meaning == Meaning::FullName || c.meaning == Meaning::GivenName ||
                c.meaning == Meaning::FamilyName);
    });
    for (ColumnGuess& column : columns) {
        const bool name =
            column.meaning == Meaning::FullName || column.meaning == Meaning::GivenName;
        if (named && name && !column.from_header) {
            column.meaning =
                column.profile.distinct_share() < 0.5 ? Meaning::Category : Meaning::Text;
            column.certain = true;
        }
    }
}

/// A second column of given names is what other lists call the middle name.
void settle_second_given_names(Columns& columns) {
    const auto fuller = std::max_element(
        columns.begin(), columns.end(), [](const ColumnGuess& a, const ColumnGuess& b) {
            const auto rank = [](const ColumnGuess& c) {
                return c.meaning == Meaning::GivenName ? c.profile.filled + 1 : 0;
            };
            return rank(a) < rank(b);
        });
    for (ColumnGuess& column : columns)
        if (column.meaning == Meaning::GivenName && &column != &*fuller)
            column.meaning = Meaning::MiddleName;
}

/// Latest written years tell a birth from an event when the header does not.
double mean_year(const ListRecords& view, std::uint32_t column) {
    double total = 0;
    std::uint32_t count = 0;
    const auto& values = view.table().columns[column].values;
    DateHints hints;
    hints.latest_year = 2030;
    for (std::uint32_t code = 1; code < values.size(); ++code) {
        const DateParse parsed = parse_date(values[code].text, hints);
        if (!parsed.date || parsed.date->readings.front().year_first == 0) continue;
        total += parsed.date->readings.front().year_first;
        ++count;
    }
    return count == 0 ? 0 : total / count;
}

/// Dates without a telling header: the one that lies a generation before another is the birth.
void settle_unnamed_dates(const ListRecords& view, Columns& columns) {
    std::vector<std::uint32_t> unnamed;
    for (std::uint32_t c = 0; c < columns.size(); ++c)
        if (is_date(columns[c].meaning) && !columns[c].header.known()) unnamed.push_back(c);
    if (unnamed.empty()) return;
    double latest = 0;
    for (std::uint32_t c = 0; c < columns.size(); ++c)
        if (is_date(columns[c].meaning)) latest = std::max(latest, mean_year(view, c));
    for (const std::uint32_t c : unnamed) {
        columns[c].certain = false;
        const bool early = mean_year(view, c) + 12 < std::max(latest, 2010.0);
        if (early && !has(columns, Meaning::BirthDate) && !has(columns, Meaning::BirthYear))
            columns[c].meaning = Meaning::BirthDate;
    }
}

/// A date of something unknown is the event if the list has no other.
void settle_date_of_unknown(Columns& columns) {
    ColumnGuess* only = nullptr;
    std::size_t count = 0;
    for (ColumnGuess& column : columns) {
        const bool event = column.meaning == Meaning::EventDate ||
                           column.meaning == Meaning::EventYear ||
                           column.meaning == Meaning::DeathDate;
        if (event && column.header.key != "unknown") return;
        if (!event) continue;
        only = &column;
        ++count;
    }
    if (count != 1) return;
    only->header.key.clear();
    only->certain = false;
}

/// A day or month without a year beside it says nothing of when.
void settle_date_parts(Columns& columns) {
    const bool event_year = has(columns, Meaning::EventYear);
    const bool birth_year = has(columns, Meaning::BirthYear);
    for (ColumnGuess& column : columns) {
        const bool event =
            column.meaning == Meaning::EventMonth || column.meaning == Meaning::EventDay;
        const bool birth =
            column.meaning == Meaning::BirthMonth || column.meaning == Meaning::BirthDay;
        if (event && !event_year) column.meaning = Meaning::Category;
        if (birth && !birth_year && !has(columns, Meaning::BirthMonth))
            column.meaning = Meaning::Category;
    }
}

DateOrder order_of(const ListRecords& view, std::uint32_t column, const ColumnGuess& guess) {
    if (guess.header.date_order != DateOrder::Unknown) return guess.header.date_order;
    std::vector<std::string_view> values;
    std::vector<bool> used(view.table().columns[column].values.size(), false);
    for (const std::uint32_t code : view.codes(column)) {
        if (code == 0 || used[code]) continue;
        used[code] = true;
        values.push_back(view.value(column, code).text);
    }
    return infer_date_order(values);
}

/// Dates of one list are written by one hand: an undecided column follows the decided ones.
void settle_date_orders(const ListRecords& view, const Columns& columns, ListRecipe& list) {
    DateOrder common = DateOrder::Unknown;
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
        if (!is_date(columns[c].meaning)) continue;
        list.columns[c].date_order = order_of(view, c, columns[c]);
        if (common == DateOrder::Unknown) common = list.columns[c].date_order;
    }
    for (std::uint32_t c = 0; c < columns.size(); ++c)
        if (is_date(columns[c].meaning) && list.columns[c].date_order == DateOrder::Unknown)
            list.columns[c].date_order = common;
}

}  // namespace

void settle_columns(const ListRecords& view, std::vector<ColumnGuess>& columns, ListRecipe& list) {
    drop_unneeded_guesses(columns);
    settle_bare_names(view, columns);
    settle_full_names(columns);
    settle_second_given_names(columns);
    settle_unnamed_dates(view, columns);
    settle_date_of_unknown(columns);
    settle_date_parts(columns);
    settle_date_orders(view, columns, list);
    set_redundant_aside(view, columns);
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
        list.columns[c].meaning = columns[c].meaning;
        list.columns[c].certain = columns[c].certain;
    }
}

bool holds_people(const std::vector<ColumnGuess>& columns) {
    bool name = false, guessed_name = false, number = false, sex = false, age = false;
    std::size_t filled = 0, sums = 0;
    for (const ColumnGuess& c : columns) {
        const bool is_name = c.meaning == Meaning::FullName || c.meaning == Meaning::GivenName ||
                             c.meaning == Meaning::FamilyName;
        name = name || (is_name && c.from_header);
        guessed_name = guessed_name || (is_name && !c.from_header);
        number = number || c.meaning == Meaning::Identifier;
        sex = sex || c.meaning == Meaning::Sex;
        age = age || c.meaning == Meaning::Age || c.meaning == Meaning::BirthDate ||
              c.meaning == Meaning::BirthYear;
        filled += c.profile.filled > 0;
        sums += c.meaning == Meaning::Number;
    }
    const bool table_of_sums = filled >= 4 && 2 * sums > filled;
    if (table_of_sums && !(name && (sex || age))) return false;
    return name || number || (sex && age) || guessed_name;
}

}  // namespace dalil
