#include "plot/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dalil::plot {

namespace {

struct Colour {
    const char* name;  ///< class of the style sheet: "f-ink" fills, "s-ink" strokes
    const char* value;
};

constexpr std::array<Colour, 12> kColours = {{
    {"ink", "#1b1f24"},
    {"mute", "#59626f"},
    {"line", "#d5dae1"},
    {"faint", "#edf0f3"},
    {"paper", "#ffffff"},
    {"doc", "#0072b2"},
    {"doc-pale", "#dcecf6"},
    {"est", "#7a4b00"},
    {"est-pale", "#fbecc8"},
    {"doubt", "#d55e00"},
    {"doubt-text", "#a84300"},
    {"neutral", "#6b7583"},
}};

const Colour& colour(Paint paint) {
    return kColours[static_cast<std::size_t>(paint)];
}

Attribute fill(Paint paint) {
    return {"fill", colour(paint).value};
}
Attribute fill_class(Paint paint) {
    return {"class", std::string("f-") + colour(paint).name};
}
Attribute stroke(Paint paint) {
    return {"stroke", colour(paint).value};
}
Attribute stroke_class(Paint paint) {
    return {"class", std::string("s-") + colour(paint).name};
}

std::string points(std::initializer_list<std::pair<double, double>> corners) {
    std::string text;
    for (const auto& [x, y] : corners) {
        text += fmt::format("{}{},{}", text.empty() ? "" : " ", format_coordinate(x),
                            format_coordinate(y));
    }
    return text;
}

std::string points(const std::vector<Place>& places) {
    std::string text;
    for (const Place& place : places) {
        text += fmt::format("{}{},{}", text.empty() ? "" : " ", format_coordinate(place.x),
                            format_coordinate(place.y));
    }
    return text;
}

}  // namespace

Canvas::Canvas(const Frame& frame, double height) : id_(frame.id) {
    const std::string title_id = id_ + "-title", description_id = id_ + "-desc";
    out_.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                      {"viewBox", fmt::format("0 0 {} {}", format_coordinate(frame.width),
                                              format_coordinate(height))},
                      {"role", "img"},
                      {"aria-labelledby",
                       frame.description.empty() ? title_id : title_id + " " + description_id},
                      {"direction", "ltr"}});
    out_.element("title", {{"id", title_id}}, frame.title);
    if (!frame.description.empty())
        out_.element("desc", {{"id", description_id}}, frame.description);
    const auto definitions = out_.scope("defs");
    define_hatch("est", Paint::Estimated, Paint::EstimatedPale);
    define_hatch("doc", Paint::Documented, Paint::DocumentedPale);
}

void Canvas::define_hatch(std::string_view suffix, Paint line, Paint ground) {
    const auto pattern = out_.scope("pattern", {{"id", fmt::format("{}-hatch-{}", id_, suffix)},
                                                {"width", 5},
                                                {"height", 5},
                                                {"patternUnits", "userSpaceOnUse"},
                                                {"patternTransform", "rotate(45)"}});
    out_.empty("rect", {{"width", 5}, {"height", 5}, fill(ground), fill_class(ground)});
    out_.empty("line", {{"x1", 0},
                        {"y1", 0},
                        {"x2", 0},
                        {"y2", 5},
                        stroke(line),
                        stroke_class(line),
                        {"stroke-width", 1.6},
                        {"stroke-opacity", 0.55}});
}

std::string Canvas::hatch_id(Paint line) const {
    return id_ + (line == Paint::Documented ? "-hatch-doc" : "-hatch-est");
}

void Canvas::rect(double x, double y, double width, double height, Paint paint) {
    out_.empty("rect", {{"x", x},
                        {"y", y},
                        {"width", std::max(width, 0.0)},
                        {"height", std::max(height, 0.0)},
                        fill(paint),
                        fill_class(paint)});
}

void Canvas::hatched(double x, double y, double width, double height, Paint line_paint) {
    out_.empty("rect", {{"x", x},
                        {"y", y},
                        {"width", std::max(width, 0.0)},
                        {"height", std::max(height, 0.0)},
                        {"fill", fmt::format("url(#{})", hatch_id(line_paint))}});
}

void Canvas::outline(double x, double y, double width, double height, LineStyle style) {
    Attributes attributes = {{"x", x},
                             {"y", y},
                             {"width", std::max(width, 0.0)},
                             {"height", std::max(height, 0.0)},
                             {"fill", "none"},
                             stroke(style.paint),
                             stroke_class(style.paint),
                             {"stroke-width", style.width}};
    if (!style.dash.empty()) attributes.emplace_back("stroke-dasharray", style.dash);
    out_.empty("rect", attributes);
}

void Canvas::line(double x1, double y1, double x2, double y2, LineStyle style) {
    Attributes attributes = {{"x1", x1},
                             {"y1", y1},
                             {"x2", x2},
                             {"y2", y2},
                             stroke(style.paint),
                             stroke_class(style.paint),
                             {"stroke-width", style.width}};
    if (!style.dash.empty()) attributes.emplace_back("stroke-dasharray", style.dash);
    out_.empty("line", attributes);
}

void Canvas::path(const std::vector<Place>& places, LineStyle style) {
    Attributes attributes = {{"points", points(places)},    {"fill", "none"},
                             stroke(style.paint),           stroke_class(style.paint),
                             {"stroke-width", style.width}, {"stroke-linejoin", "round"}};
    if (!style.dash.empty()) attributes.emplace_back("stroke-dasharray", style.dash);
    out_.empty("polyline", attributes);
}

void Canvas::area(const std::vector<Place>& corners, Paint paint) {
    out_.empty("polygon", {{"points", points(corners)}, fill(paint), fill_class(paint)});
}

void Canvas::circle(double x, double y, double radius, Paint paint) {
    out_.empty("circle", {{"cx", x}, {"cy", y}, {"r", radius}, fill(paint), fill_class(paint)});
}

void Canvas::ring(double x, double y, double radius, Paint paint, double width) {
    circle(x, y, radius, Paint::Paper);
    out_.empty("circle", {{"cx", x},
                          {"cy", y},
                          {"r", radius},
                          {"fill", "none"},
                          stroke(paint),
                          stroke_class(paint),
                          {"stroke-width", width}});
}

void Canvas::arrow_right(double x, double y, double size, Paint paint) {
    out_.empty("polygon", {{"points", points({{x, y - size}, {x + size, y}, {x, y + size}})},
                           fill(paint),
                           fill_class(paint)});
}

void Canvas::arrow_left(double x, double y, double size, Paint paint) {
    out_.empty("polygon", {{"points", points({{x, y - size}, {x - size, y}, {x, y + size}})},
                           fill(paint),
                           fill_class(paint)});
}

void Canvas::arrow_up(double x, double y, double size, Paint paint) {
    out_.empty("polygon", {{"points", points({{x - size, y}, {x, y - size}, {x + size, y}})},
                           fill(paint),
                           fill_class(paint)});
}

void Canvas::whisker_across(double x1, double x2, double y, double cap, LineStyle style,
                            bool open_end) {
    const LineStyle halo = {Paint::Paper, style.width + 2.4, {}};
    line(x1, y, x2, y, halo);
    line(x1, y - cap, x1, y + cap, halo);
    if (!open_end) line(x2, y - cap, x2, y + cap, halo);
    line(x1, y, x2, y, style);
    line(x1, y - cap, x1, y + cap, style);
    if (open_end)
        arrow_right(x2 - 1, y, cap, style.paint);
    else
        line(x2, y - cap, x2, y + cap, style);
}

void Canvas::whisker_up(double x, double y1, double y2, double cap, LineStyle style) {
    line(x, y1, x, y2, {Paint::Paper, style.width + 2, {}});
    line(x, y1, x, y2, style);
    if (cap > 0) {
        line(x - cap, y1, x + cap, y1, style);
        line(x - cap, y2, x + cap, y2, style);
    }
}

void Canvas::text(double x, double y, std::string_view utf8, TextStyle style) {
    Attributes attributes = {
        {"x", x}, {"y", y}, {"font-size", style.size}, fill(style.paint), fill_class(style.paint)};
    if (style.anchor == Anchor::Middle) attributes.emplace_back("text-anchor", "middle");
    if (style.anchor == Anchor::End) attributes.emplace_back("text-anchor", "end");
    if (style.bold) attributes.emplace_back("font-weight", "600");
    if (style.upward) {
        attributes.emplace_back("transform", fmt::format("rotate(-90 {} {})", format_coordinate(x),
                                                         format_coordinate(y)));
    }
    const bool plain =
        std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    const auto element = out_.scope("text", attributes);
    if (!plain) out_.trusted("\u2068");  // first strong isolate: the text finds its own direction
    out_.text(utf8);
    if (!plain) out_.trusted("\u2069");
}

std::string Canvas::take() {
    out_.close("svg");
    return out_.take();
}

}  // namespace dalil::plot
