#include "dalil/workflow/export.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "dalil/base/file.hpp"
#include "dalil/io/writer.hpp"
#include "dalil/workflow/outputs.hpp"

namespace dalil {

namespace {

constexpr std::string_view kBetweenValues = " | ";

/// What a column is called in the linked list: the field it became, so that lists of several
/// languages share it; else its own header.
const std::string& label_of(const ColumnRecipe& column) {
    return column.key.empty() ? column.header : column.key;
}

/// Columns of all lists, joined where they became the same field.
std::vector<std::string> headers_of(const Lists& lists) {
    std::vector<std::string> headers;
    for (const ListRecipe& list : lists.recipe.lists) {
        if (!list.is_list) continue;
        for (const ColumnRecipe& column : list.columns) {
            if (std::find(headers.begin(), headers.end(), label_of(column)) == headers.end()) {
                headers.push_back(label_of(column));
            }
        }
    }
    return headers;
}

/// Values of one record, one per header.
std::vector<std::string> values_of(const Lists& lists, std::uint32_t r,
                                   const std::map<std::string, std::size_t>& at) {
    const RecordRef& ref = lists.records.records[r];
    const std::uint32_t t = lists.records.sources[ref.source].table;
    const Table& table = lists.tables[t];
    std::vector<std::string> values(at.size());
    for (const ColumnRecipe& recipe : lists.recipe.lists[t].columns) {
        for (const Column& column : table.columns) {
            if (column.number != recipe.column || column.code(ref.table_row) == 0) continue;
            std::string& value = values[at.at(label_of(recipe))];
            if (!value.empty()) value += kBetweenValues;
            value += column.at(ref.table_row).text;
        }
    }
    return values;
}

/// Records by person, people in the order of their ids.
std::vector<std::vector<std::uint32_t>> members_by_person(const LinkedCase& linked) {
    const Linkage& linkage = linked.stored.linkage;
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t r = 0; r < linked.lists.lists.records.size(); ++r) {
        members[linked.stored.persons.number_of[linkage.person_of[r]]].push_back(r);
    }
    std::vector<std::vector<std::uint32_t>> ordered;
    for (auto& [number, records] : members) ordered.push_back(std::move(records));
    return ordered;
}

struct Sheets {
    WorkbookSheet records, people;
};

Sheets make_sheets(const LinkedCase& linked, const Context& context) {
    const Lists& lists = linked.lists.lists;
    const std::vector<std::string> headers = headers_of(lists);
    std::map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < headers.size(); ++i) at[headers[i]] = i;

    Sheets sheets;
    sheets.records.name = "records";
    sheets.records.header = {"person", "probability", "source", "row", "place"};
    sheets.people.name = "people";
    sheets.people.header = {"person", "records", "sources"};
    for (const std::string& header : headers) {
        sheets.records.header.push_back(header);
        sheets.people.header.push_back(header);
    }
    for (const auto& members : members_by_person(linked)) {
        context.check_stop();
        std::vector<std::string> person(headers.size() + 3);
        std::vector<std::vector<std::string>> distinct(headers.size() + 1);
        const auto note = [](std::vector<std::string>& seen, const std::string& value) {
            if (!value.empty() && std::find(seen.begin(), seen.end(), value) == seen.end())
                seen.push_back(value);
        };
        for (const std::uint32_t r : members) {
            const RecordRef& ref = lists.records.records[r];
            const Source& source = lists.records.sources[ref.source];
            const Table& table = lists.tables[source.table];
            const std::uint32_t label = linked.stored.linkage.person_of[r];
            const auto values = values_of(lists, r, at);
            std::vector<std::string> row = {
                linked.stored.persons.id(label),
                fmt::format("{:.4f}", linked.stored.linkage.membership[r]), source.name,
                fmt::format("{}", ref.row),
                CellAddress{table.file, table.sheet, table.row_info[ref.table_row].number, 0}
                    .text()};
            row.insert(row.end(), values.begin(), values.end());
            person[0] = row[0];
            sheets.records.rows.push_back(std::move(row));
            note(distinct.back(), source.name);
            for (std::size_t i = 0; i < values.size(); ++i) note(distinct[i], values[i]);
        }
        const auto join = [](const std::vector<std::string>& values) {
            std::string text;
            for (const std::string& value : values)
                text += (text.empty() ? "" : std::string(kBetweenValues)) + value;
            return text;
        };
        person[1] = fmt::format("{}", members.size());
        person[2] = join(distinct.back());
        for (std::size_t i = 0; i < headers.size(); ++i) person[i + 3] = join(distinct[i]);
        sheets.people.rows.push_back(std::move(person));
    }
    return sheets;
}

std::string csv_of(const WorkbookSheet& sheet) {
    CsvWriter csv;
    for (const std::string& header : sheet.header) csv.cell(header);
    csv.end_row();
    for (const auto& row : sheet.rows) {
        for (const std::string& value : row) csv.cell(value);
        csv.end_row();
    }
    return csv.text();
}

}  // namespace

Result<ExportSummary> export_case(const std::filesystem::path& case_path,
                                  const std::filesystem::path& folder, const Context& context) {
    auto linked = load_linked_case(case_path, context);
    if (!linked) return fail(std::move(linked.error()));
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(
            Fault::Outside, "folder-unwritable",
            fmt::format("could not make the folder {}: {}", folder.string(), error.message()),
            "choose another folder with -o");
    }
    const Stage stage(context, "writing lists");
    const Sheets sheets = make_sheets(*linked, context);
    const std::vector<std::pair<std::string, std::string>> files = {
        {"linked.csv", csv_of(sheets.records)},
        {"linked-people.csv", csv_of(sheets.people)},
        {"people.csv",
         people_csv(linked->lists.lists.records, linked->stored.linkage, linked->stored.persons)},
    };
    ExportSummary summary;
    summary.records = sheets.records.rows.size();
    summary.people = sheets.people.rows.size();
    for (const auto& [name, text] : files) {
        if (auto written = write_file(folder / name, text); !written)
            return fail(std::move(written.error()));
        summary.files.push_back(folder / name);
    }
    const auto workbook = folder / "linked.xlsx";
    if (auto written = write_xlsx(workbook, {sheets.records, sheets.people}); !written) {
        return fail(std::move(written.error()));
    }
    summary.files.push_back(workbook);
    return summary;
}

}  // namespace dalil
