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
};

/// `rows`: records of the list; `has_header`: whether the list has a header row at all.
ColumnGuess guess_column(const std::string& header, const ColumnProfile& profile,
                         std::uint32_t rows, bool has_header);

}  // namespace dalil
