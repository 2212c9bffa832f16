#include "dalil/base/result.hpp"

#include <fmt/format.h>

namespace dalil {

void ensure_failed(const char* condition, const char* why, const char* file, int line) {
    std::string_view path = file;
    if (const auto slash = path.rfind("src/"); slash != std::string_view::npos)
        path.remove_prefix(slash);
    throw InternalError(fmt::format("{} (expected: {}) at {}:{}", why, condition, path, line));
}

}  // namespace dalil
