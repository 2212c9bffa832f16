#include "record/field_keys.hpp"

#include <algorithm>
#include <map>

#include "fmt/format.h"

namespace dalil {
namespace {

/// Several columns with one of these meanings are joined to one value, or are parts of one date.
bool is_joined(Meaning meaning) {
    switch (meaning) {
        case Meaning::FullName:
        case Meaning::GivenName:
        case Meaning::MiddleName:
        case Meaning::FamilyName:
        case Meaning::FatherName:
        case Meaning::Alias:
        case Meaning::BirthYear:
        case Meaning::BirthMonth:
        case Meaning::BirthDay:
        case Meaning::EventYear:
        case Meaning::EventMonth:
        case Meaning::EventDay:
            return true;
        default:
            return false;
    }
}

bool has(const std::vector<ColumnGuess>& columns, Meaning meaning) {
    return std::any_of(columns.begin(), columns.end(),
                       [meaning](const ColumnGuess& c) { return c.meaning == meaning; });
}

/// A year that is the same for everybody belongs to the list (a census of 2020), not to the person.
bool is_year_of_list(const ColumnGuess& column, const std::vector<ColumnGuess>& all) {
    if (column.meaning != Meaning::EventYear || has(all, Meaning::EventMonth)) return false;
    const ColumnProfile& p = column.profile;
    const bool constant = p.filled > 0 && p.most_common * 100.0 >= 98.0 * p.filled;
    return constant && !column.header.about_event;
}

class ListKeys {
  public:
    ListKeys(const std::vector<ColumnGuess>& columns, ListRecipe& list, bool deaths_are_events)
        : columns_(columns), list_(list), deaths_are_events_(deaths_are_events) {}

    void run() {
        // Headers that name the thing outright get the plain key before vaguer ones.
        for (const bool strong : {true, false})
            for (std::size_t c = 0; c < columns_.size(); ++c)
                if (is_strong(columns_[c]) == strong) assign(c);
    }

  private:
    static bool is_strong(const ColumnGuess& column) {
        return column.from_header && column.header.strength == HeaderReading::Strength::Strong &&
               !column.header.is_village && column.header.key.empty();
    }

    void assign(std::size_t c) {
        const ColumnGuess& column = columns_[c];
        ColumnRecipe& out = list_.columns[c];
        if (column.meaning == Meaning::Ignore || column.meaning == Meaning::RowId) return;
        std::string key = wanted_key(
            column, out.header.empty() ? "column " + column_letters(out.column) : out.header);
        if (column.repeats_event) key = "event_date";
        if (!is_joined(column.meaning) && !column.repeats_event && used_.count(key) > 0) {
            if (column.header.is_village) key = "village";
            key = free_key(key);
        }
        used_[key] = column.meaning;
        out.key = key;
    }

    std::string wanted_key(const ColumnGuess& column, const std::string& header) const {
        if (is_year_of_list(column, columns_)) return "year";
        if (column.meaning == Meaning::DeathDate && deaths_are_events_) return "event_date";
        if (column.profile.resident_id >= 0.5) return "national_id";
        const bool keyed = column.from_header && !column.header.key.empty();
        if (keyed && column.meaning == Meaning::EventDate) return "date:" + header_slug(header);
        if (keyed && column.meaning == Meaning::Number) return "number:" + column.header.key;
        if (keyed && column.meaning == Meaning::Category) return "category:" + column.header.key;
        return keyed ? column.header.key : default_key(column.meaning, header);
    }

    std::string free_key(const std::string& key) const {
        if (used_.count(key) == 0) return key;
        for (int n = 2;; ++n) {
            const std::string next = fmt::format("{}_{}", key, n);
            if (used_.count(next) == 0) return next;
        }
    }

    const std::vector<ColumnGuess>& columns_;
    ListRecipe& list_;
    bool deaths_are_events_;
    std::map<std::string, Meaning> used_;
};

}  // namespace

std::string default_key(Meaning meaning, std::string_view header) {
    switch (meaning) {
        case Meaning::Ignore:
        case Meaning::RowId:
            return {};
        case Meaning::BirthYear:
        case Meaning::BirthMonth:
        case Meaning::BirthDay:
            return "birth_date";
        case Meaning::EventYear:
        case Meaning::EventMonth:
        case Meaning::EventDay:
            return "event_date";
        case Meaning::Identifier:
            return "identifier:" + header_slug(header);
        case Meaning::Relative:
            return "relative:" + header_slug(header);
        case Meaning::Category:
            return "category:" + header_slug(header);
        case Meaning::Number:
            return "number:" + header_slug(header);
        case Meaning::Text:
            return "text:" + header_slug(header);
        default:
            return std::string(meaning_name(meaning));
    }
}

void assign_keys(const std::vector<std::vector<ColumnGuess>>& guesses, Recipe& recipe) {
    bool events = false;
    for (std::size_t i = 0; i < guesses.size(); ++i)
        events = events || (recipe.lists[i].is_list && (has(guesses[i], Meaning::EventDate) ||
                                                        has(guesses[i], Meaning::EventYear)));
    for (std::size_t i = 0; i < guesses.size(); ++i)
        ListKeys(guesses[i], recipe.lists[i], !events).run();
}

}  // namespace dalil
