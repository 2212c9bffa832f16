// Identity numbers that hold the date of birth: the Chinese resident number and the Kazakh ИИН
// (ЖСН).
#pragma once

#include <optional>
#include <string_view>

#include "dalil/text/date.hpp"

namespace dalil {

/// The day of birth written in an identity number; nothing unless the number's check character is
/// right.
std::optional<CivilDay> birth_in_identifier(std::string_view identifier);

}  // namespace dalil
