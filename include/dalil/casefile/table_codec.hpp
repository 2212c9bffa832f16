// casefile/table_codec.hpp: a Table as bytes, and back, to the last field.
//
// Columnar and dictionary-encoded like the Table itself; specified in docs/formats/case-file.md.
// Equal tables give equal bytes, so the SHA-256 of the bytes names the table.
#pragma once

#include <string>
#include <string_view>

#include "dalil/base/result.hpp"
#include "dalil/table/table.hpp"

namespace dalil {

std::string encode_table(const Table& table);

/// Never trusts its input. Error: "case-damaged".
Result<Table> decode_table(std::string_view bytes);

}  // namespace dalil
