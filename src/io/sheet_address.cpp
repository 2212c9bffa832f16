#include "io/sheet_address.hpp"

#include <algorithm>
#include <charconv>

namespace dalil::io {

namespace {

/// Farther columns all count as this one, which is beyond any limit.
constexpr std::uint32_t kBeyond = 1U << 20;

}  // namespace

std::optional<SheetAddress> parse_sheet_address(std::string_view text) {
    SheetAddress address;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
        const auto letter = static_cast<std::uint32_t>(text[i] - 'A') + 1;
        address.column = std::min(address.column * 26 + letter, kBeyond);
    }
    const auto [end, error] =
        std::from_chars(text.data() + i, text.data() + text.size(), address.row);
    if (error != std::errc() || end != text.data() + text.size() || address.row == 0 ||
        address.column == 0)
        return {};
    return address;
}

std::optional<MergedRange> parse_sheet_range(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    const auto a = parse_sheet_address(text.substr(0, colon));
    const auto b = parse_sheet_address(text.substr(colon + 1));
    if (!a || !b) return {};
    return MergedRange{std::min(a->row, b->row), std::max(a->row, b->row),
                       std::min(a->column, b->column), std::max(a->column, b->column)};
}

}  // namespace dalil::io
