// What came in, and what was odd about it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "dalil/plot/numerals.hpp"
#include "workflow/report_parts.hpp"

namespace dalil::report {

namespace {

constexpr std::size_t kAddresses = 5, kOddPhrases = 4, kColumnsShown = 40;
constexpr double kWorthSaying = 0.1;  // share of a list's records

std::string number(std::uint64_t count) {
    return plot::format_count(static_cast<double>(count));
}

/// Oddities that are about the list as a whole: a number behind them would say nothing.
bool concerns_whole_list(const std::string& code) {
    static const std::set<std::string> kCodes = {"encoding-guessed", "header-missing",
                                                 "second-list",      "quote-never-closed",
                                                 "table-too-large",  "file-given-twice"};
    return kCodes.count(code) > 0;
}

std::string first_half(const std::string& phrase) {
    return phrase.substr(0, phrase.find(';'));
}

/// All issues of one code, wherever they stand.
struct Kind {
    Severity severity = Severity::Note;
    std::uint64_t count = 0;
    std::string text;
    std::vector<std::string> addresses;

    void add(const Issue& issue) {
        severity = std::max(severity, issue.severity);
        count += issue.count;
        if (text.empty()) text = issue.text;
        if (addresses.size() < kAddresses) {
            const std::string address = issue.where.text();
            if (!address.empty()) addresses.push_back(address);
        }
    }
};

std::map<std::string, Kind> kinds_of(const std::vector<Issue>& issues, const std::string* source) {
    std::map<std::string, Kind> kinds;
    for (const Issue& issue : issues) {
        if (source == nullptr || issue.where.source == *source) kinds[issue.code].add(issue);
    }
    return kinds;
}

/// Graver ones first, then the more frequent.
std::vector<std::pair<std::string, Kind>> ranked(const std::map<std::string, Kind>& kinds) {
    std::vector<std::pair<std::string, Kind>> order(kinds.begin(), kinds.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.second.severity, a.second.count) >
               std::tuple(b.second.severity, b.second.count);
    });
    return order;
}

std::string phrase_of(const std::string& code, const Kind& kind) {
    const std::string phrase = issue_phrase(code);
    return phrase.empty() ? kind.text : phrase;
}

bool is_name(const Field& field) {
    return field.kind == ValueKind::Name && field.meaning != Meaning::Relative &&
           field.meaning != Meaning::FatherName;
}

/// Counts over the records of one list.
class ListFacts {
  public:
    ListFacts(const RecordSet& records, std::uint32_t source) : records_(records) {
        for (std::uint32_t r = 0; r < records.size(); ++r) {
            if (records.records[r].source == source) members_.push_back(r);
        }
    }

    std::uint64_t filled(const Field& field) const {
        return count([&](std::uint32_t r) { return field.codes[r] != 0; });
    }

    std::uint64_t nameless() const {
        return count([&](std::uint32_t r) {
            return std::none_of(
                records_.fields.begin(), records_.fields.end(),
                [&](const Field& field) { return is_name(field) && field.codes[r] != 0; });
        });
    }

    /// A year only, or a range computed from an age.
    std::uint64_t without_month(const Field& field) const {
        return count([&](std::uint32_t r) {
            const std::uint32_t code = field.codes[r];
            if (code == 0 || field.dates[code].readings.empty()) return false;
            return field.dates[code].readings.front().month == 0;
        });
    }

    /// "2014–2019": the years of 98 in 100 dated records, so that one slip does not stretch it.
    std::string years(const Field& field) const {
        std::vector<int> years;
        for (const std::uint32_t r : members_) {
            const std::uint32_t code = field.codes[r];
            if (code == 0 || field.dates[code].readings.empty()) continue;
            const DateReading& reading = field.dates[code].readings.front();
            if (reading.has_year()) years.push_back(reading.year_first);
        }
        if (years.empty()) return {};
        std::sort(years.begin(), years.end());
        const std::size_t cut = years.size() / 100;
        const int first = years[cut], last = years[years.size() - 1 - cut];
        return first == last ? fmt::format("{}", first) : fmt::format("{}–{}", first, last);
    }

    std::size_t size() const { return members_.size(); }

  private:
    template <class Test>
    std::uint64_t count(Test test) const {
        return static_cast<std::uint64_t>(std::count_if(members_.begin(), members_.end(), test));
    }

    const RecordSet& records_;
    std::vector<std::uint32_t> members_;
};

std::vector<std::string> gaps_of(const RecordSet& records, const ListFacts& facts) {
    std::vector<std::string> phrases;
    if (facts.size() == 0) return phrases;
    const auto share = [&](std::uint64_t count) {
        return static_cast<double>(count) / static_cast<double>(facts.size());
    };
    if (const std::uint64_t nameless = facts.nameless(); nameless > 0) {
        phrases.push_back("records without a name: " + number(nameless));
    }
    if (const Field* birth = records.field(Meaning::BirthDate)) {
        if (facts.filled(*birth) == 0)
            phrases.emplace_back("no birth date");
        else if (const auto years = facts.without_month(*birth); share(years) > kWorthSaying) {
            phrases.push_back("birth known only by year or age: " + number(years));
        }
    }
    if (const Field* sex = records.field(Meaning::Sex); sex != nullptr && facts.filled(*sex) == 0) {
        phrases.emplace_back("no sex");
    }
    return phrases;
}

std::vector<std::string> odd_phrases(const Lists& lists, const std::string& source,
                                     const ListFacts& facts) {
    std::vector<std::string> phrases = gaps_of(lists.records, facts);
    const auto kinds = ranked(kinds_of(lists.issues, &source));
    std::size_t left = 0;
    for (const auto& [code, kind] : kinds) {
        // Records without a name are counted among the gaps already.
        const bool said = code == "name-missing" ||
                          (code == "name-placeholder" && kind.count == facts.nameless());
        if (said) continue;
        if (phrases.size() >= kOddPhrases) {
            ++left;
            continue;
        }
        std::string phrase = first_half(phrase_of(code, kind));
        if (!concerns_whole_list(code)) phrase += ": " + number(kind.count);
        phrases.push_back(std::move(phrase));
    }
    if (left > 0)
        phrases.push_back(fmt::format("and {} more {}", left, left == 1 ? "kind" : "kinds"));
    return phrases;
}

page::ListView list_view(const ReportInputs& inputs, std::uint32_t source) {
    const Lists& lists = *inputs.lists;
    const Source& from = lists.records.sources[source];
    const Table& table = lists.tables[from.table];
    page::ListView view;
    view.name = from.name;
    view.file = table.file;
    view.sheet = table.sheet;
    view.script = from.script;
    view.encoding = table.encoding;
    view.hidden = table.hidden;
    view.records = from.records;
    const Tally& whole = inputs.analysis->counts.whole;
    if (!whole.strata.empty() && source < whole.strata.front().best.lists.size()) {
        view.people = whole.strata.front().best.size_of(source);
    }
    const ListFacts facts(lists.records, source);
    if (const Field* event = lists.records.field(Meaning::EventDate))
        view.period = facts.years(*event);
    view.odd = odd_phrases(lists, from.name, facts);
    return view;
}

void fill_issues(page::ReportView& view, const std::vector<Issue>& issues) {
    for (const auto& [code, kind] : ranked(kinds_of(issues, nullptr))) {
        view.issues.push_back(
            {code, phrase_of(code, kind), kind.severity, kind.count, kind.addresses});
    }
}

void fill_columns(page::ReportView& view, const Recipe& recipe) {
    for (const ListRecipe& list : recipe.lists) {
        if (!list.is_list) continue;
        for (const ColumnRecipe& column : list.columns) {
            if (column.certain || view.uncertain_columns.size() >= kColumnsShown) continue;
            view.uncertain_columns.push_back(
                {list.source, column_letters(column.column), column.header,
                 field_title(std::string(meaning_name(column.meaning)))});
        }
    }
}

}  // namespace

void fill_lists(page::ReportView& view, const ReportInputs& inputs) {
    const Lists& lists = *inputs.lists;
    view.records = lists.records.size();
    for (std::uint32_t s = 0; s < lists.records.sources.size(); ++s)
        view.lists.push_back(list_view(inputs, s));
    for (std::size_t t = 0; t < lists.tables.size() && t < lists.recipe.lists.size(); ++t) {
        const Table& table = lists.tables[t];
        if (lists.recipe.lists[t].is_list) continue;
        view.not_lists.push_back(
            {table.source, table.file, table.sheet, table.rows(), table.hidden});
    }
    fill_issues(view, lists.issues);
    fill_columns(view, lists.recipe);
}

}  // namespace dalil::report
