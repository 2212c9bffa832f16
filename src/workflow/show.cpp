#include "dalil/workflow/show.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dalil/workflow/case_steps.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostPairs = 200;

std::string record_id(const RecordSet& records, std::uint32_t r) {
    return fmt::format("{}!{}", records.sources[records.records[r].source].name,
                       records.records[r].row);
}

ShownRecord shown_record(const LinkedCase& linked, std::uint32_t r) {
    const Lists& lists = linked.lists.lists;
    const RecordRef& ref = lists.records.records[r];
    const std::uint32_t t = lists.records.sources[ref.source].table;
    const Table& table = lists.tables[t];
    ShownRecord shown;
    shown.record = record_id(lists.records, r);
    shown.place = fmt::format("{}{}{}, row {}", table.file, table.sheet.empty() ? "" : ", ",
                              table.sheet, table.row_info[ref.table_row].number);
    const std::uint32_t label = linked.stored.linkage.person_of[r];
    shown.person = linked.stored.persons.id(label);
    shown.probability = linked.stored.linkage.membership[r];
    for (const Column& column : table.columns) {
        if (column.code(ref.table_row) == 0) continue;
        std::string header = column_letters(column.number);
        for (const ColumnRecipe& recipe : lists.recipe.lists[t].columns) {
            if (recipe.column == column.number && !recipe.header.empty()) header = recipe.header;
        }
        shown.values.emplace_back(std::move(header), column.at(ref.table_row).text);
    }
    return shown;
}

/// "appeals!118" -> record; list names may contain "!" themselves, so the last one counts.
std::optional<std::uint32_t> find_record(const RecordSet& records, const std::string& id) {
    const auto mark = id.rfind('!');
    if (mark == std::string::npos) return std::nullopt;
    std::uint32_t row = 0;
    const auto [end, error] = std::from_chars(id.data() + mark + 1, id.data() + id.size(), row);
    if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
    const std::string_view list = std::string_view(id).substr(0, mark);
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        if (records.records[r].row == row &&
            records.sources[records.records[r].source].name == list)
            return r;
    }
    return std::nullopt;
}

std::vector<std::uint32_t> records_of_person(const LinkedCase& linked, const std::string& id) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t r = 0; r < linked.lists.lists.records.size(); ++r) {
        if (linked.stored.persons.id(linked.stored.linkage.person_of[r]) == id)
            members.push_back(r);
    }
    return members;
}

tl::unexpected<Error> unknown(const std::string& id) {
    return fail(Fault::Usage, "unknown-id",
                fmt::format("the case has no person or record \"{}\"", id),
                "a person is named like P000123, a record like LIST!ROW with list and row as in "
                "people.csv");
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Pairs within the records, then doubtful pairs that touch one of them.
Pairs pairs_to_explain(const Linkage& linkage, const std::vector<std::uint32_t>& members) {
    Pairs pairs;
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = i + 1; j < members.size() && pairs.size() < kMostPairs; ++j) {
            pairs.emplace_back(members[i], members[j]);
        }
    }
    const auto inside = [&](std::uint32_t r) {
        return std::find(members.begin(), members.end(), r) != members.end();
    };
    for (const DoubtfulPair& d : linkage.doubtful) {
        if (inside(d.a) != inside(d.b) && pairs.size() < kMostPairs) pairs.emplace_back(d.a, d.b);
    }
    return pairs;
}

}  // namespace

Result<Shown> show_in_case(const std::filesystem::path& path, const std::vector<std::string>& ids,
                           const Context& context) {
    auto linked = load_linked_case(path, context);
    if (!linked) return fail(std::move(linked.error()));
    const RecordSet& records = linked->lists.lists.records;
    const Linkage& linkage = linked->stored.linkage;

    Shown shown;
    std::vector<std::uint32_t> members;
    Pairs pairs;
    if (ids.size() == 2) {
        for (const std::string& id : ids) {
            const auto r = find_record(records, id);
            if (!r) return unknown(id);
            members.push_back(*r);
        }
        shown.what = fmt::format("pair {} and {}", ids[0], ids[1]);
        pairs.emplace_back(members[0], members[1]);
    } else if (const auto r = find_record(records, ids.front())) {
        members = {*r};
        shown.what = "record " + ids.front();
        for (std::uint32_t other = 0; other < records.size(); ++other) {
            if (other != *r && linkage.person_of[other] == linkage.person_of[*r])
                pairs.emplace_back(*r, other);
        }
        for (const auto& pair : pairs_to_explain(linkage, members)) pairs.push_back(pair);
        if (pairs.size() > kMostPairs) pairs.resize(kMostPairs);
    } else {
        members = records_of_person(*linked, ids.front());
        if (members.empty()) return unknown(ids.front());
        shown.what = "person " + ids.front();
        pairs = pairs_to_explain(linkage, members);
    }
    for (const std::uint32_t r : members) shown.records.push_back(shown_record(*linked, r));

    LinkOptions options;
    options.level = linked->stored.level;
    options.effort = linked->stored.effort;
    options.decisions = linked->lists.decisions;
    Context same_seed = context;
    same_seed.seed = linked->stored.seed;
    if (!pairs.empty()) {
        for (PairExplanation& why : explain(records, linkage, pairs, options, same_seed)) {
            std::string a = record_id(records, why.a);
            std::string b = record_id(records, why.b);
            shown.pairs.push_back({std::move(a), std::move(b), std::move(why)});
        }
    }
    return shown;
}

std::string shown_json(const Shown& shown) {
    using json = nlohmann::ordered_json;
    json records = json::array();
    for (const ShownRecord& r : shown.records) {
        json values = json::array();
        for (const auto& [header, value] : r.values)
            values.push_back({{"header", header}, {"value", value}});
        records.push_back({{"record", r.record},
                           {"place", r.place},
                           {"person", r.person},
                           {"probability", r.probability},
                           {"values", std::move(values)}});
    }
    json pairs = json::array();
    for (const ShownPair& p : shown.pairs) {
        json fields = json::array();
        for (const FieldEvidence& f : p.why.fields) {
            fields.push_back({{"field", f.field},
                              {"level", f.level},
                              {"weight", f.weight},
                              {"crossed", f.crossed}});
        }
        pairs.push_back({{"a", p.a},
                         {"b", p.b},
                         {"together", p.why.together},
                         {"probability", p.why.probability},
                         {"weight", p.why.total_weight},
                         {"prior_weight", p.why.prior_weight},
                         {"related_weight", p.why.related_weight},
                         {"fields", std::move(fields)},
                         {"flip", p.why.flip}});
    }
    const json out = {
        {"what", shown.what}, {"records", std::move(records)}, {"pairs", std::move(pairs)}};
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace dalil
