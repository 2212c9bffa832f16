// Text tables: any bytes give tables or an error, quickly; and what our own writer writes comes
// back cell by cell.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dalil/io/reader.hpp"
#include "dalil/io/writer.hpp"
#include "dalil/text/unicode.hpp"
#include "io/csv_reader.hpp"
#include "io/json_reader.hpp"

namespace {

using namespace dalil;

Limits small_limits() {
    Limits limits;
    limits.cells = 1'000'000;
    limits.columns = 5'000;
    limits.cell_bytes = 1'000;
    return limits;
}

void require(bool condition) {
    if (!condition) std::abort();
}

/// Every cell is valid UTF-8 within the limits and every code is one of its column.
void check(const Table& table, const Limits& limits) {
    for (const Column& column : table.columns) {
        require(column.number >= 1 && column.number <= limits.columns);
        require(column.codes.size() <= table.rows());
        for (const std::uint32_t code : column.codes) require(code < column.values.size());
        for (const CellValue& value : column.values) {
            require(is_valid_utf8(value.text) && is_valid_utf8(value.raw));
            require(value.text.size() <= limits.cell_bytes);
        }
    }
}

/// What was read is written, and read again, and must be the same.
void check_round_trip(const Table& table, const Limits& limits) {
    if (table.rows() > 100 || table.width() > 20 || table.width() < 2) return;
    CsvWriter csv;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        csv.cell("x");  // so that the delimiter is found and no row is blank
        for (std::uint32_t column = 0; column < table.width(); ++column)
            csv.cell(table.cell(row, column).text);
        csv.cell("y");
        csv.end_row();
    }
    if (!is_valid_utf8(csv.text())) return;
    const auto again = io::read_csv(csv.text(), limits, Context{});
    if (!again) return;
    if (again->delimiter != ",") return;
    require(again->rows() == table.rows());
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        for (std::uint32_t c = 1; c + 1 < again->width(); ++c) {
            const Column& column = again->columns[c];
            if (column.number < 2 || column.number > table.width() + 1) continue;
            require(column.at(row).text == table.cell(row, column.number - 2).text);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Limits limits = small_limits();
    if (auto tables = read_tables_from(bytes, "list.csv", limits, Context{})) {
        for (const Table& table : *tables) check(table, limits);
    }
    if (auto table = io::read_csv(bytes, limits, Context{})) {
        check(*table, limits);
        check_round_trip(*table, limits);
    }
    (void)io::read_json_list(bytes, limits, Context{});
    return 0;
}
