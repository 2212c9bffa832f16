// plot/canvas.hpp: one SVG being drawn: shapes in the few colours that mean something in Dalil.
//
// Blue and solid is documented, amber and hatched is estimated, vermilion is doubt (Okabe and Ito,
// 2008: told apart by colour-blind readers). Colours are attributes, so the figure stands alone;
// classes let the page's style sheet replace them (dark screens).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dalil/plot/frame.hpp"
#include "dalil/plot/markup.hpp"

namespace dalil::plot {

enum class Paint {
    Ink,
    Mute,   ///< secondary text, axes
    Line,   ///< grid
    Faint,  ///< background of a row, empty dot
    Paper,
    Documented,
    DocumentedPale,
    Estimated,  ///< text and lines
    EstimatedPale,
    Doubt,
    DoubtText,
    Neutral,  ///< on one list only, lower bounds
};

enum class Anchor { Start, Middle, End };

struct TextStyle {
    double size = 12;
    Paint paint = Paint::Ink;
    Anchor anchor = Anchor::Start;
    bool bold = false;
    bool upward = false;  ///< turned to read from bottom to top
};

struct LineStyle {
    Paint paint = Paint::Ink;
    double width = 1;
    std::string_view dash = {};
};

struct Place {
    double x = 0, y = 0;
};

class Canvas {
  public:
    Canvas(const Frame& frame, double height);

    void rect(double x, double y, double width, double height, Paint paint);
    /// Hatched: estimated, or documented at most.
    void hatched(double x, double y, double width, double height, Paint line);
    void outline(double x, double y, double width, double height, LineStyle style);
    void line(double x1, double y1, double x2, double y2, LineStyle style = {});
    /// A curve through the places; an area within them.
    void path(const std::vector<Place>& places, LineStyle style);
    void area(const std::vector<Place>& corners, Paint paint);
    void circle(double x, double y, double radius, Paint paint);
    void ring(double x, double y, double radius, Paint paint, double width);
    /// A triangle that points to the right: "at least".
    void arrow_right(double x, double y, double size, Paint paint);
    void arrow_left(double x, double y, double size, Paint paint);
    void arrow_up(double x, double y, double size, Paint paint);
    /// An interval: a line with end caps, on a halo so that it shows on any ground.
    void whisker_across(double x1, double x2, double y, double cap, LineStyle style, bool open_end);
    void whisker_up(double x, double y1, double y2, double cap, LineStyle style);
    /// Text of any script; its own direction does not touch its neighbours.
    void text(double x, double y, std::string_view utf8, TextStyle style = {});

    std::string take();

  private:
    void define_hatch(std::string_view suffix, Paint line, Paint ground);
    std::string hatch_id(Paint line) const;

    Markup out_;
    std::string id_;
};

}  // namespace dalil::plot
