// io/sheet_address.hpp: addresses as spreadsheets write them: "C17", "A1:D4".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dalil/table/table.hpp"

namespace dalil::io {

struct SheetAddress {
    std::uint32_t row = 0, column = 0;  ///< from 1
};

std::optional<SheetAddress> parse_sheet_address(std::string_view text);
std::optional<MergedRange> parse_sheet_range(std::string_view text);

}  // namespace dalil::io
