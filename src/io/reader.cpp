#include "dalil/io/reader.hpp"

#include <fmt/format.h>

#include "dalil/base/file.hpp"
#include "io/archive.hpp"
#include "io/csv_reader.hpp"
#include "io/file_format.hpp"
#include "io/json_reader.hpp"
#include "io/lost_digits.hpp"
#include "io/ods_reader.hpp"
#include "io/xlsx_reader.hpp"

namespace dalil {

namespace {

std::string stem_of(const std::string& file_name) {
    return std::filesystem::path(file_name).stem().string();
}

tl::unexpected<Error> file_empty(const std::string& file_name) {
    return fail(Fault::Input, "file-empty", fmt::format("{}: the file holds no cells", file_name),
                "check that it is the right file and that it was saved");
}

Result<std::vector<Table>> read_zip(std::string_view bytes, const Limits& limits,
                                    const Context& context) {
    auto archive = io::Archive::open(bytes, limits);
    if (!archive) return fail(std::move(archive.error()));
    auto format = io::detect_zip_format(*archive);
    if (!format) return fail(std::move(format.error()));
    return *format == io::ZipFormat::Ods ? io::read_ods(*archive, limits, context)
                                         : io::read_xlsx(*archive, limits, context);
}

Result<std::vector<Table>> one(Result<Table> table) {
    if (!table) return fail(std::move(table.error()));
    std::vector<Table> tables;
    tables.push_back(std::move(*table));
    return tables;
}

Result<std::vector<Table>> read_by_format(std::string_view bytes, const Limits& limits,
                                          const Context& context) {
    auto format = io::detect_format(bytes);
    if (!format) return fail(std::move(format.error()));
    switch (*format) {
        case io::FileFormat::Zip:
            return read_zip(bytes, limits, context);
        case io::FileFormat::FlatOds:
            return io::read_flat_ods(bytes, limits, context);
        case io::FileFormat::JsonLines:
            return one(io::read_json_lines(bytes, limits, context));
        case io::FileFormat::JsonList:
            return one(io::read_json_list(bytes, limits, context));
        case io::FileFormat::Text:
            break;
    }
    return one(io::read_csv(bytes, limits, context));
}

/// Sheets without cells are no lists.
void drop_empty(std::vector<Table>& tables) {
    std::erase_if(tables, [](const Table& table) { return table.rows() == 0; });
}

void name_tables(std::vector<Table>& tables, const std::string& file_name) {
    const std::string stem = stem_of(file_name);
    for (Table& table : tables) {
        table.file = file_name;
        table.source = tables.size() == 1 ? stem : stem + ":" + table.sheet;
        for (Issue& issue : table.issues) {
            issue.where.source = table.source;
            issue.where.sheet = table.sheet;
        }
        io::note_lost_digits(table);
    }
}

}  // namespace

Result<std::vector<Table>> read_tables_from(std::string_view bytes, const std::string& file_name,
                                            const Limits& limits, const Context& context) {
    if (is_blank(bytes.substr(0, 1 << 16)) && is_blank(bytes)) return file_empty(file_name);
    auto tables = read_by_format(bytes, limits, context);
    if (!tables) {
        tables.error().message = fmt::format("{}: {}", file_name, tables.error().message);
        return tables;
    }
    drop_empty(*tables);
    if (tables->empty()) return file_empty(file_name);
    name_tables(*tables, file_name);
    return tables;
}

Result<std::vector<Table>> read_tables(const std::filesystem::path& path, const Limits& limits,
                                       const Context& context) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (!error && size > limits.file_bytes) {
        return fail(Fault::Input, "file-too-large",
                    fmt::format("{} has {} MB; files up to {} MB are read", path.string(),
                                size >> 20, limits.file_bytes >> 20),
                    "split it into several files");
    }
    auto bytes = read_file(path);
    if (!bytes) return fail(std::move(bytes.error()));
    return read_tables_from(*bytes, path.filename().string(), limits, context);
}

}  // namespace dalil
