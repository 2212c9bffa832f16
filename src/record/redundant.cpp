#include "record/redundant.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "dalil/base/hash.hpp"
#include "dalil/text/date.hpp"
#include "dalil/text/unicode.hpp"

namespace dalil {
namespace {

constexpr std::uint32_t kRowsLookedAt = 20000;
constexpr std::uint32_t kDatesLookedAt = 5000;
constexpr std::size_t kFewValues = 200;  // of so few each stands in too many rows to choose by
constexpr std::ptrdiff_t kDateColumnsCompared = 12;
constexpr std::uint32_t kColumnsCompared = 400;  // wider sheets are no lists that repeat themselves

bool is_name_part(Meaning meaning) {
    return meaning == Meaning::GivenName || meaning == Meaning::FamilyName ||
           meaning == Meaning::MiddleName || meaning == Meaning::FatherName;
}

/// Which rows to look at in a long list: those whose cell in one column has certain hashes, so that
/// the choice does not depend on the order of rows.
class RowSample {
  public:
    RowSample(const ListRecords& view, std::uint32_t column, std::uint32_t wanted)
        : view_(view), column_(column) {
        const auto& values = view.table().columns[column].values;
        const std::uint64_t step = view.size() / wanted + 1;
        chosen_.assign(values.size(), true);
        if (step == 1 || values.size() < kFewValues) return;
        for (std::size_t v = 1; v < values.size(); ++v)
            chosen_[v] = hash64(values[v].text) % step == 0;
        chosen_[0] = false;
    }
    bool operator()(std::uint32_t record) const { return chosen_[view_.code(record, column_)]; }

  private:
    const ListRecords& view_;
    std::uint32_t column_;
    std::vector<bool> chosen_;
};

/// The share of records whose full name has no word beyond the parts beside it.
double share_covered(const ListRecords& view, std::uint32_t full,
                     const std::vector<std::uint32_t>& parts) {
    std::uint32_t filled = 0, covered = 0;
    const RowSample sample(view, full, kRowsLookedAt);
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        if (view.code(r, full) == 0 || !sample(r)) continue;
        std::vector<std::string> known;
        for (const std::uint32_t part : parts) {
            const std::string& text = view.value(part, view.code(r, part)).text;
            for (std::string& word : words(fold(text))) known.push_back(std::move(word));
        }
        ++filled;
        const std::vector<std::string> all = words(fold(view.value(full, view.code(r, full)).text));
        covered += std::all_of(all.begin(), all.end(), [&known](const std::string& word) {
            return std::find(known.begin(), known.end(), word) != known.end();
        });
    }
    return filled == 0 ? 1 : static_cast<double>(covered) / filled;
}

double share_equal(const ListRecords& view, std::uint32_t a, std::uint32_t b) {
    std::uint32_t both = 0, equal = 0;
    const RowSample sample(view, a, kRowsLookedAt);
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        if (!sample(r)) continue;
        const std::uint32_t x = view.code(r, a), y = view.code(r, b);
        if (x == 0 && y == 0) continue;
        ++both;
        equal += x != 0 && y != 0 && view.value(a, x).text == view.value(b, y).text;
    }
    return both == 0 ? 0 : static_cast<double>(equal) / both;
}

/// Year and month of a written date, or nothing.
std::optional<std::pair<int, int>> month_of(const std::string& text, const DateHints& hints) {
    const DateParse parsed = parse_date(text, hints);
    if (!parsed.date || parsed.date->readings.size() != 1) return std::nullopt;
    const DateReading& reading = parsed.date->readings.front();
    if (reading.month == 0) return std::nullopt;
    return std::make_pair(int{reading.year_first}, int{reading.month});
}

/// The share of records with both dates where they lie in the same month.
double share_of_same_month(const ListRecords& view, std::uint32_t a, std::uint32_t b) {
    std::uint32_t both = 0, same = 0;
    const RowSample sample(view, a, kDatesLookedAt);
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        if (!sample(r)) continue;
        const auto x = month_of(view.value(a, view.code(r, a)).text, {});
        const auto y = month_of(view.value(b, view.code(r, b)).text, {});
        if (!x || !y) continue;
        ++both;
        same += *x == *y;
    }
    return both < 5 ? 0 : static_cast<double>(same) / both;
}

/// A second date of the same event (its end, its month) is no second piece of evidence; it serves
/// where the first is missing.
void mark_repeated_dates(const ListRecords& view, std::vector<ColumnGuess>& columns) {
    const auto dates = std::count_if(columns.begin(), columns.end(), [](const ColumnGuess& c) {
        return c.meaning == Meaning::EventDate;
    });
    if (dates > kDateColumnsCompared) return;
    for (std::uint32_t b = 1; b < columns.size(); ++b) {
        for (std::uint32_t a = 0; a < b; ++a) {
            const bool both = columns[a].meaning == Meaning::EventDate &&
                              columns[b].meaning == Meaning::EventDate;
            if (!both || share_of_same_month(view, a, b) < 0.85) continue;
            columns[b].repeats_event = true;
            columns[b].certain = false;
            break;
        }
    }
}

bool is_evidence(Meaning meaning) {
    return meaning != Meaning::Ignore && meaning != Meaning::RowId && meaning != Meaning::Text &&
           meaning != Meaning::Number;
}

}  // namespace

double share_held(const ListRecords& view, std::uint32_t full, std::uint32_t part) {
    const RowSample sample(view, full, kRowsLookedAt);
    std::uint32_t both = 0, held = 0;
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        if (view.code(r, full) == 0 || view.code(r, part) == 0 || !sample(r)) continue;
        ++both;
        const std::vector<std::string> known =
            words(fold(view.value(full, view.code(r, full)).text));
        const std::vector<std::string> all = words(fold(view.value(part, view.code(r, part)).text));
        held += std::all_of(all.begin(), all.end(), [&known](const std::string& word) {
            return std::find(known.begin(), known.end(), word) != known.end();
        });
    }
    return both == 0 ? 0 : static_cast<double>(held) / both;
}

void set_redundant_aside(const ListRecords& view, std::vector<ColumnGuess>& columns) {
    std::vector<std::uint32_t> parts, fulls;
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
        if (is_name_part(columns[c].meaning)) parts.push_back(c);
        if (columns[c].meaning == Meaning::FullName) fulls.push_back(c);
    }
    if (parts.size() >= 2) {
        std::uint32_t kept = 0;
        for (const std::uint32_t full : fulls) {
            const bool nothing_new = share_covered(view, full, parts) >= 0.98;
            if (nothing_new)
                columns[full].meaning = Meaning::Ignore;
            else if (kept++ > 0)
                columns[full].meaning = Meaning::Alias;
        }
    }
    if (columns.size() > kColumnsCompared) return;
    mark_repeated_dates(view, columns);
    for (std::uint32_t b = 1; b < columns.size(); ++b) {
        for (std::uint32_t a = 0; a < b; ++a) {
            if (columns[a].meaning != columns[b].meaning || !is_evidence(columns[a].meaning))
                continue;
            if (columns[a].profile.filled == 0 || share_equal(view, a, b) < 0.9) continue;
            columns[b].meaning = Meaning::Ignore;
            break;
        }
    }
}

}  // namespace dalil
