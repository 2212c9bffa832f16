// estimate/pair_search.hpp: models with effects of two lists, when there are too many to fit them
// all.
//
// From main effects, the pair whose overlap the model explains worst joins while BIC falls; then
// effects that are not worth their price leave; then everything one effect away is fitted.
#pragma once

#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/model_search.hpp"

namespace dalil {

/// All models that were fitted on the way, each once, ordered by their effects.
std::vector<Fitted> search_pairs(const CellTable& cells, const Context& context);

}  // namespace dalil
