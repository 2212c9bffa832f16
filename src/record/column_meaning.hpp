// One column's meaning from its header and its content together.
#pragma once

#include <string>

#include "record/header.hpp"
#include "record/profile.hpp"

namespace dalil {

struct ColumnGuess {
    HeaderReading header;
    ColumnProfile profile;
    Meaning meaning = Meaning::Ignore;
    bool certain = true;
    bool from_header = false;
    bool from_content = false;   ///< settled by the content of the whole list, without a header
    bool repeats_event = false;  ///< a date that lies in the month of the event date beside it
};

/// `rows`: records of the list; `header_speaks`: whether the list has a header of mostly known
/// words, so that a column it does not name is hardly the person's name.
ColumnGuess guess_column(const std::string& header, const ColumnProfile& profile,
                         std::uint32_t rows, bool header_speaks);

}  // namespace dalil
