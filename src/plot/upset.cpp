#include "dalil/plot/upset.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr std::size_t kMostColumns = 25;
constexpr double kBarsHeight = 132, kNumber = 10.5;
constexpr double kMatrixHeight = 540;  // with the bars above it, what fits on a printed page

/// Where everything stands; found before anything is drawn.
struct Layout {
    double row = 22;
    double name_size = 12;
    double names = 0;                     ///< room for the names, right-aligned at this x
    double sizes_from = 0, sizes_to = 0;  ///< numbers, and bars where there is room
    bool size_bars = false;
    double left = 0, pitch = 0;
    std::size_t columns = 0;  ///< drawn one by one
    std::size_t others = 0;   ///< summed up in a last column
    bool upward = false;      ///< numbers above the columns are turned
    double top = 0, matrix = 0, bottom = 0;
};

Span sum_of(const std::vector<UpSet::Column>& columns, std::size_t from) {
    Span sum;  // the interval of a sum is not the sum of intervals: only the median is shown
    for (std::size_t i = from; i < columns.size(); ++i) sum.median += columns[i].people.median;
    sum.low = sum.high = sum.median;
    return sum;
}

/// Of the numbers above the columns, and above the sum of what may be left over.
double widest_number(const std::vector<UpSet::Column>& columns) {
    double width = 0;
    for (const UpSet::Column& column : columns) {
        width = std::max(width, text_width(format_count(column.people.median), kNumber));
    }
    if (columns.size() <= 6) return width;
    return std::max(width, text_width(format_count(sum_of(columns, 6).median), kNumber));
}

Layout lay_out(const UpSet& data, const std::vector<UpSet::Column>& columns, double width) {
    Layout at;
    const bool narrow = width < 500;
    at.row = std::clamp(kMatrixHeight / std::max<double>(1, static_cast<double>(data.lists.size())),
                        10.0, 22.0);
    at.name_size = std::min(narrow ? 11.0 : 12.0, at.row * 0.8);
    double names = 0, sizes = 0;
    for (const UpSet::List& list : data.lists) {
        names = std::max(names, text_width(list.name, at.name_size));
        sizes = std::max(sizes, text_width(format_count(list.people), kNumber));
    }
    at.names = std::min(names + 1, width * (narrow ? 0.30 : 0.27));
    at.size_bars = !narrow;
    at.sizes_from = at.names + 9;
    at.sizes_to = at.sizes_from + (narrow ? sizes : std::max(sizes + 40, 70.0));
    at.left = at.sizes_to + (narrow ? 9 : 18);

    const double room = width - at.left;
    const double number = widest_number(columns);
    const double level_pitch = number + 5;
    const auto level = static_cast<std::size_t>(room / std::max(level_pitch, 16.0));
    at.upward = level < std::min<std::size_t>(columns.size(), 12);
    const std::size_t fits = at.upward ? static_cast<std::size_t>(room / 16.0) : level;
    at.columns = std::min({columns.size(), fits, kMostColumns});
    if (at.columns < columns.size() && at.columns > 1)
        --at.columns;  // the last place is for the others
    at.others = columns.size() - at.columns;
    const auto drawn = static_cast<double>(at.columns + (at.others > 0 ? 1 : 0));
    at.pitch = std::min(46.0, room / std::max(drawn, 1.0));
    at.top = at.upward ? number + 10 : 20;
    at.matrix = at.top + kBarsHeight + 14;
    at.bottom = at.matrix + at.row * static_cast<double>(data.lists.size()) + 2;
    return at;
}

double middle_of(const Layout& at, std::size_t column) {
    return at.left + at.pitch * (static_cast<double>(column) + 0.5);
}

double row_of(const Layout& at, std::size_t list) {
    return at.matrix + at.row * (static_cast<double>(list) + 0.5);
}

void draw_lists(Canvas& canvas, const UpSet& data, const Layout& at, double width) {
    double largest = 1;
    for (const UpSet::List& list : data.lists) largest = std::max(largest, list.people);
    for (std::size_t i = 0; i < data.lists.size(); ++i) {
        const double y = row_of(at, i);
        if (i % 2 == 0) canvas.rect(0, y - at.row / 2, width, at.row, Paint::Faint);
        const UpSet::List& list = data.lists[i];
        canvas.text(at.names, y + at.name_size / 3, fit_text(list.name, at.name_size, at.names),
                    {at.name_size, Paint::Ink, Anchor::End});
        const std::string number = format_count(list.people);
        const double size = std::min(kNumber, at.name_size);
        if (!at.size_bars) {
            canvas.text(at.sizes_to, y + at.name_size / 3, number,
                        {size, Paint::Mute, Anchor::End});
            continue;
        }
        const double room = at.sizes_to - at.sizes_from - text_width(number, kNumber) - 4;
        const double bar = std::max(1.5, room * list.people / largest);
        canvas.rect(at.sizes_from, y - at.row * 0.23, bar, at.row * 0.46, Paint::Neutral);
        canvas.text(at.sizes_from + bar + 4, y + at.name_size / 3, number, {size, Paint::Mute});
    }
}

void draw_number(Canvas& canvas, const Layout& at, double x, double y, const std::string& number) {
    if (at.upward)
        canvas.text(x + 3.5, y - 4, number, {kNumber, Paint::Ink, Anchor::Start, false, true});
    else
        canvas.text(x, y - 5, number, {kNumber, Paint::Ink, Anchor::Middle});
}

void draw_bar(Canvas& canvas, const Layout& at, const Scale& y, double x, const Span& people,
              Paint paint) {
    const double width = std::min(at.pitch * 0.62, 22.0), foot = at.top + kBarsHeight;
    const double head = y(people.median);
    canvas.rect(x - width / 2, head, width, std::max(foot - head, 1.0), paint);
    const bool wide = y(people.low) - y(people.high) >= 3;
    if (wide) canvas.whisker_up(x, y(people.low), y(people.high), 0, {Paint::Ink, 1.3, {}});
    draw_number(canvas, at, x, wide ? std::min(head, y(people.high)) : head,
                format_count(people.median));
}

void draw_dots(Canvas& canvas, const UpSet& data, const Layout& at, double x,
               const UpSet::Column& column, Paint paint) {
    const double radius = std::min({5.5, at.pitch * 0.32, at.row * 0.38});
    for (std::size_t i = 0; i < data.lists.size(); ++i) {
        const bool on =
            std::find(column.lists.begin(), column.lists.end(), i) != column.lists.end();
        if (!on) canvas.circle(x, row_of(at, i), radius * 0.55, Paint::Line);
    }
    if (column.lists.empty()) return;
    const auto [first, last] = std::minmax_element(column.lists.begin(), column.lists.end());
    if (*first != *last) {
        canvas.line(x, row_of(at, *first), x, row_of(at, *last), {paint, 2.6, {}});
    }
    for (const std::uint32_t list : column.lists) canvas.circle(x, row_of(at, list), radius, paint);
}

/// The sum of the rest. It may be larger than any single set; then its bar is cut, and the cut is
/// shown.
void draw_others(Canvas& canvas, const UpSet& data, const Layout& at, const Scale& y,
                 const Span& others) {
    const double x = middle_of(at, at.columns), half = at.pitch / 2;
    draw_bar(canvas, at, y, x, others, Paint::Line);
    if (!y.reaches(others.median)) {
        const double cut = at.top + kBarsHeight * 0.3;
        for (const double step : {0.0, 5.0}) {
            canvas.line(x - half, cut + 4 + step, x + half, cut - 4 + step, {Paint::Paper, 2, {}});
        }
    }
    const std::string label =
        format_count(static_cast<double>(at.others)) + (at.others == 1 ? " other" : " others");
    const double height = at.row * static_cast<double>(data.lists.size());
    canvas.text(x + 4, at.matrix + height / 2, fit_text(label, kNumber, height),
                {kNumber, Paint::Mute, Anchor::Middle, false, true});
}

}  // namespace

std::vector<UpSet::Column> sorted_columns(const UpSet& data) {
    std::vector<UpSet::Column> columns;
    for (const UpSet::Column& column : data.columns) {
        if (std::isfinite(column.people.median)) columns.push_back(column);
    }
    for (UpSet::Column& column : columns) {
        std::erase_if(column.lists, [&](std::uint32_t list) { return list >= data.lists.size(); });
        std::sort(column.lists.begin(), column.lists.end());
    }
    std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) {
        if (a.people.median != b.people.median) return a.people.median > b.people.median;
        if (a.lists.size() != b.lists.size()) return a.lists.size() < b.lists.size();
        return a.lists < b.lists;
    });
    return columns;
}

std::string upset(const UpSet& data, const Frame& frame) {
    const std::vector<UpSet::Column> columns = sorted_columns(data);
    const Layout at = lay_out(data, columns, frame.width);
    const Span others = sum_of(columns, at.columns);
    double largest = 0;
    for (std::size_t i = 0; i < at.columns; ++i) {
        const Span& people = columns[i].people;
        largest =
            std::max({largest, people.median, std::isfinite(people.high) ? people.high : 0.0});
    }
    const Scale y({0, std::max(largest, 1.0)}, at.top + kBarsHeight, at.top, false);

    Canvas canvas(frame, at.bottom);
    draw_lists(canvas, data, at, frame.width);
    for (std::size_t i = 0; i < at.columns; ++i) {
        const double x = middle_of(at, i);
        const Paint paint = columns[i].lists.size() > 1 ? Paint::Documented : Paint::Neutral;
        draw_bar(canvas, at, y, x, columns[i].people, paint);
        draw_dots(canvas, data, at, x, columns[i], paint);
    }
    if (at.others > 0) draw_others(canvas, data, at, y, others);
    return canvas.take();
}

}  // namespace dalil::plot
