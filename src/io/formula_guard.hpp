// io/formula_guard.hpp: the apostrophe that keeps a spreadsheet from running text as a formula. Our
// exports put it, our imports take it off again, so that a round trip changes nothing.
#pragma once

#include <string_view>

namespace dalil::io {

/// True if a spreadsheet would run the text, or drop the apostrophe that already stands before such
/// text.
bool needs_guard(std::string_view text);
/// True if the text begins with an apostrophe that guards a formula.
bool has_guard(std::string_view text);

}  // namespace dalil::io
