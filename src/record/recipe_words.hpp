// The words of dalil.toml for orders and duplicates.
#pragma once

#include <optional>
#include <string_view>

#include "dalil/record/recipe.hpp"

namespace dalil {

std::string_view date_order_word(DateOrder order);
std::optional<DateOrder> date_order_from(std::string_view word);
std::string_view name_order_word(NameOrder order);
std::optional<NameOrder> name_order_from(std::string_view word);
std::string_view duplicates_word(ListRecipe::Duplicates duplicates);
std::optional<ListRecipe::Duplicates> duplicates_from(std::string_view word);

/// "A" -> 1, "AA" -> 27; 0 for anything else.
std::uint32_t column_number(std::string_view letters);

}  // namespace dalil
