// From tables to a recipe: layout, then each column alone, then the columns of a list together,
// then the lists together.
#include <algorithm>
#include <string>
#include <vector>

#include "dalil/record/recipe.hpp"
#include "record/align_lists.hpp"
#include "record/column_meaning.hpp"
#include "record/content_meaning.hpp"
#include "record/field_keys.hpp"
#include "record/layout.hpp"
#include "record/list_columns.hpp"
#include "record/list_records.hpp"
#include "record/record_issues.hpp"

namespace dalil {
namespace {

ListRecipe describe(const Table& table, const SheetLayout& layout) {
    ListRecipe list;
    list.source = table.source;
    list.file = table.file;
    list.sheet = table.sheet;
    list.header_rows = layout.header_rows;
    list.last_row = layout.last_row;
    list.left_out_rows = layout.left_out_rows;
    for (std::uint32_t c = 0; c < table.width(); ++c) {
        ColumnRecipe column;
        column.column = table.columns[c].number;
        column.header = layout.headers[c];
        list.columns.push_back(std::move(column));
    }
    return list;
}

const ListRecipe* stated_list(const Recipe& stated, const std::string& source) {
    for (const ListRecipe& list : stated.lists)
        if (list.source == source) return &list;
    return nullptr;
}

SheetLayout layout_of(const Table& table, const Recipe& stated, RecordIssues& log) {
    const ListRecipe* list = stated_list(stated, table.source);
    const bool rows_given = list && (list->states("header_rows") || !list->header_rows.empty());
    return rows_given ? find_layout(table, list->header_rows, log) : find_layout(table, log);
}

/// Most columns have a header of known words.
bool header_speaks(const SheetLayout& layout) {
    std::size_t named = 0, known = 0;
    for (const std::string& header : layout.headers) {
        named += !header.empty();
        known += !header.empty() && read_header(header).known();
    }
    return known > 0 && 3 * known >= named;
}

/// Two lists side by side: after an empty column the same headers begin again. Only the first is
/// read.
void set_second_block_aside(const ListRecipe& list, std::vector<ColumnGuess>& columns,
                            RecordIssues& log) {
    for (std::size_t c = 2; c + 1 < columns.size(); ++c) {
        const bool gap = list.columns[c].column > list.columns[c - 1].column + 1;
        const bool again = !list.columns[c].header.empty() &&
                           list.columns[c].header == list.columns[0].header &&
                           list.columns[c + 1].header == list.columns[1].header;
        if (!gap || !again) continue;
        log.add(
            "second-list", Severity::Warning, {list.source, list.sheet, 0, list.columns[c].column},
            "a second list stands beside the first; put it on a sheet of its own to have it read");
        for (; c < columns.size(); ++c) {
            columns[c].meaning = Meaning::Ignore;
            columns[c].certain = false;
        }
    }
}

/// Rows that hold a number of the row, or nothing that is read, are no records.
void leave_out_empty_rows(const ListRecords& view, const std::vector<ColumnGuess>& columns,
                          ListRecipe& list, RecordIssues& log) {
    if (!list.is_list) return;
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        bool says_something = false;
        for (std::uint32_t c = 0; c < columns.size() && !says_something; ++c)
            says_something = columns[c].meaning != Meaning::Ignore &&
                             columns[c].meaning != Meaning::RowId && view.code(r, c) != 0;
        if (says_something) continue;
        CellAddress where = view.address(r, 0);
        where.column = 0;
        list.left_out_rows.push_back(where.row);
        log.add("row-without-content", Severity::Warning, where,
                "nothing in this row is about a person; it is not a record");
    }
    std::sort(list.left_out_rows.begin(), list.left_out_rows.end());
}

/// A header that says one thing above cells that say another is worth a look.
void report_doubts(const Table& table, const std::vector<ColumnGuess>& columns,
                   const ListRecipe& list, RecordIssues& log) {
    if (table.hidden)
        log.add("hidden-sheet", Severity::Warning, {table.source, table.sheet, 0, 0},
                "a hidden sheet was imported");
    if (!list.is_list) return;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const ColumnGuess& column = columns[c];
        if (column.from_content)
            log.add("column-guessed", Severity::Note,
                    {list.source, list.sheet, 0, list.columns[c].column},
                    "the header does not say what this column holds; by its cells it is read as " +
                        std::string(meaning_name(column.meaning)));
        const bool doubt = column.header.strength == HeaderReading::Strength::Strong &&
                           !column.certain && !column.from_header && column.profile.filled > 0;
        if (doubt)
            log.add("column-doubtful", Severity::Note,
                    {list.source, list.sheet, 0, list.columns[c].column},
                    "the cells do not look like what the header says; read as " +
                        std::string(meaning_name(column.meaning)));
    }
}

}  // namespace

Recipe infer_recipe(const std::vector<Table>& tables, std::vector<Issue>& issues) {
    return infer_recipe(tables, Recipe{}, issues);
}

Recipe infer_recipe(const std::vector<Table>& tables, const Recipe& stated,
                    std::vector<Issue>& issues) {
    Recipe recipe;
    std::vector<std::vector<ColumnGuess>> guesses;
    for (const Table& table : tables) {
        RecordIssues log;
        const SheetLayout layout = layout_of(table, stated, log);
        ListRecipe list = describe(table, layout);
        const ListRecords view(table, list, nullptr);
        std::vector<ColumnGuess> columns;
        const bool speaks = header_speaks(layout);
        for (std::uint32_t c = 0; c < table.width(); ++c)
            columns.push_back(
                guess_column(layout.headers[c], profile_column(view, c), view.size(), speaks));
        set_second_block_aside(list, columns, log);
        if (!speaks) read_by_content(view, columns);
        settle_columns(view, columns, list);
        list.is_list = holds_people(columns) && view.size() > 0;
        leave_out_empty_rows(view, columns, list, log);
        report_doubts(table, columns, list, log);
        log.flush_into(issues);
        recipe.lists.push_back(std::move(list));
        guesses.push_back(std::move(columns));
    }
    const std::vector<SameColumn> same = align_by_values(tables, guesses, recipe);
    assign_keys(guesses, recipe);
    align_keys(same, guesses, recipe);
    find_name_orders(tables, recipe);
    return recipe;
}

}  // namespace dalil
