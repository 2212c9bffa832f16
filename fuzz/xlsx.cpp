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

/// A workbook whose small parts are the given bytes.
std::string with_small_parts(const std::string& bytes) {
    const std::string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const auto relation = [&](const std::string& id, const std::string& type,
                              const std::string& part) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + kind + type + "\" Target=\"" + part +
               "\"/>";
    };
    return make_zip(
        {{"xl/workbook.xml",
          "<w><sheets><sheet name=\"S\" r:id=\"a\" xmlns:r=\"r\"/></sheets></w>"},
         {"xl/_rels/workbook.xml.rels", "<r>" + relation("a", "worksheet", "s.xml") +
                                            relation("b", "styles", "x.xml") +
                                            relation("c", "sharedStrings", "x.xml") + "</r>"},
         {"xl/s.xml",
          "<s><sheetData><row><c s=\"1\"><v>32936.5</v></c><c s=\"2\"><v>7</v></c><c "
          "t=\"s\"><v>0</v></c></row></sheetData></s>"},
         {"xl/x.xml", bytes}});
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Limits limits = small_limits();
    const Context context;
    check(read_tables_from(bytes, "list.xlsx", limits, context), limits);
    check(read_tables_from(make_xlsx(std::string(bytes)), "list.xlsx", limits, context), limits);
    check(read_tables_from(with_small_parts(std::string(bytes)), "list.xlsx", limits, context),
          limits);
    check(io::read_flat_ods(bytes, limits, context), limits);
    (void)io::parse_number_format(bytes);
    return 0;
}
