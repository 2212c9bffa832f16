#include "dalil/plot/factor_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kHeight = 150, kTop = 8, kSize = 11;
constexpr std::array<std::pair<double, std::string_view>, 5> kTicks = {
    {{1.0 / 3, "1/3"}, {0.5, "1/2"}, {1, "as assumed"}, {2, "× 2"}, {3, "× 3"}}};

/// Factors on a logarithmic axis: half as many as far from one as twice as many.
class FactorAxis {
  public:
    FactorAxis(double low, double high, double left, double right)
        : low_(std::log(low)), high_(std::log(high)), left_(left), right_(right) {}
    double operator()(double factor) const {
        return left_ + (std::log(factor) - low_) / (high_ - low_) * (right_ - left_);
    }

  private:
    double low_, high_, left_, right_;
};

Scale height_of(const FactorCurve& data, double foot) {
    double low = data.reference, high = data.reference;
    for (const FactorCurve::Point& point : data.points) {
        low = std::min(low, point.total.low);
        high = std::max(high, point.total.high);
    }
    return linear_scale(low, high, foot, kTop, 4);
}

void draw_grid(Canvas& canvas, const Scale& y, double left, double right) {
    for (const double tick : y.ticks()) {
        canvas.line(left, y(tick), right, y(tick), {Paint::Line, 1, {}});
        canvas.text(left - 6, y(tick) + 4, format_count(tick), {kSize, Paint::Mute, Anchor::End});
    }
}

void draw_factors(Canvas& canvas, const FactorCurve& data, const FactorAxis& x, double foot,
                  double width) {
    for (const auto& [factor, label] : kTicks) {
        if (factor < data.points.front().factor * 0.999 ||
            factor > data.points.back().factor * 1.001)
            continue;
        const double half = text_width(label, kSize) / 2 + 1;
        canvas.line(x(factor), foot, x(factor), foot + 5, {Paint::Mute, 1, {}});
        canvas.text(std::min(x(factor), width - half), foot + 17, label,
                    {kSize, Paint::Mute, Anchor::Middle});
    }
}

void draw_band(Canvas& canvas, const FactorCurve& data, const FactorAxis& x, const Scale& y) {
    std::vector<Place> band, line;
    for (const FactorCurve::Point& point : data.points) {
        band.push_back({x(point.factor), y(point.total.low)});
        line.push_back({x(point.factor), y(point.total.median)});
    }
    for (std::size_t i = data.points.size(); i-- > 0;)
        band.push_back({x(data.points[i].factor), y(data.points[i].total.high)});
    canvas.area(band, Paint::EstimatedPale);
    canvas.path(line, {Paint::Estimated, 2.2, {}});
    for (const FactorCurve::Point& point : data.points) {
        if (std::abs(point.factor - 1) < 1e-9)
            canvas.circle(x(1), y(point.total.median), 5, Paint::Ink);
    }
}

}  // namespace

std::string factor_curve(const FactorCurve& data, const Frame& frame) {
    const double foot = kTop + kHeight;
    Canvas canvas(frame, foot + 40);
    if (data.points.size() < 2) return canvas.take();
    const Scale y = height_of(data, foot);
    double labels = 0;
    for (const double tick : y.ticks())
        labels = std::max(labels, text_width(format_count(tick), kSize));
    const double left = labels + 10, right = frame.width - 2;
    const FactorAxis x(data.points.front().factor, data.points.back().factor, left + 2, right);
    draw_grid(canvas, y, left, right);
    draw_band(canvas, data, x, y);
    const double documented = y(data.reference);
    canvas.line(left, documented, right, documented, {Paint::Documented, 1.6, "5 3"});
    const double label = documented + 14 < foot - 3 ? documented + 14 : documented - 5;
    canvas.text(right, label, fit_text(data.reference_label, kSize, right - left, true),
                {kSize, Paint::Documented, Anchor::End, true});
    draw_factors(canvas, data, x, foot, frame.width);
    canvas.text(left, foot + 35, "fewer on no list", {kSize, Paint::Ink, Anchor::Start});
    canvas.text(right, foot + 35, "more on no list", {kSize, Paint::Ink, Anchor::End});
    return canvas.take();
}

}  // namespace dalil::plot
