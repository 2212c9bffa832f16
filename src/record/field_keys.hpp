// Which columns, within and across lists, become one field.
#pragma once

#include <vector>

#include "dalil/record/recipe.hpp"
#include "record/column_meaning.hpp"

namespace dalil {

/// Writes the key of every column of every list. `guesses` is parallel to recipe.lists.
void assign_keys(const std::vector<std::vector<ColumnGuess>>& guesses, Recipe& recipe);

/// The key of a column of this meaning when nothing else is said: "birth_date" for a birth year.
std::string default_key(Meaning meaning, std::string_view header);

}  // namespace dalil
