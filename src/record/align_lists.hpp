// Which columns of several lists are the same thing, seen from their values, when headers do not
// say it.
#pragma once

#include <vector>

#include "dalil/record/recipe.hpp"
#include "dalil/table/table.hpp"
#include "record/column_meaning.hpp"

namespace dalil {

/// A column of a list that takes meaning and key from one of another list.
struct SameColumn {
    std::size_t list = 0, column = 0;
    std::size_t as_list = 0, as_column = 0;
};

/// Pairs columns read by content whose values are spread alike, and gives the second the meaning of
/// the first. Lists with most columns come first, so that the order of files does not matter.
std::vector<SameColumn> align_by_values(const std::vector<Table>& tables,
                                        std::vector<std::vector<ColumnGuess>>& guesses,
                                        Recipe& recipe);

/// Gives such columns one key; columns of free words that only share a header ("c7") lose it.
void align_keys(const std::vector<SameColumn>& same,
                const std::vector<std::vector<ColumnGuess>>& guesses, Recipe& recipe);

}  // namespace dalil
