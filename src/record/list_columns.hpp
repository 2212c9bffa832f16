// The columns of one list looked at together: which "name" is the full name, which date is the
// event, which columns only repeat others.
#pragma once

#include <vector>

#include "dalil/record/recipe.hpp"
#include "record/column_meaning.hpp"
#include "record/list_records.hpp"

namespace dalil {

/// Settles what one column alone could not say, and writes meanings and date orders into `list`.
void settle_columns(const ListRecords& view, std::vector<ColumnGuess>& columns, ListRecipe& list);

/// Whether a table with these columns lists people: by name, by number, or by age and sex.
bool holds_people(const std::vector<ColumnGuess>& columns);

/// How full names of each list are built; lists that have the parts apart help those that have not.
void find_name_orders(const std::vector<Table>& tables, Recipe& recipe);

}  // namespace dalil
