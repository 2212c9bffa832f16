// io/csv_dialect.hpp: finds how a text table is delimited, by reading its first records in every
// way.
#pragma once

#include <string_view>

#include "io/csv_scanner.hpp"

namespace dalil::io {

CsvDialect sniff_dialect(std::string_view text);

}  // namespace dalil::io
