#include "table/column_builder.hpp"

#include "dalil/base/hash.hpp"

namespace dalil::table {

namespace {

constexpr std::size_t kFirstSlots = 64;

std::uint64_t hash_of(const CellView& cell) {
    const std::uint64_t text = hash64(cell.text);
    if (cell.raw.empty() && cell.type == CellType::Text && !cell.formula) return text;
    const auto kind = static_cast<std::uint64_t>(cell.type) * 2 + (cell.formula ? 1 : 0);
    return mix64(mix64(text, hash64(cell.raw)), kind);
}

bool same(const CellValue& value, const CellView& cell) {
    return value.text == cell.text && value.type == cell.type && value.formula == cell.formula &&
           value.raw == cell.raw;
}

/// Bytes of a string outside the object itself; short strings have none.
std::uint64_t heap_bytes(std::string_view text) {
    return text.size() > 15 ? text.size() + 17 : 0;
}

}  // namespace

ColumnBuilder::ColumnBuilder(std::uint32_t number) : slots_(kFirstSlots, 0), hashes_(1, 0) {
    column_.number = number;
    column_.values.emplace_back();
}

bool ColumnBuilder::set(std::uint32_t row, const CellView& cell) {
    const std::uint32_t code = code_of(cell);
    if (row < column_.codes.size()) {
        const bool free = column_.codes[row] == 0;
        column_.codes[row] = code;
        return free;
    }
    column_.codes.resize(row, 0);
    column_.codes.push_back(code);
    return true;
}

std::uint32_t ColumnBuilder::code_of(const CellView& cell) {
    const std::uint64_t hash = hash_of(cell);
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (slots_[slot] != 0) {
        const std::uint32_t code = slots_[slot];
        if (hashes_[code] == hash && same(column_.values[code], cell)) return code;
        slot = (slot + 1) & mask;
    }
    const auto code = static_cast<std::uint32_t>(column_.values.size());
    column_.values.push_back(
        {std::string(cell.text), std::string(cell.raw), cell.type, cell.formula});
    hashes_.push_back(hash);
    slots_[slot] = code;
    dictionary_bytes_ += sizeof(CellValue) + sizeof(hash) + 2 * sizeof(code) +
                         heap_bytes(cell.text) + heap_bytes(cell.raw);
    if (column_.values.size() * 2 > slots_.size()) grow();
    return code;
}

void ColumnBuilder::grow() {
    slots_.assign(slots_.size() * 4, 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t code = 1; code < column_.values.size(); ++code) {
        std::size_t slot = hashes_[code] & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = code;
    }
}

}  // namespace dalil::table
