// estimate/highest_interaction.hpp: no effect of all lists together, and what follows if there is
// one.
//
// n0 = product of the cells with an odd number of captures / product of those with an even number,
// divided by xi, the factor by which the assumption may be wrong (Fienberg 1972; Aleshin-Guendel,
// Sadinle and Wakefield 2021). xi = 1 is the assumption itself; the data say nothing about xi.
#pragma once

#include "estimate/independence.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

MethodRun estimate_no_highest_interaction(const UsableTable& usable, double level);

}  // namespace dalil
