#include "dalil/plot/histogram.hpp"

#include <algorithm>
#include <array>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kHeight = 104, kTop = 18, kSize = 11;

void draw_bins(Canvas& canvas, const std::vector<std::uint64_t>& bins, const Scale& y,
               double width) {
    const double pitch = width / static_cast<double>(bins.size());
    const double gap = pitch > 8 ? 2 : 0.5;
    const auto tallest = std::max_element(bins.begin(), bins.end());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (bins[i] == 0) continue;
        const double head = std::min(y(static_cast<double>(bins[i])), y(0) - 1.5);
        canvas.rect(pitch * static_cast<double>(i) + gap / 2, head, pitch - gap, y(0) - head,
                    Paint::Doubt);
    }
    const auto most = static_cast<double>(*tallest);
    const std::string label = format_count(most) + (*tallest == 1 ? " pair" : " pairs");
    const double half = text_width(label, kSize) / 2 + 1;
    const double x = pitch * (static_cast<double>(tallest - bins.begin()) + 0.5);
    canvas.text(std::clamp(x, half, width - half), kTop - 5, label,
                {kSize, Paint::Ink, Anchor::Middle});
}

}  // namespace

std::string probability_histogram(const std::vector<std::uint64_t>& bins, const Frame& frame) {
    const double width = frame.width, foot = kTop + kHeight;
    Canvas canvas(frame, foot + 38);
    if (!bins.empty() && *std::max_element(bins.begin(), bins.end()) > 0) {
        const auto most = static_cast<double>(*std::max_element(bins.begin(), bins.end()));
        draw_bins(canvas, bins, Scale({0, most}, foot, kTop, false), width);
    }
    canvas.line(0, foot, width, foot, {Paint::Mute, 1, {}});
    constexpr std::array<double, 5> kTicks = {0, 0.25, 0.5, 0.75, 1};
    for (const double tick : kTicks) {
        const double x = std::clamp(tick * width, 0.5, width - 0.5);
        canvas.line(x, foot, x, foot + 5, {Paint::Mute, 1, {}});
        const Anchor anchor = tick == 0 ? Anchor::Start : tick == 1 ? Anchor::End : Anchor::Middle;
        canvas.text(x, foot + 17, format_percent(tick), {kSize, Paint::Mute, anchor});
    }
    canvas.text(0, foot + 33, "probably two people", {kSize, Paint::Ink, Anchor::Start});
    canvas.text(width, foot + 33, "probably one person", {kSize, Paint::Ink, Anchor::End});
    return canvas.take();
}

}  // namespace dalil::plot
