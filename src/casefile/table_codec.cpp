#include "dalil/casefile/table_codec.hpp"

#include <limits>

#include "casefile/bytes.hpp"
#include "casefile/sqlite.hpp"

namespace dalil {

using casefile::append_number;
using casefile::append_text;
using casefile::append_u32;
using casefile::append_u64;
using casefile::append_u8;
using casefile::ByteReader;

namespace {

constexpr std::string_view kMagic = "DALILTBL";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint8_t kFormulaBit = 0x80;

std::uint32_t size32(std::size_t size) {
    ENSURE(size <= std::numeric_limits<std::uint32_t>::max(), "counts of a table fit 32 bits");
    return static_cast<std::uint32_t>(size);
}

/// Bytes of one code: the fewest that hold every code of the dictionary.
unsigned code_width(std::size_t values) {
    return values <= 0x100 ? 1 : values <= 0x10000 ? 2 : 4;
}

void encode_issue(std::string& out, const Issue& issue) {
    append_text(out, issue.code);
    append_u8(out, static_cast<std::uint8_t>(issue.severity));
    append_text(out, issue.where.source);
    append_text(out, issue.where.sheet);
    append_u32(out, issue.where.row);
    append_u32(out, issue.where.column);
    append_text(out, issue.text);
    append_u64(out, issue.count);
}

Issue decode_issue(ByteReader& in) {
    Issue issue;
    issue.code = in.text();
    const std::uint8_t severity = in.u8();
    if (severity > static_cast<std::uint8_t>(Severity::Error)) in.refuse();
    issue.severity = static_cast<Severity>(severity);
    issue.where.source = in.text();
    issue.where.sheet = in.text();
    issue.where.row = in.u32();
    issue.where.column = in.u32();
    issue.text = in.text();
    issue.count = in.u64();
    return issue;
}

void encode_dictionary(std::string& out, const std::vector<CellValue>& values) {
    append_u32(out, size32(values.size()));
    for (const CellValue& value : values) {
        append_u8(out, static_cast<std::uint8_t>(static_cast<std::uint8_t>(value.type) |
                                                 (value.formula ? kFormulaBit : 0)));
    }
    for (const CellValue& value : values) append_u32(out, size32(value.text.size()));
    for (const CellValue& value : values) append_u32(out, size32(value.raw.size()));
    for (const CellValue& value : values) out += value.text;
    for (const CellValue& value : values) out += value.raw;
}

std::vector<CellValue> decode_dictionary(ByteReader& in) {
    constexpr std::size_t kLeastPerValue = 9;
    std::vector<CellValue> values(in.count(kLeastPerValue));
    for (CellValue& value : values) {
        const std::uint8_t bits = in.u8();
        const auto type = static_cast<std::uint8_t>(bits & ~kFormulaBit);
        if (type > static_cast<std::uint8_t>(CellType::Error)) in.refuse();
        value.type = static_cast<CellType>(type);
        value.formula = (bits & kFormulaBit) != 0;
    }
    std::vector<std::uint32_t> text_sizes(values.size()), raw_sizes(values.size());
    for (std::uint32_t& size : text_sizes) size = in.u32();
    for (std::uint32_t& size : raw_sizes) size = in.u32();
    for (std::size_t k = 0; k < values.size(); ++k) values[k].text = in.take(text_sizes[k]);
    for (std::size_t k = 0; k < values.size(); ++k) values[k].raw = in.take(raw_sizes[k]);
    return values;
}

void encode_column(std::string& out, const Column& column, std::size_t rows) {
    ENSURE(column.codes.size() <= rows, "a column has no more codes than the table has rows");
    append_u32(out, column.number);
    append_u8(out, column.hidden ? 1 : 0);
    encode_dictionary(out, column.values);
    const unsigned width = code_width(column.values.size());
    append_u32(out, size32(column.codes.size()));
    for (const std::uint32_t code : column.codes) {
        ENSURE(code < column.values.size(), "every code has its value");
        append_number(out, code, width);
    }
}

Column decode_column(ByteReader& in, std::size_t rows) {
    Column column;
    column.number = in.u32();
    column.hidden = in.flag();
    column.values = decode_dictionary(in);
    if (column.values.empty() && rows > 0) in.refuse();
    const unsigned width = code_width(column.values.size());
    column.codes.resize(in.count(width));
    if (column.codes.size() > rows) in.refuse();
    for (std::uint32_t& code : column.codes) {
        code = static_cast<std::uint32_t>(in.number(width));
        if (code >= column.values.size()) in.refuse();
    }
    return column;
}

void decode_body(ByteReader& in, Table& table) {
    table.source = in.text();
    table.file = in.text();
    table.sheet = in.text();
    table.encoding = in.text();
    table.delimiter = in.text();
    table.hidden = in.flag();
    table.row_info.resize(in.count(5));
    for (Row& row : table.row_info) row.number = in.u32();
    for (Row& row : table.row_info) row.hidden = in.flag();
    table.merged.resize(in.count(16));
    for (MergedRange& range : table.merged) {
        range.first_row = in.u32();
        range.last_row = in.u32();
        range.first_column = in.u32();
        range.last_column = in.u32();
    }
    table.issues.resize(in.count(49));
    for (Issue& issue : table.issues) issue = decode_issue(in);
    table.columns.resize(in.count(13));
    for (Column& column : table.columns) column = decode_column(in, table.row_info.size());
}

}  // namespace

std::string encode_table(const Table& table) {
    std::string out(kMagic);
    append_u32(out, kVersion);
    for (const std::string* text :
         {&table.source, &table.file, &table.sheet, &table.encoding, &table.delimiter}) {
        append_text(out, *text);
    }
    append_u8(out, table.hidden ? 1 : 0);
    append_u32(out, size32(table.row_info.size()));
    for (const Row& row : table.row_info) append_u32(out, row.number);
    for (const Row& row : table.row_info) append_u8(out, row.hidden ? 1 : 0);
    append_u32(out, size32(table.merged.size()));
    for (const MergedRange& range : table.merged) {
        append_u32(out, range.first_row);
        append_u32(out, range.last_row);
        append_u32(out, range.first_column);
        append_u32(out, range.last_column);
    }
    append_u32(out, size32(table.issues.size()));
    for (const Issue& issue : table.issues) encode_issue(out, issue);
    append_u32(out, size32(table.columns.size()));
    for (const Column& column : table.columns) encode_column(out, column, table.row_info.size());
    return out;
}

Result<Table> decode_table(std::string_view bytes) {
    ByteReader in(bytes);
    if (in.take(kMagic.size()) != kMagic) return casefile::damaged("a table", "it has no mark");
    if (const std::uint32_t version = in.u32(); version != kVersion) {
        return fail(Fault::Case, "case-newer",
                    "a table has a format that this program does not know",
                    "use a newer version of Dalil for this case");
    }
    Table table;
    decode_body(in, table);
    if (!in.at_end()) return casefile::damaged("a table", "a length or a code does not fit");
    return table;
}

}  // namespace dalil
