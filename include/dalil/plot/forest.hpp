// plot/forest.hpp: several answers to one question side by side, each with its interval.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

struct Forest {
    struct Row {
        std::string label;
        std::optional<Span> value;  ///< absent: no estimate
        bool lower_bound = false;   ///< drawn as an arrow: "at least"
        bool headline = false;      ///< the one that stands for all
    };
    std::vector<Row> rows;
    std::optional<double> reference;  ///< a line that no answer can be left of: the documented
    std::string reference_label;
};

/// The axis is logarithmic when the answers span more than a factor of twelve.
std::string forest(const Forest& data, const Frame& frame);

}  // namespace dalil::plot
