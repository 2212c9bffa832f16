#include "io/cell_text.hpp"

#include <fmt/format.h>

namespace dalil::io {

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

std::string cut_message(std::size_t size, const Limits& limits) {
    return fmt::format(
        "the cell holds {} bytes; the first {} are kept, the file itself has the rest", size,
        limits.cell_bytes);
}

}  // namespace dalil::io
