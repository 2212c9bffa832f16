// io/lost_digits.hpp: text such as "1.23E+17", which is what a spreadsheet leaves of a long
// identifier.
#pragma once

#include "dalil/table/table.hpp"

namespace dalil::io {

/// One issue per column, at the first such cell.
void note_lost_digits(Table& table);

}  // namespace dalil::io
