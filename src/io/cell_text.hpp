// io/cell_text.hpp: cutting cells that are too long to be cells.
#pragma once

#include <string>
#include <string_view>

#include "dalil/io/reader.hpp"

namespace dalil::io {

/// The longest whole characters within `bytes` bytes.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);
/// What the issue "cell-too-long" says.
std::string cut_message(std::size_t size, const Limits& limits);

}  // namespace dalil::io
