#include "dalil/record/record_set.hpp"

#include <algorithm>
#include <array>

#include "dalil/text/unicode.hpp"
#include "record/content_keys.hpp"
#include "record/list_context.hpp"
#include "record/same_words.hpp"

namespace dalil {
namespace {

/// Two-digit years are read as not after the latest year written in full anywhere among the lists;
/// and if none is written, as not after this one.
constexpr int kLatestYearWithoutDates = 2030;

bool is_date(Meaning meaning) {
    return kind_of(meaning) == ValueKind::Date;
}

int latest_written_year(const std::vector<Table>& tables, const Recipe& recipe) {
    int latest = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!recipe.lists[i].is_list) continue;
        for (const ColumnRecipe& column : recipe.lists[i].columns) {
            if (!is_date(column.meaning)) continue;
            for (const Column& stored : tables[i].columns) {
                if (stored.number != column.column) continue;
                for (const CellValue& value : stored.values) {
                    const std::string& t = value.text;
                    const auto year_at = [&t](std::size_t at) {
                        int year = 0;
                        for (std::size_t k = at; k < at + 4; ++k) {
                            if (t[k] < '0' || t[k] > '9') return 0;
                            year = year * 10 + (t[k] - '0');
                        }
                        return year >= 1800 && year <= 2100 ? year : 0;
                    };
                    if (t.size() < 4 || t.size() > 40) continue;
                    latest = std::max({latest, year_at(0), year_at(t.size() - 4)});
                }
            }
        }
    }
    return latest == 0 ? kLatestYearWithoutDates : latest;
}

std::vector<const ColumnRecipe*> columns_of(const Table& table, const ListRecipe& recipe) {
    std::vector<const ColumnRecipe*> columns(table.width(), nullptr);
    for (const ColumnRecipe& column : recipe.columns)
        for (std::uint32_t c = 0; c < table.width(); ++c)
            if (table.columns[c].number == column.column) columns[c] = &column;
    return columns;
}

/// The script of most letters in the list's names.
std::string script_of_names(const ListContext& list) {
    std::array<std::uint64_t, 16> counts{};
    for (const Meaning meaning : {Meaning::FullName, Meaning::GivenName, Meaning::FamilyName})
        for (const std::uint32_t c : list.with(meaning))
            for (const CellValue& value : list.view.table().columns[c].values)
                ++counts[static_cast<std::size_t>(dominant_script(value.text)) % counts.size()];
    counts[0] = 0;
    const auto best = std::max_element(counts.begin(), counts.end());
    return *best == 0 ? std::string()
                      : std::string(script_name(static_cast<Script>(best - counts.begin())));
}

void add_records(const ListRecords& view, std::uint32_t source, RecordSet& out) {
    for (std::uint32_t r = 0; r < view.size(); ++r)
        out.records.push_back({source, view.table_row(r), view.row(r)});
    const std::vector<std::uint64_t> keys = content_keys(view);
    out.content_keys.insert(out.content_keys.end(), keys.begin(), keys.end());
}

}  // namespace

const Field* RecordSet::field(Meaning meaning) const {
    const std::string_view usual = meaning_name(meaning);
    const Field* first = nullptr;
    for (const Field& f : fields) {
        if (f.meaning != meaning) continue;
        if (f.key == usual) return &f;
        if (!first) first = &f;
    }
    return first;
}

const Field* RecordSet::field(std::string_view key) const {
    for (const Field& f : fields)
        if (f.key == key) return &f;
    return nullptr;
}

RecordSet make_records(const std::vector<Table>& tables, const Recipe& recipe) {
    ENSURE(recipe.lists.size() == tables.size(), "one list recipe per table");
    RecordSet out;
    std::vector<ListRecords> views;
    std::vector<RecordIssues> logs(tables.size());
    views.reserve(tables.size());
    std::uint32_t total = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        views.emplace_back(tables[i], recipe.lists[i],
                           recipe.lists[i].is_list ? &logs[i] : nullptr);
        if (recipe.lists[i].is_list) total += views.back().size();
    }
    FieldSet fields(total);
    const int latest_year = latest_written_year(tables, recipe);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!recipe.lists[i].is_list) continue;
        ListContext list{views[i],
                         recipe.lists[i],
                         fields,
                         logs[i],
                         out.size(),
                         latest_year,
                         columns_of(tables[i], recipe.lists[i])};
        const auto source = static_cast<std::uint32_t>(out.sources.size());
        add_records(views[i], source, out);
        out.sources.push_back({tables[i].source, static_cast<std::uint32_t>(i), views[i].size(),
                               script_of_names(list), recipe.lists[i].duplicates});
        add_dates(list);
        add_names(list);
        add_births_of_identifiers(list);
        add_plain_fields(list);
        logs[i].flush_into(out.issues);
    }
    unite_same_words(fields, out.sources, out.issues);
    out.fields = fields.finish();
    return out;
}

}  // namespace dalil
