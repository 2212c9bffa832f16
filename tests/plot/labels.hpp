// tests/plot/labels.hpp: where the labels of a figure stand, computed from the SVG alone.
#pragma once

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "dalil/plot/label.hpp"
#include "tests/plot/well_formed.hpp"

namespace dalil::plot {

struct LabelBox {
    std::string text;
    double left = 0, top = 0, right = 0, bottom = 0;
};

inline double number_of(const XmlElement& element, const std::string& key) {
    const auto found = element.attributes.find(key);
    return found == element.attributes.end() ? 0 : std::strtod(found->second.c_str(), nullptr);
}

inline std::string without_isolates(std::string text) {
    for (const std::string isolate : {"\u2068", "\u2069"}) {
        for (std::size_t at; (at = text.find(isolate)) != std::string::npos;)
            text.erase(at, isolate.size());
    }
    return text;
}

inline std::vector<LabelBox> label_boxes(const std::vector<XmlElement>& elements) {
    std::vector<LabelBox> boxes;
    for (const XmlElement& element : elements) {
        if (element.name != "text") continue;
        const auto attribute = [&](const char* key) {
            const auto found = element.attributes.find(key);
            return found == element.attributes.end() ? std::string() : found->second;
        };
        const double x = number_of(element, "x"), y = number_of(element, "y");
        const double size = number_of(element, "font-size");
        // The layout measures generously; what must not touch are the glyphs of Noto Sans
        // themselves.
        const double width =
            text_width(without_isolates(element.text), size, attribute("font-weight") == "600") /
            1.04;
        const std::string anchor = attribute("text-anchor");
        const double before = anchor == "middle" ? width / 2 : anchor == "end" ? width : 0;
        LabelBox box;
        box.text = element.text;
        if (attribute("transform").starts_with("rotate(-90")) {
            box = {element.text, x - 0.75 * size, y - (width - before), x + 0.1 * size, y + before};
        } else {
            box = {element.text, x - before, y - 0.75 * size, x - before + width, y + 0.1 * size};
        }
        boxes.push_back(box);
    }
    return boxes;
}

/// Pairs of labels that touch, and labels that leave the figure; empty if all is well.
inline std::string label_faults(const std::string& svg) {
    const std::vector<XmlElement> elements = XmlReader::read(svg);
    std::istringstream view(elements.front().attributes.at("viewBox"));
    double x = 0, y = 0, width = 0, height = 0;
    view >> x >> y >> width >> height;
    const std::vector<LabelBox> boxes = label_boxes(elements);
    std::string faults;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const LabelBox& a = boxes[i];
        if (a.left < -0.6 || a.top < -0.6 || a.right > width + 0.6 || a.bottom > height + 0.6) {
            faults += "outside: " + a.text + "\n";
        }
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            const LabelBox& b = boxes[j];
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
                faults += "touch: " + a.text + " | " + b.text + "\n";
            }
        }
    }
    return faults;
}

}  // namespace dalil::plot
