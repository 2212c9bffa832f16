#include <algorithm>

#include "dalil/record/recipe.hpp"
#include "dalil/text/unicode.hpp"
#include "record/field_keys.hpp"

namespace dalil {
namespace {

ListRecipe* find_list(Recipe& recipe, const ListRecipe& wanted) {
    for (ListRecipe& list : recipe.lists)
        if (!wanted.source.empty() && list.source == wanted.source) return &list;
    for (ListRecipe& list : recipe.lists)
        if (wanted.source.empty() && list.file == wanted.file &&
            (wanted.sheet.empty() || list.sheet == wanted.sheet))
            return &list;
    return nullptr;
}

ColumnRecipe* find_by_header(ListRecipe& list, const std::string& header) {
    const std::string folded = fold(header);
    for (ColumnRecipe& column : list.columns)
        if (!folded.empty() && fold(column.header) == folded) return &column;
    return nullptr;
}

/// By letter; but when the file was changed and the header now stands elsewhere, by header.
ColumnRecipe* find_column(ListRecipe& list, const ColumnRecipe& wanted) {
    for (ColumnRecipe& column : list.columns) {
        if (wanted.column == 0 || column.column != wanted.column) continue;
        if (wanted.header.empty() || fold(column.header) == fold(wanted.header)) return &column;
        ColumnRecipe* moved = find_by_header(list, wanted.header);
        return moved ? moved : &column;
    }
    return find_by_header(list, wanted.header);
}

bool stated(const ColumnRecipe& column, std::string_view word, bool differs) {
    return column.stated.empty() ? differs : column.states(word);
}

bool stated(const ListRecipe& list, std::string_view word, bool differs) {
    return list.stated.empty() ? differs : list.states(word);
}

void correct_column(ColumnRecipe& column, const ColumnRecipe& by) {
    const Meaning before = column.meaning;
    if (stated(by, "meaning", by.meaning != Meaning::Ignore)) {
        column.meaning = by.meaning;
        column.certain = true;
    }
    if (stated(by, "certain", false)) column.certain = by.certain;
    if (stated(by, "date_order", by.date_order != DateOrder::Unknown))
        column.date_order = by.date_order;
    // A recipe that is given back whole repeats the old key; a new meaning needs its own.
    const bool new_key = stated(by, "key", !by.key.empty()) && by.key != column.key;
    if (new_key)
        column.key = by.key;
    else if (column.meaning != before)
        column.key = default_key(column.meaning, column.header);
}

void correct_list(ListRecipe& list, const ListRecipe& by, std::vector<Issue>& issues) {
    if (stated(by, "is_list", !by.is_list)) list.is_list = by.is_list;
    if (stated(by, "header_rows", !by.header_rows.empty())) list.header_rows = by.header_rows;
    if (stated(by, "last_row", by.last_row != 0)) list.last_row = by.last_row;
    if (stated(by, "left_out_rows", !by.left_out_rows.empty()))
        list.left_out_rows = by.left_out_rows;
    if (stated(by, "name_order", by.name_order != NameOrder::Unknown))
        list.name_order = by.name_order;
    if (stated(by, "duplicates", by.duplicates != ListRecipe::Duplicates::Unknown))
        list.duplicates = by.duplicates;
    for (const ColumnRecipe& column : by.columns) {
        if (ColumnRecipe* found = find_column(list, column)) {
            correct_column(*found, column);
            continue;
        }
        issues.push_back({"correction-unmatched",
                          Severity::Warning,
                          {list.source, list.sheet, 0, column.column},
                          "the recipe corrects a column that the list does not have",
                          1});
    }
}

}  // namespace

void apply_corrections(Recipe& recipe, const Recipe& corrections, std::vector<Issue>& issues) {
    for (const ListRecipe& by : corrections.lists) {
        if (ListRecipe* list = find_list(recipe, by)) {
            correct_list(*list, by, issues);
            continue;
        }
        issues.push_back({"correction-unmatched",
                          Severity::Warning,
                          {by.source, by.sheet, 0, 0},
                          "the recipe corrects a list that was not given",
                          1});
    }
}

}  // namespace dalil
