// base/file.hpp: whole files in, whole files out. Outputs appear by rename, so a reader never sees
// half a file and an interrupted run leaves the old one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "dalil/base/result.hpp"

namespace dalil {

/// Reads a whole file. Errors: "file-missing", "file-unreadable", "file-is-a-folder".
Result<std::string> read_file(const std::filesystem::path& path);

/// Writes beside the target and renames; flushes to the disk first. The mode of new files is 0600.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace dalil
