// record/recipe.hpp: how a list is read. Inferred, written to dalil.toml, corrected by a person,
// given back.
//
//     [[list]]
//     source = "appeals"
//     file = "appeals.xlsx"
//     sheet = "Sheet1"
//     header_rows = [2, 3]         # rows of the file
//     date_order = "day-month-year"
//     [[list.column]]
//     column = "C"
//     header = "Дата рождения"
//     meaning = "birth_date"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/result.hpp"
#include "dalil/names/name.hpp"
#include "dalil/record/meaning.hpp"
#include "dalil/table/table.hpp"
#include "dalil/text/date.hpp"

namespace dalil {

struct ColumnRecipe {
    std::uint32_t column = 0;  ///< column of the file, from 1
    std::string header;        ///< as written; two-line headers joined by " / "
    Meaning meaning = Meaning::Ignore;
    std::string key;  ///< field it becomes; equal keys of several lists are one field
    DateOrder date_order = DateOrder::Unknown;
    bool certain = true;  ///< false: the guess should be looked at
    std::vector<std::string>
        stated;  ///< words that a TOML file wrote for this column; see ListRecipe

    bool states(std::string_view word) const;
};

struct ListRecipe {
    std::string source, file, sheet;
    bool is_list = true;                     ///< false: kept, but holds no records of people
    std::vector<std::uint32_t> header_rows;  ///< rows of the file; empty: no header
    std::uint32_t last_row = 0;              ///< last row of the list in the file
    NameOrder name_order = NameOrder::Unknown;
    /// Whether a person may stand twice on this list: unknown is learned.
    enum class Duplicates : std::uint8_t {
        Unknown,
        None,
        Possible
    } duplicates = Duplicates::Unknown;
    std::vector<ColumnRecipe> columns;
    std::vector<std::uint32_t>
        left_out_rows;  ///< notes, totals, repeated headers: rows of the file
    /// Words that a TOML file wrote for this list ("is_list", "header_rows", ...). Only these are
    /// laid over an inferred recipe; a recipe made in code states what differs from the defaults.
    std::vector<std::string> stated;

    bool states(std::string_view word) const;
};

struct Recipe {
    std::vector<ListRecipe> lists;  ///< parallel to the tables it was made for
};

/// Finds header, rows that are no records, and the meaning of every column.
Recipe infer_recipe(const std::vector<Table>& tables, std::vector<Issue>& issues);
/// The same, taking header rows from `stated` where it gives them: what follows is read below those
/// rows.
Recipe infer_recipe(const std::vector<Table>& tables, const Recipe& stated,
                    std::vector<Issue>& issues);
/// Lays a person's corrections over what was inferred: lists are matched by source, columns by
/// letter, else by header.
void apply_corrections(Recipe& recipe, const Recipe& corrections, std::vector<Issue>& issues);

std::string to_toml(const Recipe& recipe);
Result<Recipe> recipe_from_toml(std::string_view toml);

}  // namespace dalil
