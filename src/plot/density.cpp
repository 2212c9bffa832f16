#include "dalil/plot/density.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/axis.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kHeight = 130, kSize = 11, kWideSpan = 12, kEdge = 1;

Scale scale_of(const Density& data, double width) {
    const double low = data.points.front().total, high = data.points.back().total;
    const int ticks = width < 500 ? 4 : 7;
    if (low >= 1 && high / low > kWideSpan)
        return log_scale(low, high, kEdge, width - kEdge, ticks + 1);
    return linear_scale(low, high, kEdge, width - kEdge, ticks);
}

/// The curve in the figure's own measure: per person on a linear axis, per log on the other.
std::vector<Place> curve_of(const Density& data, const Scale& x, double top, double foot) {
    std::vector<double> heights;
    for (const Density::Point& point : data.points)
        heights.push_back(x.logarithmic() ? point.density : point.density / point.total);
    const double most = *std::max_element(heights.begin(), heights.end());
    std::vector<Place> curve;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const double share = most > 0 ? heights[i] / most : 0;
        curve.push_back({x(data.points[i].total), foot - share * (foot - top)});
    }
    return curve;
}

double height_at(const std::vector<Place>& curve, double x, double foot) {
    for (std::size_t i = 1; i < curve.size(); ++i) {
        if (curve[i].x < x) continue;
        const double width = curve[i].x - curve[i - 1].x;
        const double share = width > 0 ? (x - curve[i - 1].x) / width : 1;
        return curve[i - 1].y + std::clamp(share, 0.0, 1.0) * (curve[i].y - curve[i - 1].y);
    }
    return foot;
}

/// Each hump's median with its share, in rows where they would touch.
void draw_humps(Canvas& canvas, const Density& data, const Scale& x,
                const std::vector<Place>& curve, double foot, double width) {
    double row = 0, end = -1e9;
    for (const Density::Hump& hump : data.humps) {
        const std::string label =
            format_estimate(hump.total.median, hump.total) + " (" + format_percent(hump.mass) + ")";
        const double half = text_width(label, kSize, true) / 2 + 2;
        const double place = x(hump.total.median);
        const double centre = std::clamp(place, half, width - half);
        row = centre - half < end + 6 ? row + 1 : 0;
        end = centre + half;
        canvas.line(place, height_at(curve, place, foot), place, foot, {Paint::Doubt, 1.6, "4 3"});
        canvas.text(centre, 12 + 14 * row, label, {kSize, Paint::DoubtText, Anchor::Middle, true});
    }
}

}  // namespace

std::string density(const Density& data, const Frame& frame) {
    const bool several = data.humps.size() > 1;
    const double top = several ? 14.0 * static_cast<double>(data.humps.size()) + 8 : 6;
    const double foot = top + kHeight, line = foot + 12;
    Canvas canvas(frame, line + 34);
    if (data.points.size() < 2) return canvas.take();
    const Scale x = scale_of(data, frame.width);
    const std::vector<Place> curve = curve_of(data, x, top, foot);
    std::vector<Place> shape = curve;
    shape.push_back({curve.back().x, foot});
    shape.push_back({curve.front().x, foot});
    canvas.area(shape, Paint::EstimatedPale);
    canvas.path(curve, {Paint::Estimated, 2, {}});
    if (several) {
        draw_humps(canvas, data, x, curve, foot, frame.width);
    } else {
        const double middle = x(data.value.median);
        canvas.line(middle, height_at(curve, middle, foot), middle, foot,
                    {Paint::Estimated, 1.4, "4 3"});
    }
    canvas.line(0, foot, frame.width, foot, {Paint::Mute, 1, {}});
    canvas.line(x(data.value.low), line, x(data.value.high), line, {Paint::Ink, 3.2, {}});
    canvas.circle(x(data.value.median), line, 5, Paint::Ink);
    draw_ticks_below(canvas, x, line + 8, kSize, 0, frame.width);
    return canvas.take();
}

}  // namespace dalil::plot
