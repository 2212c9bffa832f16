// synth/bytes.hpp: delimited text in the encodings that offices still use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/result.hpp"

namespace dalil::synth {

using Row = std::vector<std::string>;

/// Cells with the delimiter, quotes or line ends are quoted; rows end in "\r\n".
std::string delimited(const std::vector<Row>& rows, char delimiter);

/// UTF-8 to `encoding` as the C library names it ("UTF-8", "CP1251", "GB18030", "UTF-16LE"). A
/// byte-order mark is put before UTF-16. Errors: "synth-encoding" if this system lacks it.
Result<std::string> encoded(std::string_view utf8, const std::string& encoding);

}  // namespace dalil::synth
