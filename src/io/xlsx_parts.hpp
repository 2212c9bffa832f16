// io/xlsx_parts.hpp: the small parts of a workbook that its sheets refer to: names and order of the
// sheets, shared strings, cell styles (ECMA-376 part 1, 18.2, 18.4, 18.8).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "io/archive.hpp"
#include "io/number_format.hpp"
#include "io/serial_date.hpp"

namespace dalil::io {

/// Texts that cells refer to by index, in one buffer.
class SharedStrings {
  public:
    void add(std::string_view text);
    std::uint64_t size() const { return ends_.size(); }
    std::string_view at(std::uint64_t index) const;

  private:
    std::string bytes_;
    std::vector<std::uint64_t> ends_;
};

/// What the report may have to say about the look of a cell, and how its number is shown.
struct CellStyle {
    NumberFormat format;
    bool coloured = false;
    bool struck_out = false;
};

struct XlsxSheet {
    std::string name;
    std::string part;
    bool hidden = false;
    bool is_grid = true;  ///< false: a chart or macro sheet
};

struct XlsxWorkbook {
    std::vector<XlsxSheet> sheets;
    Epoch epoch = Epoch::Of1900;
    std::vector<CellStyle> styles;
    SharedStrings strings;
};

/// Reads all but the sheets themselves.
Result<XlsxWorkbook> read_xlsx_workbook(Archive& archive, const Context& context);

}  // namespace dalil::io
