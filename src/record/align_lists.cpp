#include "record/align_lists.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "dalil/text/unicode.hpp"
#include "record/header.hpp"
#include "record/list_records.hpp"

namespace dalil {
namespace {

constexpr double kAlike = 0.3;
constexpr double kPerColumn = 0.02;

/// Meanings that may stand for each other when only values were looked at.
enum class Group { None, Words, House, Post };

Group group_of(const ColumnGuess& column) {
    switch (column.meaning) {
        case Meaning::Street:
        case Meaning::City:
        case Meaning::District:
        case Meaning::Province:
        case Meaning::Place:
        case Meaning::Occupation:
        case Meaning::Category:
        case Meaning::Text:
            return Group::Words;
        case Meaning::HouseNumber:
            return Group::House;
        case Meaning::Postcode:
            return Group::Post;
        default:
            return Group::None;
    }
}

using Shares = std::map<std::string, double>;

Shares shares_of(const ListRecords& view, std::uint32_t column) {
    std::vector<double> counts(view.table().columns[column].values.size(), 0);
    double total = 0;
    for (const std::uint32_t code : view.codes(column)) {
        if (code == 0) continue;
        ++counts[code];
        ++total;
    }
    Shares out;
    for (std::uint32_t code = 1; code < counts.size(); ++code)
        if (counts[code] > 0)
            out[fold_words(view.value(column, code).text)] += counts[code] / total;
    return out;
}

/// The part that two spreads of values have in common, 0 to 1.
double overlap(const Shares& a, const Shares& b) {
    double sum = 0;
    for (const auto& [value, share] : a) {
        const auto found = b.find(value);
        if (found != b.end()) sum += std::min(share, found->second);
    }
    return sum;
}

struct Place {
    std::size_t list = 0, column = 0;
};

class Aligner {
  public:
    Aligner(const std::vector<Table>& tables, std::vector<std::vector<ColumnGuess>>& guesses,
            Recipe& recipe)
        : guesses_(guesses), recipe_(recipe), shares_(tables.size()) {
        for (std::size_t i = 0; i < tables.size(); ++i) {
            shares_[i].resize(guesses[i].size());
            if (!recipe.lists[i].is_list) continue;
            const ListRecords view(tables[i], recipe.lists[i], nullptr);
            for (std::uint32_t c = 0; c < guesses[i].size(); ++c)
                if (takes_part(guesses[i][c])) shares_[i][c] = shares_of(view, c);
        }
    }

    std::vector<SameColumn> run() {
        std::vector<Place> known;
        for (const std::size_t list : order()) {
            align(list, known);
            std::set<std::pair<std::size_t, std::size_t>> paired;
            for (const SameColumn& s : same_)
                if (s.list == list) paired.emplace(s.list, s.column);
            for (std::size_t c = 0; c < guesses_[list].size(); ++c)
                if (!shares_[list][c].empty() && paired.count({list, c}) == 0)
                    known.push_back({list, c});
        }
        set_strange_addresses_aside();
        return std::move(same_);
    }

  private:
    static bool takes_part(const ColumnGuess& column) {
        return column.from_content && group_of(column) != Group::None;
    }

    std::vector<std::size_t> order() const {
        std::vector<std::size_t> out(guesses_.size());
        std::iota(out.begin(), out.end(), std::size_t{0});
        std::sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(guesses_[b].size(), recipe_.lists[a].source) <
                   std::pair(guesses_[a].size(), recipe_.lists[b].source);
        });
        return out;
    }

    struct Pair {
        double alike;
        std::size_t column, as;
    };

    /// Streets tell two addresses of one list apart; towns hardly. So streets are paired first, and
    /// the other columns stand as far from them on both lists.
    void align(std::size_t list, const std::vector<Place>& known) {
        std::set<std::size_t> used_columns, used_known;
        street_apart_.clear();
        for (const bool streets : {true, false}) {
            std::vector<Pair> pairs = likely_pairs(list, known, streets);
            std::stable_sort(pairs.begin(), pairs.end(),
                             [](const Pair& a, const Pair& b) { return a.alike > b.alike; });
            for (const Pair& pair : pairs) {
                if (used_columns.count(pair.column) > 0 || used_known.count(pair.as) > 0) continue;
                used_columns.insert(pair.column);
                used_known.insert(pair.as);
                join(list, pair.column, known[pair.as]);
            }
        }
    }

    std::vector<Pair> likely_pairs(std::size_t list, const std::vector<Place>& known,
                                   bool streets) const {
        std::vector<Pair> pairs;
        for (std::size_t c = 0; c < guesses_[list].size(); ++c) {
            if (shares_[list][c].empty()) continue;
            for (std::size_t k = 0; k < known.size(); ++k) {
                const auto& [other, d] = known[k];
                if (group_of(guesses_[list][c]) != group_of(guesses_[other][d])) continue;
                const bool one_kind = guesses_[list][c].meaning == guesses_[other][d].meaning;
                const bool street = guesses_[list][c].meaning == Meaning::Street;
                if (streets && !(street && one_kind)) continue;
                const double alike =
                    overlap(shares_[list][c], shares_[other][d]) - kPerColumn * apart(c, other, d);
                if (alike >= (one_kind ? kAlike / 3 : kAlike)) pairs.push_back({alike, c, k});
            }
        }
        return pairs;
    }

    /// By how many columns the distances from the streets differ.
    double apart(std::size_t c, std::size_t other, std::size_t d) const {
        const auto found = street_apart_.find(other);
        if (found == street_apart_.end()) return 0;
        const double shift = static_cast<double>(c) - static_cast<double>(d);
        return std::abs(shift - found->second);
    }

    void join(std::size_t list, std::size_t column, const Place& as) {
        ColumnGuess& guess = guesses_[list][column];
        guess.meaning = guesses_[as.list][as.column].meaning;
        recipe_.lists[list].columns[column].meaning = guess.meaning;
        same_.push_back({list, column, as.list, as.column});
        if (guess.meaning == Meaning::Street)
            street_apart_.try_emplace(as.list,
                                      static_cast<double>(column) - static_cast<double>(as.column));
    }

    bool is_paired(std::size_t list, std::size_t column) const {
        return std::any_of(same_.begin(), same_.end(), [&](const SameColumn& s) {
            return (s.list == list && s.column == column) ||
                   (s.as_list == list && s.as_column == column);
        });
    }

    /// Of two addresses on a list the one that other lists have too is the person's; the other one,
    /// of an employer perhaps, is no place where the person lives.
    void set_strange_addresses_aside() {
        for (std::size_t list = 0; list < guesses_.size(); ++list) {
            bool shared = false, strange = false;
            for (std::size_t c = 0; c < guesses_[list].size(); ++c) {
                if (guesses_[list][c].meaning != Meaning::Street) continue;
                (is_paired(list, c) ? shared : strange) = true;
            }
            if (!shared || !strange) continue;
            for (std::size_t c = 0; c < guesses_[list].size(); ++c)
                if (!shares_[list][c].empty() && !is_paired(list, c)) set_aside(list, c);
        }
    }

    void set_aside(std::size_t list, std::size_t c) {
        ColumnGuess& column = guesses_[list][c];
        column.meaning = column.profile.whole >= 0.8 ? Meaning::Number : Meaning::Category;
        recipe_.lists[list].columns[c].meaning = column.meaning;
    }

    std::vector<std::vector<ColumnGuess>>& guesses_;
    Recipe& recipe_;
    std::vector<std::vector<Shares>> shares_;
    std::vector<SameColumn> same_;
    std::map<std::size_t, double> street_apart_;  ///< of the list at hand, by the other list
};

std::size_t lists_by_content(const std::vector<std::vector<ColumnGuess>>& guesses) {
    return static_cast<std::size_t>(
        std::count_if(guesses.begin(), guesses.end(), [](const std::vector<ColumnGuess>& columns) {
            return std::any_of(columns.begin(), columns.end(),
                               [](const ColumnGuess& c) { return c.from_content; });
        }));
}

bool is_free(Meaning meaning) {
    return meaning == Meaning::Category || meaning == Meaning::Text;
}

}  // namespace

std::vector<SameColumn> align_by_values(const std::vector<Table>& tables,
                                        std::vector<std::vector<ColumnGuess>>& guesses,
                                        Recipe& recipe) {
    if (lists_by_content(guesses) < 2) return {};
    return Aligner(tables, guesses, recipe).run();
}

void align_keys(const std::vector<SameColumn>& same,
                const std::vector<std::vector<ColumnGuess>>& guesses, Recipe& recipe) {
    if (lists_by_content(guesses) < 2) return;
    for (std::size_t i = 0; i < guesses.size(); ++i)
        for (std::size_t c = 0; c < guesses[i].size(); ++c) {
            ColumnRecipe& column = recipe.lists[i].columns[c];
            if (guesses[i][c].from_content && is_free(column.meaning) && !column.key.empty())
                column.key += "_" + header_slug(recipe.lists[i].source);
        }
    for (const SameColumn& s : same) {
        auto& columns = recipe.lists[s.list].columns;
        const std::string key = recipe.lists[s.as_list].columns[s.as_column].key;
        for (ColumnRecipe& other : columns)
            if (&other != &columns[s.column] && other.key == key) other.key = columns[s.column].key;
        columns[s.column].key = key;
    }
}

}  // namespace dalil
