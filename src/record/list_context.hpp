// What the steps that type one list's values share.
#pragma once

#include <cstdint>
#include <vector>

#include "record/field_builder.hpp"
#include "record/list_records.hpp"
#include "record/record_issues.hpp"

namespace dalil {

struct ListContext {
    const ListRecords& view;
    const ListRecipe& recipe;
    FieldSet& fields;
    RecordIssues& log;
    std::uint32_t first_record = 0;  ///< of this list in the RecordSet
    int latest_year = 2030;          ///< two-digit years are not after it
    /// Recipe column of each stored column of the table; nullptr when the recipe leaves it out.
    std::vector<const ColumnRecipe*> column;

    std::uint32_t width() const { return view.width(); }
    /// Stored columns of this meaning, in the order of the sheet.
    std::vector<std::uint32_t> with(Meaning meaning) const {
        std::vector<std::uint32_t> found;
        for (std::uint32_t c = 0; c < column.size(); ++c)
            if (column[c] && column[c]->meaning == meaning) found.push_back(c);
        return found;
    }
    void issue(const char* code, Severity severity, std::uint32_t record, std::uint32_t at,
               const char* text) {
        log.add(code, severity, view.address(record, at), text);
    }
};

/// Names: given, middle, family, father, alias, suffix; a birth year written behind a name.
void add_names(ListContext& list);
/// Birth, event, death and other dates; ages become birth ranges.
void add_dates(ListContext& list);
/// Birth dates that stand in identity numbers, where none is written.
void add_births_of_identifiers(ListContext& list);
/// Everything that stands in one column and is only cleaned: places, sex, identifiers, categories,
/// ...
void add_plain_fields(ListContext& list);

/// Which words of a column mean that nothing is known; some count only where the list uses them so.
class MissingWords {
  public:
    MissingWords(const ListRecords& view, std::uint32_t column, bool is_name);
    bool operator()(const std::string& folded) const;

  private:
    bool is_name_;
    std::vector<std::string> doubtful_that_count_;
};

}  // namespace dalil
