
#include "record/list_columns.hpp"

namespace dalil {
namespace {

std::vector<std::string_view> values_of(const Table& table, const ListRecipe& list,
                                        Meaning meaning) {
    std::vector<std::string_view> values;
    for (std::size_t c = 0; c < list.columns.size(); ++c) {
        if (list.columns[c].meaning != meaning) continue;
        for (std::size_t code = 1; code < table.columns[c].values.size(); ++code)
            values.push_back(table.columns[c].values[code].text);
    }
    return values;
}

}  // namespace

void find_name_orders(const std::vector<Table>& tables, Recipe& recipe) {
    std::vector<std::string_view> given, family;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!recipe.lists[i].is_list) continue;
        for (const std::string_view v : values_of(tables[i], recipe.lists[i], Meaning::GivenName))
            given.push_back(v);
        for (const std::string_view v : values_of(tables[i], recipe.lists[i], Meaning::FamilyName))
            family.push_back(v);
    }
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const auto full = values_of(tables[i], recipe.lists[i], Meaning::FullName);
        if (!full.empty() && recipe.lists[i].is_list)
            recipe.lists[i].name_order = infer_name_order(full, given, family);
    }
}

}  // namespace dalil
