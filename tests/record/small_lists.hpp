// Small tables and short ways to look at what was made of them.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "dalil/record/record_set.hpp"

namespace dalil::test {

using Rows = std::vector<std::vector<std::string>>;

/// A table of text cells; row 1 of the file is the first of `rows`.
inline Table table_of(const Rows& rows, const std::string& source = "list") {
    TableBuilder builder;
    for (std::uint32_t r = 0; r < rows.size(); ++r)
        for (std::uint32_t c = 0; c < rows[r].size(); ++c)
            builder.add(r + 1, c + 1, CellValue{rows[r][c], "", CellType::Text, false});
    Table table = builder.finish();
    table.source = source;
    table.file = source + ".csv";
    return table;
}

struct Read {
    std::vector<Table> tables;
    std::vector<Issue> recipe_issues;
    Recipe recipe;
    RecordSet records;

    const ColumnRecipe& column(std::size_t index, std::size_t list = 0) const {
        return recipe.lists[list].columns[index];
    }
    Meaning meaning(std::size_t index, std::size_t list = 0) const {
        return column(index, list).meaning;
    }

    /// Value of a field for a record; "" when missing, "no field" when the field is absent.
    std::string value(std::string_view key, std::size_t record) const {
        const Field* field = records.field(key);
        return field ? field->values[field->codes[record]] : std::string("no field");
    }
    std::vector<std::string> values(std::string_view key) const {
        std::vector<std::string> all;
        for (std::uint32_t r = 0; r < records.size(); ++r) all.push_back(value(key, r));
        return all;
    }
    /// Number of cells that issues of this code stand for.
    std::uint64_t issues(std::string_view code) const {
        std::uint64_t count = 0;
        for (const auto* list : {&recipe_issues, &records.issues})
            for (const Issue& issue : *list) count += issue.code == code ? issue.count : 0;
        return count;
    }
};

inline Read read_lists(std::vector<Table> tables) {
    Read out;
    out.tables = std::move(tables);
    out.recipe = infer_recipe(out.tables, out.recipe_issues);
    out.records = make_records(out.tables, out.recipe);
    return out;
}

inline Read read_rows(const Rows& rows) {
    return read_lists(std::vector<Table>{table_of(rows)});
}

using Strings = std::vector<std::string>;

}  // namespace dalil::test
