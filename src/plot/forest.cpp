#include "dalil/plot/forest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/axis.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kSize = 12, kWideSpan = 12;

struct Layout {
    bool stacked = false;  ///< label and number above the line instead of beside it
    double names = 0, left = 0, right = 0, row = 0, top = 0;
};

std::string number_of(const Forest::Row& row) {
    if (!row.value) return "no estimate";
    const std::string middle = format_estimate(row.value->median, *row.value);
    if (row.lower_bound) return "at least " + middle;
    if (!(row.value->high > row.value->low)) return middle;
    if (!std::isfinite(row.value->high))
        return middle + " (" + format_estimate(row.value->low, *row.value) + " or more)";
    return middle + " (" + format_estimate(row.value->low, *row.value) + "–" +
           format_estimate(row.value->high, *row.value) + ")";
}

Layout lay_out(const Forest& data, double width) {
    Layout at;
    at.stacked = width < 500;
    double names = 0, numbers = 0;
    for (const Forest::Row& row : data.rows) {
        names = std::max(names, text_width(row.label, kSize, row.headline));
        numbers = std::max(numbers, text_width(number_of(row), kSize, row.headline));
    }
    at.row = at.stacked ? 42 : 27;
    at.top = data.reference ? 20 : 4;
    at.names = at.stacked ? width - numbers - 12 : std::min(names, width * 0.32);
    at.left = at.stacked ? 1 : at.names + 14;
    at.right = at.stacked ? width - 1 : width - numbers - 14;
    return at;
}

Scale scale_of(const Forest& data, const Layout& at) {
    double low = std::numeric_limits<double>::infinity(), high = 0;
    const auto take = [&](double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    if (data.reference) take(*data.reference);
    for (const Forest::Row& row : data.rows) {
        if (!row.value) continue;
        take(row.value->median);
        take(row.value->low);
        take(row.value->high);
    }
    if (!std::isfinite(low)) low = 0;
    high = std::max(high, low + 1);
    const int ticks = at.stacked ? 4 : 6;
    if (low >= 1 && high / low > kWideSpan)
        return log_scale(low, high, at.left, at.right, ticks + 1);
    return linear_scale(low, high, at.left, at.right, ticks);
}

/// A line from top to foot; in stacked figures only beside the values, never through the labels.
void draw_upright(Canvas& canvas, const Layout& at, double x, double foot, std::size_t rows,
                  LineStyle style) {
    if (!at.stacked) {
        canvas.line(x, at.top - 4, x, foot, style);
        return;
    }
    style.dash = {};
    for (std::size_t i = 0; i < rows; ++i) {
        const double top = at.top + at.row * static_cast<double>(i);
        canvas.line(x, top + 22, x, i + 1 == rows ? foot : top + 38, style);
    }
}

void draw_reference(Canvas& canvas, const Forest& data, const Scale& x, const Layout& at,
                    double foot) {
    const double place = x(*data.reference);
    draw_upright(canvas, at, place, foot, data.rows.size(), {Paint::Documented, 1.6, "5 3"});
    const double half = text_width(data.reference_label, 11, true) / 2;
    const double centre =
        std::clamp(place, at.left + half - (at.stacked ? 0 : at.left), at.right - half);
    canvas.text(centre, at.top - 9, data.reference_label,
                {11, Paint::Documented, Anchor::Middle, true});
}

void draw_value(Canvas& canvas, const Scale& x, double y, const Forest::Row& row) {
    if (!row.value) return;
    const Paint paint = row.headline      ? Paint::Ink
                        : row.lower_bound ? Paint::Neutral
                                          : Paint::Estimated;
    const double middle = x(row.value->median);
    if (row.value->high > row.value->low) {
        canvas.line(x(row.value->low), y, x(row.value->high), y,
                    {paint, row.headline ? 3.2 : 2.2, {}});
        if (!x.reaches(row.value->high))
            canvas.arrow_right(x.last() > 0 ? x(x.last()) - 6 : 0, y, 5, paint);
    }
    if (row.lower_bound)
        canvas.arrow_right(middle - 2, y, 7, paint);
    else if (row.headline)
        canvas.circle(middle, y, 5.5, paint);
    else
        canvas.ring(middle, y, 4.2, paint, 2.2);
}

}  // namespace

std::string forest(const Forest& data, const Frame& frame) {
    const Layout at = lay_out(data, frame.width);
    const Scale x = scale_of(data, at);
    const double foot = at.top + at.row * static_cast<double>(data.rows.size()) + 2;

    Canvas canvas(frame, foot + 22);
    for (const double tick : x.ticks())
        draw_upright(canvas, at, x(tick), foot, data.rows.size(), {Paint::Line, 1, {}});
    if (data.reference) draw_reference(canvas, data, x, at, foot);
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
        const Forest::Row& row = data.rows[i];
        const double top = at.top + at.row * static_cast<double>(i);
        const double y = top + (at.stacked ? 30 : at.row / 2);
        const double line = at.stacked ? top + 17 : y + 4;
        const std::string label = fit_text(row.label, kSize, at.names, row.headline);
        const Anchor side = at.stacked ? Anchor::Start : Anchor::End;
        canvas.text(at.stacked ? 0 : at.names, line, label,
                    {kSize, Paint::Ink, side, row.headline});
        canvas.text(frame.width, line, number_of(row),
                    {kSize, row.headline ? Paint::Ink : Paint::Mute, Anchor::End, row.headline});
        draw_value(canvas, x, y, row);
    }
    draw_ticks_below(canvas, x, foot, 11, 0, frame.width);
    return canvas.take();
}

}  // namespace dalil::plot
