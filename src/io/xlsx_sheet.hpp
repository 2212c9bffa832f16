// io/xlsx_sheet.hpp: one sheet of a workbook, cell by cell as its XML streams by (ECMA-376 part
// 1, 18.3).
#pragma once

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/table/table.hpp"
#include "io/archive.hpp"
#include "io/xlsx_parts.hpp"

namespace dalil::io {

Result<Table> read_xlsx_sheet(Archive& archive, const XlsxWorkbook& workbook,
                              const XlsxSheet& sheet, const Limits& limits, const Context& context);

}  // namespace dalil::io
