#include <algorithm>
#include <cmath>

#include "dalil/plot/groups.hpp"
#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/axis.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kSize = 12, kBar = 13;

/// Labels stand left of the bars on wide figures and above them on narrow ones.
struct Layout {
    bool stacked = false;
    double names = 0, left = 0, right = 0, row = 0;
};

std::string number_of(const Group& group) {
    std::string number = format_count(group.documented.median);
    if (group.total) {
        number += " of " + std::string(group.lower_bound ? "≥ " : "") +
                  format_estimate(group.total->median, *group.total);
    }
    return group.refused ? number + " of ?" : number;
}

double end_of(const Group& group, double cut) {
    double end = std::isfinite(group.documented.high) ? group.documented.high : 0;
    end = std::max(end, group.documented.median);
    if (group.total) {
        const double high = std::isfinite(group.total->high) ? group.total->high : 0;
        end = std::max({end, group.total->median, std::min(high, cut)});
    }
    return std::isfinite(end) ? end : 0;
}

double highest(const std::vector<Group>& groups, std::size_t count) {
    double medians = 1;
    for (std::size_t i = 0; i < count; ++i) {
        const Group& group = groups[i];
        medians =
            std::max({medians, group.documented.median, group.total ? group.total->median : 0.0});
    }
    double high = medians;
    for (std::size_t i = 0; i < count; ++i) high = std::max(high, end_of(groups[i], 2.5 * medians));
    return high;
}

Layout lay_out(const std::vector<Group>& groups, std::size_t count, double width) {
    Layout at;
    at.stacked = width < 500;
    double names = 0, numbers = 0;
    for (std::size_t i = 0; i < count; ++i) {
        names = std::max(names, text_width(groups[i].label, kSize));
        numbers = std::max(numbers, text_width(number_of(groups[i]), kSize));
    }
    at.row = at.stacked ? 38 : 25;
    at.names = at.stacked ? width - numbers - 12 : std::min(names, width * 0.3);
    at.left = at.stacked ? 0 : at.names + 10;
    at.right = at.stacked ? width : width - numbers - 12;
    return at;
}

void draw_bar(Canvas& canvas, const Scale& x, double top, const Group& group) {
    const double foot = x(0), head = x(group.documented.median), middle = top + kBar / 2;
    if (group.total) {
        const double total = x(std::max(group.total->median, group.documented.median));
        canvas.hatched(head, top, total - head, kBar, Paint::Estimated);
        canvas.line(total, top, total, top + kBar, {Paint::Estimated, 1.5, {}});
    }
    canvas.rect(foot, top, std::max(head - foot, group.documented.median > 0 ? 1.0 : 0.0), kBar,
                Paint::Documented);
    if (group.total && group.lower_bound) {
        canvas.arrow_right(x(group.total->median) + 3, middle, 5, Paint::Estimated);
    } else if (group.total && group.total->high > group.total->low) {
        canvas.whisker_across(x(group.total->low), x(group.total->high), middle, 4,
                              {Paint::Ink, 1.4, {}}, !x.reaches(group.total->high));
    } else if (!group.total && x(group.documented.high) - x(group.documented.low) >= 3) {
        canvas.whisker_across(x(group.documented.low), x(group.documented.high), middle, 4,
                              {Paint::Ink, 1.4, {}}, false);
    }
}

/// A line of the grid; where labels stand above the bars it is broken, so that none is crossed.
void draw_upright(Canvas& canvas, const Layout& at, double x, bool is_foot, double foot,
                  std::size_t rows) {
    const LineStyle style{is_foot ? Paint::Mute : Paint::Line, 1, {}};
    if (!at.stacked) {
        canvas.line(x, 0, x, foot, style);
        return;
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const double top = at.row * static_cast<double>(i);
        canvas.line(x, top + 18, x, i + 1 == rows ? foot : top + 36, style);
    }
}

}  // namespace

std::string group_rows(const std::vector<Group>& groups, const Frame& frame) {
    const std::size_t count = std::min(groups.size(), kMostRows);
    const Layout at = lay_out(groups, count, frame.width);
    const double foot = at.row * static_cast<double>(count) + 4;
    const Scale x = linear_scale(0, highest(groups, count), at.left, at.right, at.stacked ? 4 : 5);

    Canvas canvas(frame, foot + 22);
    for (const double tick : x.ticks()) draw_upright(canvas, at, x(tick), tick == 0, foot, count);
    for (std::size_t i = 0; i < count; ++i) {
        const double top = at.row * static_cast<double>(i) + (at.stacked ? 20 : 6);
        const double line = at.stacked ? top - 6 : top + kBar - 2;
        const std::string label = fit_text(groups[i].label, kSize, at.names);
        canvas.text(at.stacked ? 0 : at.names, line, label,
                    {kSize, Paint::Ink, at.stacked ? Anchor::Start : Anchor::End});
        canvas.text(frame.width, line, number_of(groups[i]), {kSize, Paint::Mute, Anchor::End});
        draw_bar(canvas, x, top, groups[i]);
    }
    draw_ticks_below(canvas, x, foot, 11, 0, frame.width);
    return canvas.take();
}

}  // namespace dalil::plot
