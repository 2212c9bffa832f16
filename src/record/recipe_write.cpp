#include <vector>

#include "dalil/base/issue.hpp"
#include "dalil/record/recipe.hpp"
#include "dalil/text/unicode.hpp"
#include "fmt/format.h"
#include "record/field_builder.hpp"
#include "record/recipe_words.hpp"

namespace dalil {
namespace {

/// A basic string of TOML: quotes, backslashes and control characters escaped.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    // TOML is UTF-8; a damaged byte becomes U+FFFD.
    for (const char c : is_valid_utf8(text) ? std::string(text) : to_utf8(to_utf32(text))) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            out += fmt::format("\\u{:04X}", byte);
        else
            out += c;
    }
    return out + "\"";
}

std::string number_list(const std::vector<std::uint32_t>& numbers) {
    return fmt::format("[{}]", fmt::join(numbers, ", "));
}

void write_column(const ColumnRecipe& column, std::string& out) {
    out += "[[list.column]]\n";
    out += fmt::format("column = {}\n", quoted(column_letters(column.column)));
    out += fmt::format("header = {}\n", quoted(column.header));
    out += fmt::format("meaning = {}\n", quoted(meaning_name(column.meaning)));
    if (!column.key.empty()) out += fmt::format("key = {}\n", quoted(column.key));
    if (kind_of(column.meaning) == ValueKind::Date && column.date_order != DateOrder::Unknown)
        out += fmt::format("date_order = {}\n", quoted(date_order_word(column.date_order)));
    if (!column.certain) out += "certain = false  # guessed; please look\n";
    out += "\n";
}

void write_list(const ListRecipe& list, std::string& out) {
    out += "[[list]]\n";
    out += fmt::format("source = {}\n", quoted(list.source));
    out += fmt::format("file = {}\n", quoted(list.file));
    if (!list.sheet.empty()) out += fmt::format("sheet = {}\n", quoted(list.sheet));
    out += fmt::format("is_list = {}\n", list.is_list);
    out += fmt::format("header_rows = {}\n", number_list(list.header_rows));
    out += fmt::format("last_row = {}\n", list.last_row);
    if (!list.left_out_rows.empty())
        out += fmt::format("left_out_rows = {}\n", number_list(list.left_out_rows));
    out += fmt::format("name_order = {}\n", quoted(name_order_word(list.name_order)));
    out += fmt::format("duplicates = {}\n\n", quoted(duplicates_word(list.duplicates)));
    for (const ColumnRecipe& column : list.columns) write_column(column, out);
}

}  // namespace

std::string to_toml(const Recipe& recipe) {
    std::string out =
        "# How each list was read. Change what is wrong and give this file back with --config.\n"
        "# Lists are found by source, columns by letter; lines that are left out are inferred "
        "again.\n"
        "# Words for meaning, and what each does: docs/guide/recipes.md\n\n";
    for (const ListRecipe& list : recipe.lists) write_list(list, out);
    return out;
}

}  // namespace dalil
