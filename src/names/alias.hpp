// names/alias.hpp: other names inside a full name (quotes, brackets, "aka", "or"), and words joined
// and split.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dalil::names {

using Tokens = std::vector<std::string>;

void append_word(std::string& text, std::string_view word);
std::string joined(Tokens::const_iterator from, Tokens::const_iterator end);
std::string joined(const Tokens& tokens);
Tokens split_spaces(std::string_view text);

/// The folded text without its aliases, which are added to `alias`.
std::string take_aliases(std::string text, std::string& alias);

}  // namespace dalil::names
