// The table format of the case file: bytes are refused, or are exactly what their table encodes to.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dalil/base/result.hpp"
#include "dalil/casefile/table_codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto table = dalil::decode_table(bytes);
    if (!table) return 0;
    for (std::uint32_t row = 0; row < table->rows(); ++row) {
        for (std::uint32_t column = 0; column < table->width(); ++column) {
            (void)table->cell(row, column).stored();
        }
    }
    ENSURE(dalil::encode_table(*table) == bytes, "one table has one encoding");
    return 0;
}
