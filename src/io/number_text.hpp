// io/number_text.hpp: numbers of a spreadsheet as a person reads them.
//
// Files store numbers as decimal text ("1.23E+17", "41.299999999999997"). Whole numbers keep every
// digit, because they may be identifiers; others are shown with the 15 digits that spreadsheets
// calculate with.
#pragma once

#include <string>
#include <string_view>

namespace dalil::io {

/// "1.23E+17" -> "123000000000000000", "41.299999999999997" -> "41.3"; what is no number comes back
/// as it is.
std::string number_text(std::string_view stored);

}  // namespace dalil::io
