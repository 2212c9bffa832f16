#include "dalil/base/issue.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace dalil {

std::string column_letters(std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) {
        letters.push_back(static_cast<char>('A' + (column - 1) % 26));
    }
    std::reverse(letters.begin(), letters.end());
    return letters;
}

std::string CellAddress::text() const {
    std::string place = sheet.empty() ? source : fmt::format("{}:{}", source, sheet);
    // A list that is one sheet of several is named stem:sheet already.
    if (!sheet.empty() && source.ends_with(":" + sheet)) place = source;
    if (row == 0 && column == 0) return place;
    return fmt::format("{}!{}{}", place, column_letters(column),
                       row == 0 ? "" : std::to_string(row));
}

}  // namespace dalil
