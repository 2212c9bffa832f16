// tests/io/table_text.hpp: a table as text, for comparing whole tables in one line of a test.
#pragma once

#include <string>

#include "dalil/table/table.hpp"

namespace dalil {

/// "1:a|b\n2:c|d\n": row numbers of the file, cells of the stored columns.
inline std::string as_text(const Table& table) {
    std::string text;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        text += std::to_string(table.row_info[row].number) + ":";
        for (std::uint32_t column = 0; column < table.width(); ++column) {
            text += (column > 0 ? "|" : "") + table.cell(row, column).text;
        }
        text += "\n";
    }
    return text;
}

/// "code@list!A1 code@list!B2 ".
inline std::string issues_of(const Table& table) {
    std::string codes;
    for (const Issue& issue : table.issues) codes += issue.code + "@" + issue.where.text() + " ";
    return codes;
}

}  // namespace dalil
