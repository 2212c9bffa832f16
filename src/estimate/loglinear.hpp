// estimate/loglinear.hpp: dependence between lists as log-linear effects (Fienberg 1972), over all
// models rather than one.
//
// Up to five lists every hierarchical model is a candidate; above, models with effects of two
// lists, found by a search on BIC. Models whose estimate does not exist are left out. The figure of
// the method is the average over models weighted by exp(-BIC/2); every model near the best stands
// beside it as a variant.
#pragma once

#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/estimate/estimate.hpp"
#include "estimate/independence.hpp"
#include "estimate/model.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

struct LoglinearOptions {
    double level = 0.95;
    std::vector<std::string> named;  ///< models shown whatever their BIC
    std::vector<Model>
        candidates;        ///< empty: search. Draws of the linkage reuse the models of the best
    bool variants = true;  ///< off for draws
};

struct LoglinearRun {
    MethodRun run;
    std::vector<Model> averaged;       ///< models within reach of the best by BIC
    std::size_t considered = 0;        ///< models, those ruled out without a fit included
    std::size_t without_estimate = 0;  ///< candidates whose estimate does not exist
};

LoglinearRun estimate_loglinear(const UsableTable& usable, const LoglinearOptions& options,
                                const Context& context);

/// Models with a difference of BIC below this stand as variants.
inline constexpr double kShownDelta = 6;

}  // namespace dalil
