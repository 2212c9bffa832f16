#include "io/table_limits.hpp"

#include <fmt/format.h>

namespace dalil::io {

Result<void> check_size(const TableBuilder& builder, const Limits& limits) {
    if (builder.cells() > limits.cells) {
        return fail(Fault::Input, "too-many-cells",
                    fmt::format("the table has more than {} cells", limits.cells),
                    "split it into several files, or leave out columns");
    }
    if (builder.bytes() > limits.table_bytes) {
        return fail(Fault::Input, "table-too-large",
                    fmt::format("the distinct values of the table need more than {} MB",
                                limits.table_bytes >> 20),
                    "split it into several files, or leave out long text columns");
    }
    return {};
}

}  // namespace dalil::io
