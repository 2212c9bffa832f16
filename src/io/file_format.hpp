// io/file_format.hpp: what kind of file some bytes are, whatever its name says; and the next step
// for those that are no lists.
#pragma once

#include <string_view>

#include "dalil/base/result.hpp"
#include "io/archive.hpp"

namespace dalil::io {

enum class FileFormat { Text, JsonLines, JsonList, FlatOds, Zip };
enum class ZipFormat { Xlsx, Ods };

/// Errors: "pdf-not-read", "image-not-read", "xls-not-read", "password-protected", "html-not-read",
/// ...
Result<FileFormat> detect_format(std::string_view bytes);
/// Errors: "docx-not-read", "xlsb-not-read", "archive-not-read", ...
Result<ZipFormat> detect_zip_format(const Archive& archive);

}  // namespace dalil::io
