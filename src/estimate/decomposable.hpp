// estimate/decomposable.hpp: dependence between lists as a decomposable graph, averaged over all
// graphs in closed form (Madigan and York 1997).
//
// The answer hangs on `delta`, the weight of the prior on each cell of the table: 2^-J (the figure
// of the method) spreads one person's worth over the table, 1/2 and 1 stand beside it as variants.
//
// Up to six lists all graphs are averaged over, above those that a search finds (graph_search.hpp).
#pragma once

#include <memory>

#include "dalil/base/context.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/independence.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

struct DecomposableOptions {
    double level = 0.95;
    bool variants = true;  ///< the other values of delta; off for draws of the linkage
    double effort = 1;     ///< of a search, over the usual
    std::size_t most_listed = kMostEnumerated;  ///< lists up to which all graphs are averaged over
    /// What a search found on the best table; on draws of the linkage it need not be repeated.
    std::shared_ptr<const GraphSet> found;
};

struct DecomposableRun {
    MethodRun run;
    std::shared_ptr<const GraphSet> found;  ///< by a search; nothing where there was none
};

DecomposableRun estimate_decomposable(const UsableTable& usable, const DecomposableOptions& options,
                                      const Context& context);

}  // namespace dalil
