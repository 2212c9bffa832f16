// From tables to a recipe: layout, then each column alone, then the columns of a list together,
// then the lists together.
#include <algorithm>
#include <string>
#include <vector>

#include "dalil/record/recipe.hpp"
#include "record/column_meaning.hpp"
#include "record/field_keys.hpp"
#include "record/layout.hpp"
#include "record/list_columns.hpp"
#include "record/list_view.hpp"
#include "record/record_issues.hpp"

namespace dalil {
namespace {

ListRecipe describe(const Table& table, const Layout& layout) {
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

Layout layout_of(const Table& table, const Recipe& stated, RecordIssues& log) {
    const ListRecipe* list = stated_list(stated, table.source);
    const bool rows_given = list && (list->states("header_rows") || !list->header_rows.empty());
    return rows_given ? find_layout(table, list->header_rows, log) : find_layout(table, log);
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
        const Layout layout = layout_of(table, stated, log);
        ListRecipe list = describe(table, layout);
        const ListView view(table, list, nullptr);
        std::vector<ColumnGuess> columns;
        for (std::uint32_t c = 0; c < table.width(); ++c)
            columns.push_back(guess_column(layout.headers[c], profile_column(view, c), view.size(),
                                           !layout.header_rows.empty()));
        settle_columns(view, columns, list);
        list.is_list = holds_people(columns) && view.size() > 0;
        log.flush_into(issues);
        recipe.lists.push_back(std::move(list));
        guesses.push_back(std::move(columns));
    }
    assign_keys(guesses, recipe);
    find_name_orders(tables, recipe);
    return recipe;
}

}  // namespace dalil
