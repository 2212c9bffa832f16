#include "dalil/plot/traces.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"
#include "dalil/plot/scale.hpp"
#include "plot/canvas.hpp"

namespace dalil::plot {

namespace {

constexpr double kStrip = 44, kGap = 10, kSize = 11, kWideSpan = 12;

/// Values as the strips show them: of very wide ones the logarithm, as in other figures.
struct Range {
    double low = HUGE_VAL, high = -HUGE_VAL;
    bool logarithmic = false;

    double share(double value) const {
        if (!(high > low)) return 0.5;
        if (logarithmic) return std::log(value / low) / std::log(high / low);
        return (value - low) / (high - low);
    }
};

Range range_of(const std::vector<std::vector<double>>& chains) {
    Range range;
    for (const auto& chain : chains) {
        for (const double value : chain) {
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        }
    }
    range.logarithmic = range.low >= 1 && range.high / range.low > kWideSpan;
    return range;
}

}  // namespace

std::string traces(const std::vector<std::vector<double>>& chains, const Frame& frame) {
    const double pitch = kStrip + kGap;
    Canvas canvas(frame, pitch * static_cast<double>(chains.size()) + 14);
    const Range range = range_of(chains);
    if (!std::isfinite(range.low)) return canvas.take();
    const std::string low = format_about(range.low), high = format_about(range.high);
    const double left = std::max(text_width(low, kSize), text_width(high, kSize)) + 8;
    for (std::size_t c = 0; c < chains.size(); ++c) {
        const double top = pitch * static_cast<double>(c) + 4, foot = top + kStrip;
        canvas.rect(left, top, frame.width - left, kStrip, Paint::Faint);
        canvas.text(left - 6, top + 9, high, {kSize, Paint::Mute, Anchor::End});
        canvas.text(left - 6, foot, low, {kSize, Paint::Mute, Anchor::End});
        std::vector<Place> way;
        const auto last = static_cast<double>(std::max<std::size_t>(chains[c].size(), 2) - 1);
        for (std::size_t i = 0; i < chains[c].size(); ++i) {
            way.push_back({left + (frame.width - left) * static_cast<double>(i) / last,
                           foot - 2 - (kStrip - 4) * range.share(chains[c][i])});
        }
        canvas.path(way, {Paint::Estimated, 1, {}});
    }
    return canvas.take();
}

}  // namespace dalil::plot
