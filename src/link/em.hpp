// link/em.hpp: weights learned without labels, by EM on counts of agreement patterns.
#pragma once

#include <cstdint>
#include <vector>

#include "link/pairs.hpp"

namespace dalil::linking {

/// Pairs with the same pattern, lists and (binned) term-frequency gains are one cell.
struct Cell {
    Pattern pattern = 0;
    std::uint32_t list_pair = 0;
    std::int16_t gain_individual = 0, gain_shared = 0;  ///< in units of kGainBin nats
    double pairs = 0;
    bool bystanders = false;  ///< pairs that were not candidates: never counted as matches
};

inline constexpr double kGainBin = 0.5;

/// Pairs to learn from, each standing for `weight` of them.
struct PairSample {
    std::vector<ComparedPair> pairs;
    double weight = 1;
};

/// All pairs, or a million of them where there are more: weights need no more.
PairSample sample_of(const std::vector<ComparedPair>& pairs, const Canonical& canonical);

std::vector<Cell> count_patterns(const Model& model, const Canonical& canonical,
                                 const PairSample& sample);

/// More than a third of true pairs never differ on a field of their own; a class of matches that do
/// are relatives.
inline constexpr double kLargestDifferent = 0.35;
inline constexpr double kLargestDifferentNumber = 0.2;  ///< of a number of the person
inline double largest_different(const FieldModel& field) {
    return field.is_number ? kLargestDifferentNumber : kLargestDifferent;
}

struct EmOptions {
    int rounds = 20;
    double prior_weight = 0.05;  ///< of the prior mean of m and of the related classes
    double prior_pairs = 10;     ///< and at least as much as this many pairs
    bool capped = true;          ///< "different" stays below largest_different()
    bool monotone = true;        ///< levels fall in weight
};

/// One EM run. The prior is over all pairs of records: pairs that were not compared count as
/// strangers, so what is learned does not depend on blocking. Strangers' chances are not learned
/// from the candidates, which were chosen because they agree, but come from the values alone
/// (first_model) less the matches (subtract_matches).
void run_em(Model& model, const std::vector<Cell>& cells, const EmOptions& options,
            const Context& context);

/// Takes the share of agreement that believed matches bring out of the chances of agreement by
/// accident.
void subtract_matches(Model& model, const Canonical& canonical,
                      const std::vector<Comparator>& comparators, const PairSample& sample,
                      const Context& context);

/// Takes the "different" level of each group down to `largest`, the others up in proportion.
void cap_different(FieldModel& field, double largest);

/// Makes m / chance fall with the level, by pooling neighbours that do not.
void make_monotone(FieldModel& field);

}  // namespace dalil::linking
