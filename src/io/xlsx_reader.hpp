// io/xlsx_reader.hpp: all sheets of an Excel workbook (.xlsx, .xlsm), hidden ones marked.
#pragma once

#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/table/table.hpp"
#include "io/archive.hpp"

namespace dalil::io {

Result<std::vector<Table>> read_xlsx(Archive& archive, const Limits& limits,
                                     const Context& context);

}  // namespace dalil::io
