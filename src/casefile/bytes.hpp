// casefile/bytes.hpp: little-endian numbers and length-prefixed text, written and read back with
// every length checked. All binary formats of the case file are made of these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dalil/base/hash.hpp"

namespace dalil::casefile {

inline void append_u8(std::string& out, std::uint8_t value) {
    out.push_back(static_cast<char>(value));
}

template <class Number>
void append_number(std::string& out, Number value, unsigned width = sizeof(Number)) {
    for (unsigned k = 0; k < width; ++k) {
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * k)) & 0xff));
    }
}

inline void append_u32(std::string& out, std::uint32_t value) {
    append_number(out, value);
}
inline void append_u64(std::string& out, std::uint64_t value) {
    append_number(out, value);
}

/// u64 length, then the bytes.
inline void append_text(std::string& out, std::string_view text) {
    append_u64(out, text.size());
    out += text;
}

/// Reads what the functions above wrote. After the first value that does not fit, ok() is false and
/// all further values are zero or empty.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    bool ok() const { return ok_; }
    bool at_end() const { return ok_ && rest_.empty(); }
    void refuse() { ok_ = false; }
    std::size_t left() const { return ok_ ? rest_.size() : 0; }

    std::string_view take(std::uint64_t count) {
        if (!ok_ || count > rest_.size()) {
            ok_ = false;
            return {};
        }
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::uint64_t number(unsigned width) {
        std::uint64_t value = 0;
        const std::string_view taken = take(width);
        for (unsigned k = 0; k < taken.size(); ++k) {
            value |= std::uint64_t{static_cast<std::uint8_t>(taken[k])} << (8 * k);
        }
        return value;
    }
    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    /// 0 or 1; anything else is refused.
    bool flag() {
        const std::uint8_t value = u8();
        if (value > 1) ok_ = false;
        return value == 1;
    }
    std::string_view text() { return take(u64()); }
    /// A count of things that take at least `least` bytes each: refuses what cannot be there.
    std::uint32_t count(std::size_t least) {
        const std::uint32_t value = u32();
        if (ok_ && value > rest_.size() / least) ok_ = false;
        return ok_ ? value : 0;
    }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

/// 32 bytes from 64 lower-case hexadecimal digits.
std::optional<Sha256> digest_from_hex(std::string_view hex);

}  // namespace dalil::casefile
