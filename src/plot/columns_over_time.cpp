#include <algorithm>
#include <charconv>
#include <cmath>

#include "dalil/plot/groups.hpp"
#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/axis.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kPlotHeight = 170, kTop = 14, kTick = 11;
constexpr int kMostYears = 140;

std::optional<int> year_of(const std::string& label) {
    int year = 0;
    const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), year);
    const bool whole = error == std::errc() && end == label.data() + label.size();
    return whole && std::abs(year) < 10000 ? std::optional<int>(year) : std::nullopt;
}

/// Where the groups stand: on a time axis if all labels are years in order, else side by side.
struct Slots {
    std::vector<int> of_group;
    int count = 1;
    std::optional<int> first_year;
};

Slots slots_of(const std::vector<Group>& groups) {
    std::vector<int> years;
    for (const Group& group : groups) {
        const std::optional<int> year = year_of(group.label);
        if (!year || (!years.empty() && *year <= years.back())) break;
        years.push_back(*year);
    }
    Slots slots;
    const bool on_axis = years.size() == groups.size() && !years.empty() &&
                         years.back() - years.front() < kMostYears;
    if (on_axis) slots.first_year = years.front();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        slots.of_group.push_back(on_axis ? years[i] - years.front() : static_cast<int>(i));
    }
    if (!slots.of_group.empty()) slots.count = slots.of_group.back() + 1;
    return slots;
}

double highest(const std::vector<Group>& groups) {
    double high = 1;
    for (const Group& group : groups) {
        const auto take = [&](double value) {
            high = std::isfinite(value) ? std::max(high, value) : high;
        };
        take(group.documented.median);
        take(group.documented.high);
        if (group.total) take(group.total->median);
        // An interval far above everything would press the columns flat; it is cut and ends in an
        // arrow.
    }
    double with_intervals = high;
    for (const Group& group : groups) {
        if (group.total && std::isfinite(group.total->high)) {
            with_intervals = std::max(with_intervals, std::min(group.total->high, 2.5 * high));
        }
    }
    return with_intervals;
}

/// Narrow columns get a plain thin line: caps and halos of neighbours would run together.
void draw_interval(Canvas& canvas, const Scale& y, double x, double width, const Span& span) {
    const double low = y(span.low), high = y(span.high);
    if (width < 7)
        canvas.line(x, low, x, high, {Paint::Ink, std::min(1.0, width * 0.3), {}});
    else
        canvas.whisker_up(x, low, high, std::min(4.0, width * 0.3), {Paint::Ink, 1.4, {}});
    if (!y.reaches(span.high)) canvas.arrow_up(x, high, std::min(5.0, width * 0.5), Paint::Ink);
}

void draw_column(Canvas& canvas, const Scale& y, double x, double width, const Group& group) {
    const double foot = y(0), head = y(group.documented.median);
    if (group.total) {
        const double total = y(std::max(group.total->median, group.documented.median));
        canvas.hatched(x - width / 2, total, width, head - total, Paint::Estimated);
        canvas.line(x - width / 2, total, x + width / 2, total, {Paint::Estimated, 1.5, {}});
    }
    canvas.rect(x - width / 2, head, width,
                std::max(foot - head, group.documented.median > 0 ? 1.0 : 0.0), Paint::Documented);
    if (group.total && group.lower_bound) {
        canvas.arrow_up(x, y(group.total->median) - 3, std::min(5.0, width * 0.4),
                        Paint::Estimated);
    } else if (group.total && group.total->high > group.total->low) {
        draw_interval(canvas, y, x, width, *group.total);
    } else if (!group.total && y(group.documented.low) - y(group.documented.high) >= 2) {
        draw_interval(canvas, y, x, width, group.documented);
    }
    if (group.refused && width >= 6) {
        const double top = std::min(head, y(group.documented.high));
        canvas.text(x, top - 5, "?", {11, Paint::DoubtText, Anchor::Middle, true});
    }
}

void draw_grid(Canvas& canvas, const Scale& y, double left, double right) {
    for (const double tick : y.ticks()) {
        canvas.line(left, y(tick), right, y(tick), {tick == 0 ? Paint::Mute : Paint::Line, 1, {}});
        canvas.text(left - 6, y(tick) + 4, format_count(tick), {kTick, Paint::Mute, Anchor::End});
    }
}

/// Labels of a time axis: every year, or every second, fifth, tenth, ..., as many as fit.
void draw_years(Canvas& canvas, const Slots& slots, double left, double pitch, double y,
                double right) {
    const double room = text_width("2000", kTick) + 8;
    int step = 1;
    for (const int wider : {2, 5, 10, 20, 50}) {
        if (pitch * step < room) step = wider;
    }
    for (int slot = 0; slot < slots.count; ++slot) {
        const int year = *slots.first_year + slot;
        if (year % step != 0) continue;
        const double x = left + pitch * (slot + 0.5);
        if (x + room / 2 - 4 > right + 0.5) continue;
        canvas.text(x, y, std::to_string(year), {kTick, Paint::Ink, Anchor::Middle});
    }
}

void draw_labels(Canvas& canvas, const std::vector<Group>& groups, double left, double pitch,
                 double y, double right) {
    std::vector<double> places;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        labels.push_back(fit_text(groups[i].label, kTick, std::max(pitch * 2, 40.0)));
        const double half = text_width(labels.back(), kTick) / 2;
        const double place = left + pitch * (static_cast<double>(i) + 0.5);
        places.push_back(std::clamp(place, half, std::max(right - half, half)));
    }
    for (const std::size_t i : labels_that_fit(labels, places, kTick)) {
        canvas.text(places[i], y, labels[i], {kTick, Paint::Ink, Anchor::Middle});
    }
}

}  // namespace

std::string columns_over_time(const std::vector<Group>& years, const Frame& frame) {
    const Slots slots = slots_of(years);
    const Scale y = linear_scale(0, highest(years), kTop + kPlotHeight, kTop, 5);
    double left = 0;
    for (const double tick : y.ticks())
        left = std::max(left, text_width(format_count(tick), kTick) + 8);
    const double pitch = std::min((frame.width - left) / slots.count, 170.0);
    const double width = std::min(pitch * (pitch < 8 ? 0.8 : 0.62), 64.0);

    Canvas canvas(frame, kTop + kPlotHeight + kTick + 12);
    draw_grid(canvas, y, left, frame.width);
    for (std::size_t i = 0; i < years.size(); ++i) {
        draw_column(canvas, y, left + pitch * (slots.of_group[i] + 0.5), width, years[i]);
    }
    const double foot = kTop + kPlotHeight + kTick + 6;
    if (slots.first_year)
        draw_years(canvas, slots, left, pitch, foot, frame.width);
    else
        draw_labels(canvas, years, left, pitch, foot, frame.width);
    return canvas.take();
}

}  // namespace dalil::plot
