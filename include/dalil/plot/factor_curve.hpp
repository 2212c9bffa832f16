// plot/factor_curve.hpp: how an estimate moves if more or fewer people were missed than assumed.
#pragma once

#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

struct FactorCurve {
    struct Point {
        double factor = 1;  ///< people on no list, over what the method says
        Span total;
    };
    std::vector<Point> points;  ///< factors ascending, all above 0
    double reference = 0;       ///< the documented
    std::string reference_label;
};

std::string factor_curve(const FactorCurve& data, const Frame& frame);

}  // namespace dalil::plot
