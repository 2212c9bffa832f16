// plot/label.hpp: how much room a label takes, and labels that fit.
//
// Widths are estimates from the advance widths of Noto Sans, a little generous, so that labels
// which do not touch by these widths do not touch on screens with other fonts either.
#pragma once

#include <string>
#include <string_view>

namespace dalil::plot {

/// Width of a line of text at a font size, in the same unit as the size.
double text_width(std::string_view utf8, double font_size, bool bold = false);

/// The text itself if it fits, else its beginning and end with "…" between: the end of a list's
/// name often tells it from its neighbours.
std::string fit_text(std::string_view utf8, double font_size, double room, bool bold = false);

}  // namespace dalil::plot
