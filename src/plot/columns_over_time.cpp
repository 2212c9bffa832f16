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

/// The place of each group: its year counted from the first, or its position if years do not say.
std::vector<int> slots_of(const std::vector<Group>& groups) {
    std::vector<int> slots;
    for (const Group& group : groups) {
        const std::optional<int> year = year_of(group.label);
        if (!year || (!slots.empty() && *year <= slots.back())) break;
        slots.push_back(*year);
    }
    const bool on_axis = slots.size() == groups.size() && !slots.empty() &&
                         slots.back() - slots.front() < kMostYears;
    const int first = on_axis ? slots.front() : 0;
    slots.resize(groups.size());
    for (std::size_t i = 0; i < slots.size(); ++i)
        slots[i] = on_axis ? slots[i] - first : static_cast<int>(i);
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

void draw_column(Canvas& canvas, const Scale& y, double x, double width, const Group& group) {
    const double foot = y(0), head = y(group.documented.median);
    if (group.total) {
        const double total = y(std::max(group.total->median, group.documented.median));
        canvas.hatched(x - width / 2, total, width, head - total, Paint::Estimated);
        canvas.line(x - width / 2, total, x + width / 2, total, {Paint::Estimated, 1.5, {}});
    }
    canvas.rect(x - width / 2, head, width,
                std::max(foot - head, group.documented.median > 0 ? 1.0 : 0.0), Paint::Documented);
    const double cap = std::min(4.0, width * 0.3);
    if (group.total && group.lower_bound) {
        canvas.arrow_up(x, y(group.total->median) - 3, std::min(5.0, width * 0.4),
                        Paint::Estimated);
    } else if (group.total && group.total->high > group.total->low) {
        canvas.whisker_up(x, y(group.total->low), y(group.total->high), cap, {Paint::Ink, 1.4, {}});
        if (!y.reaches(group.total->high))
            canvas.arrow_up(x, y(group.total->high), cap + 1, Paint::Ink);
    } else if (!group.total && y(group.documented.low) - y(group.documented.high) >= 2) {
        canvas.whisker_up(x, y(group.documented.low), y(group.documented.high), cap,
                          {Paint::Ink, 1.4, {}});
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

}  // namespace

std::string columns_over_time(const std::vector<Group>& years, const Frame& frame) {
    const std::vector<int> slots = slots_of(years);
    const Scale y = linear_scale(0, highest(years), kTop + kPlotHeight, kTop, 5);
    double left = 0;
    for (const double tick : y.ticks())
        left = std::max(left, text_width(format_count(tick), kTick) + 8);
    const double count = slots.empty() ? 1 : slots.back() + 1.0;
    const double pitch = std::min((frame.width - left) / count, 72.0);
    const double width = pitch * (pitch < 8 ? 0.8 : 0.64);

    Canvas canvas(frame, kTop + kPlotHeight + kTick + 12);
    draw_grid(canvas, y, left, frame.width);
    std::vector<double> places;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < years.size(); ++i) {
        places.push_back(left + pitch * (slots[i] + 0.5));
        labels.push_back(fit_text(years[i].label, kTick, std::max(pitch * 3, 40.0)));
        draw_column(canvas, y, places.back(), width, years[i]);
    }
    for (const std::size_t i : labels_that_fit(labels, places, kTick)) {
        const double half = text_width(labels[i], kTick) / 2;
        const double x = std::min(places[i], frame.width - half);
        canvas.text(x, kTop + kPlotHeight + kTick + 6, labels[i],
                    {kTick, Paint::Ink, Anchor::Middle});
    }
    return canvas.take();
}

}  // namespace dalil::plot
