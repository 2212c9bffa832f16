// record/record_set.hpp: all records of all lists, typed and dictionary-encoded, ready to be
// linked.
//
// A Field is one thing known about people (given name, birth date, ...), shared by the lists that
// have it. `codes[r]` points into `values` (and `dates`); code 0 means missing. Values are in
// folded form, so that spellings that differ in case or spaces share a code; what was written
// stands in the Table.
//
//     RecordSet records = make_records(tables, recipe);
//     const Field* birth = records.field(Meaning::BirthDate);
//     if (birth && birth->codes[r] != 0) use(birth->dates[birth->codes[r]]);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/issue.hpp"
#include "dalil/record/meaning.hpp"
#include "dalil/record/recipe.hpp"
#include "dalil/table/table.hpp"
#include "dalil/text/date.hpp"

namespace dalil {

/// How values of a field are compared.
enum class ValueKind : std::uint8_t { Name, Date, Place, Identifier, Category, Number, Text };

struct Field {
    std::string key;  ///< "given_name", "birth_date", "city", "category:weapon"
    Meaning meaning = Meaning::Text;
    ValueKind kind = ValueKind::Text;
    std::vector<std::string> values;   ///< [0] is "" (missing); distinct, folded; dates as EDTF
    std::vector<PartialDate> dates;    ///< kind Date only; parallel to `values`; [0] unused
    std::vector<std::uint32_t> codes;  ///< one per record
};

struct Source {
    std::string name;         ///< unique: file stem, or stem:sheet
    std::uint32_t table = 0;  ///< index of its Table
    std::uint32_t records = 0;
    std::string script;  ///< main script of its names, for the report
    ListRecipe::Duplicates duplicates = ListRecipe::Duplicates::Unknown;
};

struct RecordRef {
    std::uint32_t source = 0;
    std::uint32_t table_row = 0;  ///< stored row of the table
    std::uint32_t row = 0;        ///< as people.csv counts: from 1 after the last header row
};

struct RecordSet {
    std::vector<Source> sources;
    std::vector<RecordRef> records;
    /// A hash of source name, all written cells and the occurrence among equal rows: the same after
    /// any reordering of rows or files. Keys of random streams and the order of work come from it.
    std::vector<std::uint64_t> content_keys;
    std::vector<Field> fields;
    std::vector<Issue> issues;

    std::uint32_t size() const { return static_cast<std::uint32_t>(records.size()); }
    const Field* field(Meaning meaning) const;
    const Field* field(std::string_view key) const;
};

/// Types every value by the recipe. Names are taken apart (full names become given, family, father
/// and alias fields), parts of dates are joined, ages at an event become birth ranges in birth_date
/// (derived), empty words ("NA", "unknown", "-", "нет данных") become missing. Trouble becomes
/// issues; nothing is dropped.
RecordSet make_records(const std::vector<Table>& tables, const Recipe& recipe);

}  // namespace dalil
