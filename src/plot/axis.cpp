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

void draw_ticks_below(Canvas& canvas, const Scale& x, double y, double font_size) {
    std::vector<std::string> labels;
    std::vector<double> places;
    for (const double tick : x.ticks()) {
        labels.push_back(format_count(tick));
        places.push_back(x(tick));
    }
    const double left = std::min(places.front(), places.back());
    const double right = std::max(places.front(), places.back());
    // The outer labels are pulled inwards, so they need half a label more than their neighbours
    // know of.
    const double gap =
        8 +
        std::max(text_width(labels.front(), font_size), text_width(labels.back(), font_size)) / 2;
    for (const std::size_t i : labels_that_fit(labels, places, font_size, gap)) {
        canvas.line(places[i], y, places[i], y + 5, {Paint::Mute, 1, {}});
        const Anchor anchor = places[i] <= left    ? Anchor::Start
                              : places[i] >= right ? Anchor::End
                                                   : Anchor::Middle;
        canvas.text(places[i], y + 8 + font_size, labels[i], {font_size, Paint::Mute, anchor});
    }
}

}  // namespace dalil::plot
