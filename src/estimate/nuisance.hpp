// estimate/nuisance.hpp: the chances of a listed person, given what is known about them, to be on
// the first list, on the second, on both; learned on other people than those they are used for
// (cross-fitting).
//
// Learned are the chance r1 of people on the second list to be on the first, and r2 the other way
// round; with g = r1 + r2 - r1 r2 the chances are r1/g, r2/g, r1 r2/g. Any three chances of people
// on either list can be had that way, and they always hold together.
//
// The learners stand inside each other: ridge logistic regression p(x), without or with features of
// two covariates together, of all pairs or of those that are worth it, found one by one; and the
// share seen in the cell of x, shrunk to it: (hits + k p(x)) / (people + k). Which, and the penalty
// and k, are those with the least held-out log loss.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/pair_groups.hpp"

namespace dalil {

inline constexpr std::uint32_t kFolds = 5;

struct LearnerChoice {
    double penalty = 1;
    std::uint64_t pairs = 0;  ///< pairs of covariates that have features together (bit mask)
    double shrinkage = 0;     ///< k; 0: the regression alone
};

/// Chances by fold and group: of people of that group in that fold.
struct Nuisance {
    std::uint32_t folds = kFolds;
    struct Counts {
        double first = 0, second = 0, both = 0;
        double people() const { return first + second + both; }
    };
    std::vector<std::vector<Counts>> counts;  ///< [fold][group]
    std::array<std::vector<std::vector<double>>, 3>
        chances;                          ///< [first, second, both][fold][group]
    std::array<LearnerChoice, 2> choice;  ///< of r1 and r2
};

/// Deals the people of every group out to folds at random, evenly; `seed` and the words of the
/// covariates decide.
std::vector<std::vector<Nuisance::Counts>> deal_folds(const PairGroups& pair, std::uint64_t seed);

/// Learns with the learners that predict best; or with `fixed` ones, found on another table of the
/// same people.
Nuisance learn(const PairGroups& pair, std::uint64_t seed,
               const std::array<LearnerChoice, 2>* fixed, const Context& context);

}  // namespace dalil
