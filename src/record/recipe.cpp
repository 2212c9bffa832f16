#include "dalil/record/recipe.hpp"

#include <algorithm>

namespace dalil {

bool ColumnRecipe::states(std::string_view word) const {
    return std::find(stated.begin(), stated.end(), word) != stated.end();
}

bool ListRecipe::states(std::string_view word) const {
    return std::find(stated.begin(), stated.end(), word) != stated.end();
}

}  // namespace dalil
