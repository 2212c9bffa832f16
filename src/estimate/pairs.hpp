// estimate/pairs.hpp: two lists at a time, as if they were independent.
//
//     Petersen  N = n1 n2 / m                          (Petersen 1896; Lincoln 1930)
//     Chapman   N = (n1+1)(n2+1)/(m+1) - 1             (Chapman 1951)
//
// Every pair is a variant with parameter "pair"; the pair with the largest overlap stands as the
// figure of the method.
#pragma once

#include "dalil/estimate/estimate.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

enum class PairMethod { Petersen, Chapman };

MethodResult estimate_pairs(const UsableTable& usable, PairMethod method, double level);

}  // namespace dalil
