// cli/evidence.hpp: records and the evidence about pairs of them, as text for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "dalil/workflow/show.hpp"

namespace dalil::cli {

/// A value that somebody wrote: control characters visible, and text that runs right to left kept
/// from turning the rest of the line around.
std::string isolated(std::string_view value);

/// A word for a shell, in quotes if it needs them.
std::string quoted(const std::string& word);

void print_record(const ShownRecord& record);
/// The columns of two records, those about the same thing together, with their cells. A and B are
/// the sides.
void print_side_by_side(const ShownRecord& a, const ShownRecord& b);
/// The weights of all fields as bars, what relatives explain, and what would turn the verdict.
void print_weights(const PairExplanation& why);
/// The same in two lines: what speaks for and against.
void print_weights_in_short(const PairExplanation& why);

}  // namespace dalil::cli
