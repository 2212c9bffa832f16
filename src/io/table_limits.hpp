// io/table_limits.hpp: stops a file whose cells would not fit into memory.
#pragma once

#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/table/table.hpp"

namespace dalil::io {

/// Error "too-many-cells" or "table-too-large" once the builder holds more than the limits allow.
Result<void> check_size(const TableBuilder& builder, const Limits& limits);

}  // namespace dalil::io
