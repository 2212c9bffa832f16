// io/ods_reader.hpp: all sheets of an OpenDocument spreadsheet (.ods, .fods), hidden ones marked
// (OASIS OpenDocument 1.3, part 3, chapter 9).
#pragma once

#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/table/table.hpp"
#include "io/archive.hpp"

namespace dalil::io {

Result<std::vector<Table>> read_ods(Archive& archive, const Limits& limits, const Context& context);
/// The variant that is one XML document.
Result<std::vector<Table>> read_flat_ods(std::string_view document, const Limits& limits,
                                         const Context& context);

}  // namespace dalil::io
