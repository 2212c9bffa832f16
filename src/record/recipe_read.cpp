#include <algorithm>
#include <array>

#include "dalil/record/recipe.hpp"
#include "fmt/format.h"
#include "record/recipe_words.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include "toml++/toml.h"

namespace dalil {
namespace {

/// Row numbers of a file never exceed this.
constexpr std::int64_t kLargestRow = 4'000'000'000;

Error wrong(const toml::node& node, const std::string& what, const std::string& hint) {
    const auto at = node.source().begin;
    return {Fault::Input,
            "recipe-invalid",
            fmt::format("The recipe, line {} column {}: {}.", at.line, at.column, what),
            hint,
            {}};
}

/// Reads the entries of one TOML table; remembers the first thing that is wrong.
class Entries {
  public:
    Entries(const toml::table& table, std::vector<std::string>& stated)
        : table_(table), stated_(stated) {}

    const toml::node* take(const char* name) {
        known_.emplace_back(name);
        const toml::node* node = table_.get(name);
        if (node && !error_) stated_.emplace_back(name);
        return error_ ? nullptr : node;
    }

    void text(const char* name, std::string& out) {
        const toml::node* node = take(name);
        if (!node) return;
        if (const auto value = node->value_exact<std::string>())
            out = *value;
        else
            error_ = wrong(*node, fmt::format("{} must be text in quotes", name), "");
    }

    void flag(const char* name, bool& out) {
        const toml::node* node = take(name);
        if (!node) return;
        if (const auto value = node->value_exact<bool>())
            out = *value;
        else
            error_ = wrong(*node, fmt::format("{} must be true or false", name), "");
    }

    void row(const char* name, std::uint32_t& out) {
        const toml::node* node = take(name);
        if (node) row_of(*node, name, out);
    }

    void rows(const char* name, std::vector<std::uint32_t>& out) {
        const toml::node* node = take(name);
        if (!node) return;
        const toml::array* array = node->as_array();
        if (!array) {
            error_ =
                wrong(*node, fmt::format("{} must be a list of rows", name), "Example: [2, 3]");
            return;
        }
        for (const toml::node& item : *array) {
            std::uint32_t value = 0;
            row_of(item, name, value);
            if (error_) return;
            out.push_back(value);
        }
        std::sort(out.begin(), out.end());
    }

    template <class T, class FromWord>
    void word(const char* name, T& out, FromWord from_word, const char* words) {
        const toml::node* node = take(name);
        if (!node) return;
        const auto text = node->value_exact<std::string>();
        const auto value = text ? from_word(*text) : std::optional<T>();
        if (value)
            out = *value;
        else
            error_ = wrong(*node, fmt::format("{} has no such value", name),
                           fmt::format("Use one of: {}.", words));
    }

    /// An entry nobody asked for is a slip of the pen.
    std::optional<Error> finish() {
        if (error_) return error_;
        for (const auto& [key, node] : table_) {
            const std::string name(key.str());
            if (std::find(known_.begin(), known_.end(), name) == known_.end())
                return wrong(node, fmt::format("there is no entry \"{}\" here", name),
                             fmt::format("Entries here: {}.", fmt::join(known_, ", ")));
        }
        return std::nullopt;
    }

    void fail_with(Error error) { error_ = std::move(error); }

  private:
    void row_of(const toml::node& node, const char* name, std::uint32_t& out) {
        const auto value = node.value_exact<std::int64_t>();
        if (value && *value >= 0 && *value <= kLargestRow)
            out = static_cast<std::uint32_t>(*value);
        else
            error_ =
                wrong(node, fmt::format("{} must hold rows of the file, counted from 1", name), "");
    }

    const toml::table& table_;
    std::vector<std::string>& stated_;
    std::vector<std::string> known_;
    std::optional<Error> error_;
};

std::optional<Error> read_column(const toml::table& table, ColumnRecipe& column) {
    Entries entries(table, column.stated);
    std::string letters;
    entries.text("column", letters);
    column.column = column_number(letters);
    if (!letters.empty() && column.column == 0)
        entries.fail_with(wrong(*table.get("column"), "column must be letters of a column",
                                "Example: column = \"C\""));
    entries.text("header", column.header);
    entries.word(
        "meaning", column.meaning, meaning_from_name,
        "ignore, row_id, identifier, full_name, given_name, middle_name, family_name, "
        "father_name, alias, sex, birth_date, birth_year, birth_month, birth_day, age, "
        "death_date, event_date, event_year, event_month, event_day, country, province, "
        "district, city, street, house_number, postcode, place, birth_place, ethnicity, "
        "nationality, religion, occupation, email, phone, relative, category, number, text");
    entries.text("key", column.key);
    entries.word("date_order", column.date_order, date_order_from,
                 "day-month-year, month-day-year, year-month-day, unknown");
    entries.flag("certain", column.certain);
    return entries.finish();
}

std::optional<Error> read_columns(const toml::node& node, ListRecipe& list) {
    const toml::array* columns = node.as_array();
    if (!columns) return wrong(node, "columns are written as [[list.column]]", "");
    for (const toml::node& item : *columns) {
        const toml::table* table = item.as_table();
        if (!table) return wrong(item, "columns are written as [[list.column]]", "");
        ColumnRecipe column;
        if (auto error = read_column(*table, column)) return error;
        if (column.column == 0 && column.header.empty())
            return wrong(item, "a column needs its letter or its header",
                         "Example: column = \"C\"");
        list.columns.push_back(std::move(column));
    }
    return std::nullopt;
}

std::optional<Error> read_list(const toml::table& table, ListRecipe& list) {
    Entries entries(table, list.stated);
    entries.text("source", list.source);
    entries.text("file", list.file);
    entries.text("sheet", list.sheet);
    entries.flag("is_list", list.is_list);
    entries.rows("header_rows", list.header_rows);
    entries.row("last_row", list.last_row);
    entries.rows("left_out_rows", list.left_out_rows);
    entries.word("name_order", list.name_order, name_order_from,
                 "given-family, family-given, given-father, unknown");
    entries.word("duplicates", list.duplicates, duplicates_from, "none, possible, unknown");
    const toml::node* columns = entries.take("column");
    if (auto error = entries.finish()) return error;
    if (list.source.empty() && list.file.empty())
        return wrong(table, "a list needs its source", "Example: source = \"appeals\"");
    return columns ? read_columns(*columns, list) : std::nullopt;
}

}  // namespace

Result<Recipe> recipe_from_toml(std::string_view text) {
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        const auto at = parsed.error().source().begin;
        return fail(Fault::Input, "recipe-invalid",
                    fmt::format("The recipe, line {} column {}: not TOML ({}).", at.line, at.column,
                                parsed.error().description()),
                    "Compare the line with those that dalil wrote around it.");
    }
    Recipe recipe;
    const toml::node* lists = parsed.table().get("list");
    if (!lists) return recipe;
    const toml::array* array = lists->as_array();
    if (!array) return fail(wrong(*lists, "lists are written as [[list]]", ""));
    for (const toml::node& item : *array) {
        const toml::table* table = item.as_table();
        if (!table) return fail(wrong(item, "lists are written as [[list]]", ""));
        ListRecipe list;
        if (auto error = read_list(*table, list)) return fail(std::move(*error));
        recipe.lists.push_back(std::move(list));
    }
    return recipe;
}

}  // namespace dalil
