// plot/numerals.hpp: numbers as figures and pages print them, the same everywhere.
//
// Thousands are parted by commas; a percent sign is held to its number by a narrow no-break space.
// A value that is not finite is "unlimited".
#pragma once

#include <string>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

/// Rounded to a whole number: 7840.4 -> "7,840".
std::string format_count(double value);
/// Rounded as far as the interval allows it: 7931 of [7123, 9041] -> "7,930", 2299 of [2295, 2304]
/// -> "2,299". Use the same span for all figures of one estimate.
std::string format_estimate(double value, const Span& span);
/// Rounded to two figures, for "about" in a sentence: 3118 -> "3,100". Below 20 a whole number.
std::string format_about(double value);
/// A share of 1: 0.953 -> "95 %"; below ten percent two figures: 0.0042 -> "0.42 %"; a share that
/// is neither 0 nor 1 is never printed as if it were: "< 0.01 %", "> 99.9 %".
std::string format_percent(double share);
/// One or two decimals for small numbers: 0.42 -> "0.42", 3.1 -> "3.1".
std::string format_decimal(double value, int decimals);

}  // namespace dalil::plot
