// io/reader.hpp: any spreadsheet or text table becomes Tables; every value keeps its cell.
//
//     auto tables = read_tables("appeals.xlsx", {}, context);
//     if (!tables) ...                       // Error with what to do next
//     for (const Table& t : *tables) ...     // one per sheet, hidden ones included and marked
//
// CSV and TSV in any common encoding, XLSX, ODS, JSON Lines. Other formats give an Error whose hint
// is the next step. Hostile files (zip bombs, entity expansion, giant cells) are stopped by Limits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/table/table.hpp"

namespace dalil {

/// Bounds that no honest list meets. Beyond them: an Error ("file-too-large", "zip-bomb", ...) or a
/// cut cell with an Issue.
struct Limits {
    std::uint64_t file_bytes = 4ULL << 30;      ///< of the file itself
    std::uint64_t unpacked_bytes = 4ULL << 30;  ///< of all parts of an archive together
    double pack_ratio = 250;                    ///< unpacked to packed, for parts over 16 MiB
    std::uint64_t cell_bytes = 1ULL << 20;      ///< longer cells are cut and listed
    std::uint64_t cells = 200'000'000;
    std::uint64_t table_bytes = 4ULL << 30;  ///< of one table in memory
    std::uint32_t columns = 16'384;
    std::uint32_t sheets = 1'000;
};

/// Reads every list of a file. A list is named by the file stem, or stem:sheet if several sheets
/// hold cells. Issues of a kind are listed up to twenty times; one more counts the rest.
Result<std::vector<Table>> read_tables(const std::filesystem::path& path, const Limits& limits,
                                       const Context& context);

/// The same from bytes in memory; `file_name` decides nothing but names (the format is found from
/// the bytes).
Result<std::vector<Table>> read_tables_from(std::string_view bytes, const std::string& file_name,
                                            const Limits& limits, const Context& context);

}  // namespace dalil
