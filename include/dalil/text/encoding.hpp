// text/encoding.hpp: from bytes of unknown encoding to UTF-8.
//
//     Decoded d = decode_text(bytes);
//     d.utf8; d.encoding == "windows-1251"; d.certain == false
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dalil/base/result.hpp"

namespace dalil {

struct Decoded {
    std::string utf8;
    std::string encoding;      ///< "UTF-8", "UTF-16LE", "windows-1251", "windows-1256", "GB18030",
                               ///< "ISO-8859-1", ...
    bool certain = false;      ///< by byte-order mark or because it is valid UTF-8
    std::size_t replaced = 0;  ///< characters without meaning, now U+FFFD
    std::size_t other_lines = 0;  ///< lines of a UTF-8 text that were written in another encoding
    std::string other_encoding;   ///< which one
};

struct EncodingGuess {
    std::string name;
    bool certain = false;
    std::size_t mark_bytes = 0;  ///< length of the byte-order mark
    bool mixed = false;          ///< UTF-8 with some lines in another encoding, or cut characters
};

/// Finds the encoding: byte-order mark, valid UTF-8, the NUL pattern of UTF-16, then letter
/// statistics for windows-1251, KOI8-R, IBM866 (Cyrillic), windows-1256 (Arabic), windows-1252 and
/// 1254 (Latin) and GB18030.
EncodingGuess guess_encoding(std::string_view bytes);

/// Guesses and decodes. Line ends are left alone; the byte-order mark is dropped.
Decoded decode_text(std::string_view bytes);
/// Decodes with a known guess.
Decoded decode_text(std::string_view bytes, const EncodingGuess& guess);

}  // namespace dalil
