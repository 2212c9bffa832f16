// plot/scale.hpp: from numbers to places on an axis, with round ticks.
//
//     Scale x = linear_scale(0, 7930, 10, 710, 6);     // 0 to 8,000 or 10,000
//     for (double tick : x.ticks()) line_at(x(tick));
#pragma once

#include <vector>

namespace dalil::plot {

/// Round values (1, 2, 2.5, 5 times a power of ten) that cover [low, high], about `wanted` of them,
/// and never parts of one person: steps are at least `least_step`.
std::vector<double> nice_ticks(double low, double high, int wanted, double least_step = 1);

/// 1, 2, 5 times powers of ten that cover [low, high]; 1 and 3, or 1 alone, if these are more than
/// `wanted`. Values below 1 count as 1.
std::vector<double> log_ticks(double low, double high, int wanted);

class Scale {
  public:
    Scale(std::vector<double> ticks, double from, double to, bool logarithmic);

    /// Place of a value; values beyond the ends (and not finite ones) are put on the end.
    double operator()(double value) const;
    const std::vector<double>& ticks() const { return ticks_; }
    double first() const { return ticks_.front(); }
    double last() const { return ticks_.back(); }
    bool logarithmic() const { return logarithmic_; }
    /// Whether the axis reaches the value.
    bool reaches(double value) const;

  private:
    std::vector<double> ticks_;
    double from_, to_;
    bool logarithmic_;
};

Scale linear_scale(double low, double high, double from, double to, int ticks,
                   double least_step = 1);
Scale log_scale(double low, double high, double from, double to, int ticks);

}  // namespace dalil::plot
