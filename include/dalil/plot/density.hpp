// plot/density.hpp: how probable each number of people is, as a curve with its humps.
#pragma once

#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

struct Density {
    struct Point {
        double total = 0;
        double density = 0;  ///< per unit of log total
    };
    /// A hump and its share of the curve.
    struct Hump {
        Span total;
        double mass = 1;
    };
    std::vector<Point> points;  ///< ascending
    Span value;                 ///< the figure and its interval, below the curve
    std::vector<Hump> humps;    ///< drawn if there are several
};

/// The axis is logarithmic when the curve spans more than a factor of twelve.
std::string density(const Density& data, const Frame& frame);

}  // namespace dalil::plot
