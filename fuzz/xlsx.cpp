// Workbooks and OpenDocument sheets: any bytes as a file, and any bytes as the XML inside one, give
// tables or an error.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dalil/io/reader.hpp"
#include "dalil/text/unicode.hpp"
#include "io/number_format.hpp"
#include "io/ods_reader.hpp"
#include "tests/io/zip_builder.hpp"

namespace {

using namespace dalil;

Limits small_limits() {
    Limits limits;
    limits.cells = 1'000'000;
    limits.unpacked_bytes = 16 << 20;
    limits.cell_bytes = 1'000;
    return limits;
}

void require(bool condition) {
    if (!condition) std::abort();
}

void check(const Result<std::vector<Table>>& tables, const Limits& limits) {
    if (!tables) {
        require(!tables.error().code.empty());
        return;
    }
    for (const Table& table : *tables) {
        for (std::uint32_t row = 1; row < table.rows(); ++row) {
            require(table.row_info[row - 1].number < table.row_info[row].number);
        }
        for (const Column& column : table.columns) {
            require(column.number >= 1 && column.number <= limits.columns);
            for (const std::uint32_t code : column.codes) require(code < column.values.size());
            for (const CellValue& value : column.values) {
                require(is_valid_utf8(value.text));
                require(value.text.size() <= limits.cell_bytes);
            }
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Limits limits = small_limits();
    const Context context;
    check(read_tables_from(bytes, "list.xlsx", limits, context), limits);
    check(read_tables_from(make_xlsx(std::string(bytes)), "list.xlsx", limits, context), limits);
    check(io::read_flat_ods(bytes, limits, context), limits);
    (void)io::parse_number_format(bytes);
    return 0;
}
