// similarity/pattern_mask.hpp: where each unit of a string stands, as bit sets; what bit-parallel
// kernels read.
//
// Bit i % 64 of word i / 64 of `get(word, unit)` is set when unit i of the pattern is `unit`. A
// unit is a byte or a code point; both are looked up as char32_t.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dalil::similarity {

constexpr std::size_t kWordBits = 64;

constexpr char32_t unit(char c) {
    return static_cast<unsigned char>(c);
}
constexpr char32_t unit(char32_t c) {
    return c;
}

/// A pattern of at most 64 units, on the stack.
class WordMask {
  public:
    template <class Char>
    explicit WordMask(std::basic_string_view<Char> pattern) : size_(pattern.size()) {
        std::uint64_t bit = 1;
        for (const Char c : pattern) {
            add(unit(c), bit);
            bit <<= 1;
        }
    }

    std::size_t size() const { return size_; }
    static constexpr std::size_t words() { return 1; }
    std::uint64_t get(std::size_t, char32_t c) const {
        if (c < low_.size()) return low_[c];
        return has_high_ ? high_[slot(c)].bits : 0;
    }

  private:
    struct Entry {
        char32_t unit = 0;
        std::uint64_t bits = 0;
    };
    static constexpr std::size_t kSlots = 128;  // twice the most distinct units there can be

    void add(char32_t c, std::uint64_t bit) {
        if (c < low_.size()) {
            low_[c] |= bit;
            return;
        }
        if (!has_high_) high_.fill(Entry{});
        has_high_ = true;
        Entry& entry = high_[slot(c)];
        entry.unit = c;
        entry.bits |= bit;
    }
    std::size_t slot(char32_t c) const {
        std::size_t at = c % kSlots;
        while (high_[at].bits != 0 && high_[at].unit != c) at = (at + 1) % kSlots;
        return at;
    }

    std::size_t size_;
    bool has_high_ = false;
    std::array<std::uint64_t, 128> low_{};
    std::array<Entry, kSlots> high_;  // read only when has_high_
};

/// A pattern of any length.
class BlockMask {
  public:
    template <class Char>
    explicit BlockMask(std::basic_string_view<Char> pattern)
        : size_(pattern.size()),
          words_((pattern.size() + kWordBits - 1) / kWordBits),
          low_(256 * words_) {
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            row(unit(pattern[i]))[i / kWordBits] |= std::uint64_t{1} << (i % kWordBits);
        }
    }

    std::size_t size() const { return size_; }
    std::size_t words() const { return words_; }
    std::uint64_t get(std::size_t word, char32_t c) const {
        if (c < 256) return low_[c * words_ + word];
        if (units_.empty()) return 0;
        const std::size_t at = slot(c);
        return units_[at] == c ? high_[at * words_ + word] : 0;
    }

  private:
    static constexpr char32_t kFree = 0xFFFFFFFF;

    std::uint64_t* row(char32_t c) {
        if (c < 256) return &low_[c * words_];
        if (units_.empty()) {
            units_.assign(std::bit_ceil(2 * size_ + 2), kFree);
            high_.assign(units_.size() * words_, 0);
        }
        const std::size_t at = slot(c);
        units_[at] = c;
        return &high_[at * words_];
    }
    std::size_t slot(char32_t c) const {
        std::size_t at = c & (units_.size() - 1);
        while (units_[at] != kFree && units_[at] != c) at = (at + 1) & (units_.size() - 1);
        return at;
    }

    std::size_t size_, words_;
    std::vector<std::uint64_t> low_;
    std::vector<char32_t> units_;
    std::vector<std::uint64_t> high_;
};

/// Calls `kernel` with the smallest mask that holds the pattern.
template <class Char, class Kernel>
auto with_mask(std::basic_string_view<Char> pattern, Kernel kernel) {
    if (pattern.size() <= kWordBits) return kernel(WordMask(pattern));
    return kernel(BlockMask(pattern));
}

/// Drops what both strings begin and end with: no edit distance changes by it. Returns how much was
/// dropped.
template <class Char>
std::size_t drop_shared_ends(std::basic_string_view<Char>& a, std::basic_string_view<Char>& b) {
    const std::size_t before = a.size();
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    return before - a.size();
}

}  // namespace dalil::similarity
