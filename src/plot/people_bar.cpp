#include "dalil/plot/people_bar.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/axis.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kLabelSize = 13, kLabelLine = 19, kBarHeight = 30;

struct Label {
    std::string text;
    double x = 0;
    int row = 0;
    Anchor anchor = Anchor::Start;
};

std::string documented_label(const PeopleBar& bar) {
    return (bar.upper_bound ? "at most " : "") + format_count(bar.documented.median) +
           " documented";
}

double unlisted(const PeopleBar& bar) {
    return std::max(bar.total->median - bar.documented.median, 0.0);
}

std::string unlisted_label(const PeopleBar& bar) {
    if (!bar.total) return bar.unknown_total ? "how many more: not known" : "";
    return (bar.lower_bound ? "at least " : "about ") + format_about(unlisted(bar)) + " on no list";
}

/// Right of the first label where it fits, else on a line of its own.
Label place_second(const std::string& text, double x, double first_end, double right) {
    const double width = text_width(text, kLabelSize, true);
    Label label{text, x, 0, Anchor::Start};
    if (x + width > right) {
        label.x = right;
        label.anchor = Anchor::End;
    }
    const double start = label.anchor == Anchor::End ? right - width : label.x;
    label.row = start < first_end + 14 ? 1 : 0;
    return label;
}

double axis_end(const PeopleBar& bar) {
    if (!bar.total) {
        return std::max(bar.documented.high,
                        bar.documented.median * (bar.unknown_total ? 1.4 : 1.0));
    }
    const double high = std::isfinite(bar.total->high) ? bar.total->high : bar.total->median * 1.5;
    return std::max({high, bar.total->median, bar.documented.high});
}

void draw_unlisted(Canvas& canvas, const PeopleBar& bar, const Scale& x, double top) {
    const double start = x(bar.documented.median), middle = top + kBarHeight / 2;
    if (!bar.total) {
        if (!bar.unknown_total) return;
        canvas.outline(start + 1, top + 0.75,
                       x.last() > 0 ? x(bar.documented.median * 1.3) - start : 0, kBarHeight - 1.5,
                       {Paint::Mute, 1.2, "4 4"});
        return;
    }
    const double end = x(bar.total->median);
    canvas.hatched(start, top, end - start, kBarHeight, Paint::Estimated);
    canvas.line(end, top, end, top + kBarHeight, {Paint::Estimated, 2, {}});
    if (bar.lower_bound) {
        canvas.arrow_right(end + 3, middle, 7, Paint::Estimated);
    } else if (bar.total->high > bar.total->low) {
        canvas.whisker_across(x(bar.total->low), x(bar.total->high), middle, 6,
                              {Paint::Ink, 1.8, {}}, !x.reaches(bar.total->high));
    }
}

}  // namespace

std::string people_bar(const PeopleBar& bar, const Frame& frame) {
    const double left = 1, right = frame.width - 1;
    const Scale x = linear_scale(0, axis_end(bar), left, right, frame.width < 500 ? 4 : 6);
    const double split = x(bar.documented.median);
    const std::string first = documented_label(bar);
    const Label second =
        place_second(unlisted_label(bar), split, left + text_width(first, kLabelSize, true), right);
    const double top = kLabelLine * (1 + second.row) + 4;

    Canvas canvas(frame, top + kBarHeight + 24);
    canvas.text(left, kLabelLine - 6, first, {kLabelSize, Paint::Documented, Anchor::Start, true});
    if (!second.text.empty()) {
        canvas.text(second.x, kLabelLine * (1 + second.row) - 6, second.text,
                    {kLabelSize, bar.total ? Paint::Estimated : Paint::Mute, second.anchor, true});
    }
    if (bar.upper_bound) {
        canvas.hatched(left, top, split - left, kBarHeight, Paint::Documented);
        canvas.line(split, top, split, top + kBarHeight, {Paint::Documented, 2, {}});
        canvas.arrow_left(split - 4, top + kBarHeight / 2, 7, Paint::Documented);
    } else {
        canvas.rect(left, top, split - left, kBarHeight, Paint::Documented);
    }
    draw_unlisted(canvas, bar, x, top);
    const double low = x(bar.documented.low), high = x(bar.documented.high);
    if (high - low >= 6 && !bar.upper_bound) {
        canvas.whisker_across(low, high, top + kBarHeight - 7, 4, {Paint::Ink, 1.4, {}}, false);
    }
    draw_ticks_below(canvas, x, top + kBarHeight, 11, 0, frame.width);
    return canvas.take();
}

}  // namespace dalil::plot
