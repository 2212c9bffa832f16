// estimate/decomposable.hpp: dependence between lists as a decomposable graph, averaged over all
// graphs in closed form (Madigan and York 1997).
//
// The answer hangs on `delta`, the weight of the prior on each cell of the table: 2^-J (the figure
// of the method) spreads one person's worth over the table, 1/2 and 1 stand beside it as variants.
#pragma once

#include "dalil/base/context.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/independence.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

struct DecomposableOptions {
    double level = 0.95;
    bool variants = true;  ///< the other values of delta; off for draws of the linkage
};

MethodRun estimate_decomposable(const UsableTable& usable, const DecomposableOptions& options,
                                const Context& context);

}  // namespace dalil
