// base/issue.hpp: trouble in data, as data.
//
// A bad cell never stops a run. It becomes an Issue with the address of the cell, is counted, and
// is listed in the report; the value itself is kept as it was written.
#pragma once

#include <cstdint>
#include <string>

namespace dalil {

/// Where a value stands in a file. Rows and columns count from 1; 0 means "the whole".
struct CellAddress {
    std::string source;     ///< name of the list
    std::string sheet;      ///< name of the sheet; empty for text files
    std::uint32_t row = 0;  ///< row of the file (spreadsheet row, or record ordinal of a text file)
    std::uint32_t column = 0;  ///< column of the file

    /// "appeals.xlsx:Sheet1!C17"; a whole row is "…!17", a whole column "…!C".
    std::string text() const;
    bool operator==(const CellAddress&) const = default;
};

/// Letters of a column, from 1: 1 -> A, 27 -> AA.
std::string column_letters(std::uint32_t column);

enum class Severity : std::uint8_t { Note, Warning, Error };

/// One thing that was odd. Text never repeats content of a cell; it says what kind of oddity it is.
struct Issue {
    std::string code;  ///< stable, lower-case, hyphens: "date-ambiguous"
    Severity severity = Severity::Warning;
    CellAddress where;
    std::string text;
    std::uint64_t count = 1;  ///< how many cells this stands for, when one line speaks for many

    bool operator==(const Issue&) const = default;
};

}  // namespace dalil
