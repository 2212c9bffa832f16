// estimate/chao.hpp: lower bounds when people differ in how visible they are.
//
// Chao (1987), as the log-linear models of Rivest and Baillargeon (2007): the log of a cell gains
// eta_k max(m - k + 1, 0), k = 3, 4, ..., where m is its number of captures. Heterogeneity makes
// every eta_k positive; those that come out negative are set to zero. With Mth lists differ, with
// Mh they do not.
#pragma once

#include "dalil/estimate/estimate.hpp"
#include "estimate/independence.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

enum class ChaoModel { Mth, Mh };

MethodRun estimate_chao(const UsableTable& usable, ChaoModel model, double level);

}  // namespace dalil
