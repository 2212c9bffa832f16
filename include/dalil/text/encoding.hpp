// text/encoding.hpp: from bytes of unknown encoding to UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "dalil/base/result.hpp"

namespace dalil {

struct Decoded {
    std::string utf8;
    std::string encoding;           ///< "UTF-8", "UTF-16LE", "windows-1251", "windows-1256", "GB18030", "ISO-8859-1", ...
    bool certain = false;           ///< by byte-order mark or because it is valid UTF-8
    std::size_t replaced = 0;       ///< bytes that had no meaning in it and became U+FFFD
};

/// Finds the encoding (byte-order mark, valid UTF-8, NUL pattern of UTF-16, then letter statistics) and decodes.
/// Line ends are left alone.
Decoded decode_text(std::string_view bytes);

}  // namespace dalil
