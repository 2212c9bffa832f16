// plot/axis.hpp: ticks and their labels, dropped where they would touch.
#pragma once

#include <string>
#include <vector>

#include "dalil/plot/scale.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

/// Tick marks and numbers below a figure whose lower edge is `y`; numbers stay between `left` and
/// `right`. Needs `font_size` + 12 below.
void draw_ticks_below(Canvas& canvas, const Scale& x, double y, double font_size, double left,
                      double right);

/// Indices of labels centred on `places` (ascending) that can be drawn without touching: the first
/// and the last if possible, and a regular choice between.
std::vector<std::size_t> labels_that_fit(const std::vector<std::string>& labels,
                                         const std::vector<double>& places, double font_size,
                                         double gap = 8);

}  // namespace dalil::plot
