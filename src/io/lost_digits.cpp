#include "io/lost_digits.hpp"

#include <algorithm>
#include <vector>

namespace dalil::io {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// d.dddE+dd, with a decimal comma too.
bool has_lost_digits(std::string_view text) {
    if (text.size() < 5 || text.size() > 24 || !is_digit(text[0])) return false;
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos || e + 2 >= text.size() || text[e + 1] != '+') return false;
    const std::string_view mantissa = text.substr(1, e - 1), exponent = text.substr(e + 2);
    const bool fraction =
        mantissa.empty() || ((mantissa[0] == '.' || mantissa[0] == ',') && mantissa.size() > 1 &&
                             std::all_of(mantissa.begin() + 1, mantissa.end(), is_digit));
    return fraction && exponent.size() <= 3 &&
           std::all_of(exponent.begin(), exponent.end(), is_digit);
}

}  // namespace

void note_lost_digits(Table& table) {
    for (std::uint32_t c = 0; c < table.width(); ++c) {
        const Column& column = table.columns[c];
        std::vector<bool> lost(column.values.size(), false);
        bool any = false;
        for (std::size_t code = 1; code < column.values.size(); ++code) {
            const CellValue& value = column.values[code];
            if (value.type != CellType::Text || !has_lost_digits(value.text)) continue;
            lost[code] = any = true;
        }
        if (!any) continue;
        Issue issue{"digits-lost",
                    Severity::Warning,
                    {},
                    "a long number was shortened to a power of ten when the file was made; its "
                    "digits are lost, so ask "
                    "for the original",
                    0};
        for (std::uint32_t row = 0; row < table.rows(); ++row) {
            if (!lost[column.code(row)]) continue;
            if (issue.count++ == 0) issue.where = table.address(row, c);
        }
        if (issue.count > 0) table.issues.push_back(std::move(issue));
    }
}

}  // namespace dalil::io
