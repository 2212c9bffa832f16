// base/version.hpp: the version that every run records.
#pragma once

#include <string_view>

namespace dalil {
inline constexpr std::string_view kVersion = "0.1.0";
}
