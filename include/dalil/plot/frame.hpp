// plot/frame.hpp: what every figure is given: how wide it is drawn, and its text alternative.
//
// A figure is an SVG without fixed size: it fills the width it is given and keeps its proportions.
// Text is drawn for `width` pixels, so a page that is read on phones and on paper draws each figure
// twice (kWide, kNarrow) and shows one. Fonts and, through classes, colours are those of the page
// around it.
#pragma once

#include <string>

namespace dalil::plot {

/// A figure with its interval. A `high` that is not finite means: no upper limit.
struct Span {
    double median = 0, low = 0, high = 0;
};

inline constexpr double kWide = 720, kNarrow = 340;

struct Frame {
    double width = kWide;
    std::string id;           ///< unique on the page; ids inside the figure start with it
    std::string title;        ///< what it is: "Overlap of four lists"
    std::string description;  ///< what it shows, for those who do not see it
};

}  // namespace dalil::plot
