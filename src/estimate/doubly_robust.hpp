// estimate/doubly_robust.hpp: two lists that are independent for people of whom the same is known.
//
// Das, Kennedy and Jewell (2021). With q1, q2, q12 the chances of a person on either list to be on
// the first, the second, both, given covariates x, a person with x is on either with chance
// q12/(q1 q2), so N = n E[q1 q2 / q12]. Averaging instead
//
//     q1 q2 / q12 (Y1/q1 + Y2/q2 - Y1 Y2/q12)
//
// (Y: on the list or not) makes errors in the chances enter only as products of two of them. Three
// forms: doubly robust (one step, that average), plug-in (E of the ratio), and targeted (the
// chances are moved until plug-in and average agree).
#pragma once

#include <array>
#include <optional>

#include "dalil/base/context.hpp"
#include "dalil/estimate/covariates.hpp"
#include "estimate/independence.hpp"
#include "estimate/nuisance.hpp"

namespace dalil {

/// q12 is not let below this, as in drpop.
inline constexpr double kMargin = 0.005;
inline constexpr double kFewestOfPair = 100;  ///< people on either list
inline constexpr double kFewestOnBoth = 7;

/// Factors on the people on either list, and what the interval needs.
struct RobustFigures {
    double doubly_robust = 0, plug_in = 0, targeted = 0;
    double spread = 0;   ///< variance of the influence function of one person
    double trimmed = 0;  ///< share of people whose q12 was lifted to the margin
};

/// The three forms from given chances; without `targeting` that one is left out.
RobustFigures robust_figures(const Nuisance& nuisance, bool targeting = true);

/// All pairs of lists, mixed over the draws of the linkage for the pair that shares most people.
/// `dropped`: lists that are left out. `share`: of the variance of log N that is due to linkage.
MethodRun estimate_doubly_robust(const CovariateSample& sample,
                                 const std::vector<std::string>& dropped, double level,
                                 const Context& context, std::optional<double>& share);

}  // namespace dalil
