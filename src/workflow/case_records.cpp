#include "workflow/case_records.hpp"

#include <charconv>

#include <fmt/format.h>

namespace dalil {

using json = nlohmann::ordered_json;

std::string record_id(const RecordSet& records, std::uint32_t record) {
    const RecordRef& ref = records.records[record];
    return fmt::format("{}!{}", records.sources[ref.source].name, ref.row);
}

std::optional<std::uint32_t> find_record(const RecordSet& records, const std::string& id) {
    // List names may contain "!" themselves, so the last one counts.
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

tl::unexpected<Error> unknown_id(const std::string& id) {
    return fail(Fault::Usage, "unknown-id",
                fmt::format("the case has no person or record \"{}\"", id),
                "a person is named like P000123, a record like LIST!ROW with list and row as in "
                "people.csv");
}

ShownRecord shown_record(const Lists& lists, const StoredLinkage& stored, std::uint32_t record) {
    const RecordRef& ref = lists.records.records[record];
    const std::uint32_t t = lists.records.sources[ref.source].table;
    const Table& table = lists.tables[t];
    ShownRecord shown;
    shown.record = record_id(lists.records, record);
    shown.place = fmt::format("{}{}{}, row {}", table.file, table.sheet.empty() ? "" : ", ",
                              table.sheet, table.row_info[ref.table_row].number);
    shown.person = stored.persons.id(stored.linkage.person_of[record]);
    shown.probability = stored.linkage.membership[record];
    for (const Column& column : table.columns) {
        if (column.code(ref.table_row) == 0) continue;
        ShownValue value;
        value.header = column_letters(column.number);
        value.value = column.at(ref.table_row).text;
        value.cell = CellAddress{table.file, table.sheet, table.row_info[ref.table_row].number,
                                 column.number}
                         .text();
        for (const ColumnRecipe& recipe : lists.recipe.lists[t].columns) {
            if (recipe.column != column.number) continue;
            if (!recipe.header.empty()) value.header = recipe.header;
            value.meaning = meaning_name(recipe.meaning);
        }
        shown.values.push_back(std::move(value));
    }
    return shown;
}

json json_of(const ShownRecord& record) {
    json values = json::array();
    for (const ShownValue& v : record.values) {
        values.push_back(
            {{"header", v.header}, {"value", v.value}, {"cell", v.cell}, {"meaning", v.meaning}});
    }
    return {{"record", record.record},
            {"place", record.place},
            {"person", record.person},
            {"probability", record.probability},
            {"values", std::move(values)}};
}

json json_of(const ShownPair& pair) {
    json fields = json::array();
    for (const FieldEvidence& f : pair.why.fields) {
        fields.push_back(
            {{"field", f.field}, {"level", f.level}, {"weight", f.weight}, {"crossed", f.crossed}});
    }
    return {{"a", pair.a},
            {"b", pair.b},
            {"together", pair.why.together},
            {"probability", pair.why.probability},
            {"weight", pair.why.total_weight},
            {"prior_weight", pair.why.prior_weight},
            {"related_weight", pair.why.related_weight},
            {"fields", std::move(fields)},
            {"flip", pair.why.flip}};
}

}  // namespace dalil
