// io/json_reader.hpp: JSON Lines, and JSON whose top is a list of objects, as a Table. Row 1 holds
// the names of the fields, record n is row n + 1 (a record is a line, or an object of the list).
// Inner objects become columns "outer.inner"; several values of one field are joined by "; ".
#pragma once

#include <string_view>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/table/table.hpp"

namespace dalil::io {

Result<Table> read_json_lines(std::string_view text, const Limits& limits, const Context& context);
Result<Table> read_json_list(std::string_view text, const Limits& limits, const Context& context);

}  // namespace dalil::io
