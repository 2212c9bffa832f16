// names/skeleton.hpp: the sound skeleton of a romanised word: consonant classes in order, vowels
// left out.
#pragma once

#include <string>
#include <string_view>

namespace dalil::names {

/// `latin` is a-z only. Empty only for an empty word; a word of vowels keeps its first letter.
std::string skeleton_of(std::string_view latin);

}  // namespace dalil::names
