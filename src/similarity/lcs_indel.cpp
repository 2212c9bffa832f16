#include "dalil/similarity/lcs_indel.hpp"

#include <bit>

#include "similarity/edit_pattern.hpp"

namespace dalil {
namespace {

using similarity::AnyMask;
using similarity::BlockMask;
using similarity::capped;
using similarity::unit;
using similarity::WordMask;

// Hyyrö (2004): a zero bit i of `row` says that the subsequence grows at row i + 1 of the current
// column.
template <class Char>
std::size_t lcs_of(const WordMask& pattern, std::basic_string_view<Char> text) {
    std::uint64_t row = ~std::uint64_t{0};
    for (const Char c : text) {
        const std::uint64_t common = row & pattern.get(0, unit(c));
        row = (row + common) | (row - common);
    }
    return static_cast<std::size_t>(std::popcount(~row));
}

template <class Char>
std::size_t lcs_of(const BlockMask& pattern, std::basic_string_view<Char> text) {
    std::vector<std::uint64_t> rows(pattern.words(), ~std::uint64_t{0});
    for (const Char c : text) {
        std::uint64_t carry = 0;
        for (std::size_t word = 0; word < rows.size(); ++word) {
            const std::uint64_t row = rows[word], common = row & pattern.get(word, unit(c));
            const std::uint64_t partial = row + common, sum = partial + carry;
            carry = static_cast<std::uint64_t>(partial < row) |
                    static_cast<std::uint64_t>(sum < partial);
            rows[word] = sum | (row - common);
        }
    }
    std::size_t length = 0;
    for (const std::uint64_t row : rows) length += static_cast<std::size_t>(std::popcount(~row));
    return length;
}

template <class Char>
std::size_t plain_lcs(std::basic_string_view<Char> a, std::basic_string_view<Char> b) {
    const std::size_t shared = similarity::drop_shared_ends(a, b);
    if (a.size() > b.size()) std::swap(a, b);
    if (a.empty()) return shared;
    return shared + similarity::with_mask(a, [&](const auto& mask) { return lcs_of(mask, b); });
}

template <class Char>
std::size_t plain_indel(std::basic_string_view<Char> a, std::basic_string_view<Char> b,
                        std::size_t cutoff) {
    if (similarity::length_gap(a.size(), b.size()) > cutoff) return cutoff + 1;
    return capped(a.size() + b.size() - 2 * plain_lcs(a, b), cutoff);
}

template <class Char>
double plain_similarity(std::basic_string_view<Char> a, std::basic_string_view<Char> b,
                        double cutoff) {
    const auto total = static_cast<double>(a.size() + b.size());
    if (total == 0) return 1;
    const double most = 2.0 * static_cast<double>(std::min(a.size(), b.size())) / total;
    if (most < cutoff) return 0;
    const double similarity = 2.0 * static_cast<double>(plain_lcs(a, b)) / total;
    return similarity >= cutoff ? similarity : 0;
}

}  // namespace

std::size_t lcs_length(std::u32string_view a, std::u32string_view b) {
    return plain_lcs(a, b);
}
std::size_t lcs_length(std::string_view a, std::string_view b) {
    return plain_lcs(a, b);
}

std::size_t indel(std::u32string_view a, std::u32string_view b, std::size_t cutoff) {
    return plain_indel(a, b, cutoff);
}
std::size_t indel(std::string_view a, std::string_view b, std::size_t cutoff) {
    return plain_indel(a, b, cutoff);
}

double indel_similarity(std::u32string_view a, std::u32string_view b, double cutoff) {
    return plain_similarity(a, b, cutoff);
}
double indel_similarity(std::string_view a, std::string_view b, double cutoff) {
    return plain_similarity(a, b, cutoff);
}

struct LcsPattern::Mask : AnyMask {
    using AnyMask::AnyMask;

    std::size_t size() const {
        return visit([](const auto& mask) { return mask.size(); });
    }
    template <class Char>
    std::size_t lcs(std::basic_string_view<Char> text) const {
        return visit([&](const auto& mask) { return mask.size() == 0 ? 0 : lcs_of(mask, text); });
    }
    template <class Char>
    std::size_t indel(std::basic_string_view<Char> text, std::size_t cutoff) const {
        if (similarity::length_gap(size(), text.size()) > cutoff) return cutoff + 1;
        return capped(size() + text.size() - 2 * lcs(text), cutoff);
    }
};

LcsPattern::LcsPattern(std::u32string_view pattern)
    : mask_(std::make_unique<const Mask>(pattern)) {}
LcsPattern::LcsPattern(std::string_view pattern) : mask_(std::make_unique<const Mask>(pattern)) {}
LcsPattern::LcsPattern(LcsPattern&&) noexcept = default;
LcsPattern& LcsPattern::operator=(LcsPattern&&) noexcept = default;
LcsPattern::~LcsPattern() = default;

std::size_t LcsPattern::lcs_length(std::u32string_view text) const {
    return mask_->lcs(text);
}
std::size_t LcsPattern::lcs_length(std::string_view text) const {
    return mask_->lcs(text);
}
std::size_t LcsPattern::indel(std::u32string_view text, std::size_t cutoff) const {
    return mask_->indel(text, cutoff);
}
std::size_t LcsPattern::indel(std::string_view text, std::size_t cutoff) const {
    return mask_->indel(text, cutoff);
}

}  // namespace dalil
