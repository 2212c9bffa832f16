#include "plot/axis.hpp"

#include <algorithm>

#include "dalil/plot/label.hpp"
#include "dalil/plot/numerals.hpp"

namespace dalil::plot {

std::vector<std::size_t> labels_that_fit(const std::vector<std::string>& labels,
                                         const std::vector<double>& places, double font_size,
                                         double gap) {
    for (std::size_t step = 1; step < labels.size(); ++step) {
        std::vector<std::size_t> chosen;
        bool touching = false;
        double end = -1e300;
        for (std::size_t i = 0; i < labels.size(); i += step) {
            const double half = text_width(labels[i], font_size) / 2;
            touching = touching || places[i] - half < end + gap;
            end = places[i] + half;
            chosen.push_back(i);
        }
        if (!touching) return chosen;
    }
    return labels.empty() ? std::vector<std::size_t>{} : std::vector<std::size_t>{0};
}

void draw_ticks_below(Canvas& canvas, const Scale& x, double y, double font_size, double left,
                      double right) {
    std::vector<std::string> labels;
    std::vector<double> places, centres;
    for (const double tick : x.ticks()) {
        labels.push_back(format_count(tick));
        places.push_back(x(tick));
        const double half = text_width(labels.back(), font_size) / 2;
        centres.push_back(
            std::clamp(places.back(), left + half, std::max(right - half, left + half)));
    }
    for (const std::size_t i : labels_that_fit(labels, centres, font_size)) {
        canvas.line(places[i], y, places[i], y + 5, {Paint::Mute, 1, {}});
        // Pulled inwards at the edge of the figure, where a centred label would be cut off.
        const Anchor anchor = centres[i] > places[i]   ? Anchor::Start
                              : centres[i] < places[i] ? Anchor::End
                                                       : Anchor::Middle;
        const double at = anchor == Anchor::Start ? left
                          : anchor == Anchor::End ? right
                                                  : places[i];
        canvas.text(at, y + 8 + font_size, labels[i], {font_size, Paint::Mute, anchor});
    }
}

}  // namespace dalil::plot
