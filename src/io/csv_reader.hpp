// io/csv_reader.hpp: delimited text of any encoding becomes a Table. A row is a record of the file,
// blank lines included, so that a cell with line breaks is one row.
#pragma once

#include <string_view>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/table/table.hpp"

namespace dalil::io {

Result<Table> read_csv(std::string_view bytes, const Limits& limits, const Context& context);

}  // namespace dalil::io
