// io/serial_date.hpp: spreadsheet dates, which are stored as days since an epoch, as ISO 8601 text.
#pragma once

#include <string>
#include <string_view>

#include "dalil/table/table.hpp"
#include "io/number_format.hpp"

namespace dalil::io {

enum class Epoch { Of1900, Of1904 };

struct SerialDate {
    std::string text;  ///< "1990-03-04", "1990-03" if the format hides the day and it is the first,
                       ///< "12:30:00"
    CellType type = CellType::Number;  ///< Date or Time; Number if no date has this serial
    bool fictitious = false;           ///< 29 February 1900, a day that only spreadsheets know
};

/// `stored` is the number as the file has it.
SerialDate serial_date(std::string_view stored, const NumberFormat& format, Epoch epoch);

}  // namespace dalil::io
