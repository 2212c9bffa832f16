// link/pairs.hpp: the pairs worth keeping of all that were compared, with their agreement patterns.
#pragma once

#include <cstdint>
#include <vector>

#include "link/blocking.hpp"
#include "link/model.hpp"

namespace dalil::linking {

/// 4 bits per field: its level, or kMissing.
using Pattern = std::uint64_t;

inline std::uint8_t level_of(Pattern pattern, std::size_t field) {
    return static_cast<std::uint8_t>(pattern >> (4 * field) & 15U);
}

struct ComparedPair {
    std::uint32_t a = 0, b = 0;
    Pattern pattern = 0;
    float gain_individual = 0;  ///< ln g summed over fields of their own (FieldRole::Individual)
    float gain_shared = 0;      ///< and over those that relatives share
};

struct ComparedPairs {
    std::vector<ComparedPair> kept;
    std::vector<ComparedPair>
        crossed;  ///< not kept as they stand, but with the names of one exchanged
    std::uint64_t compared = 0;
};

ComparedPair compare_records(const Canonical& canonical, const std::vector<Comparator>& comparators,
                             const Model& model, std::uint32_t a, std::uint32_t b,
                             AgreementCache& cache);

/// Streams all candidates and keeps those that could be one person, or relatives, under the first
/// model. With `fresh`, one per record, only pairs with at least one fresh record are compared.
ComparedPairs compare_candidates(const Canonical& canonical,
                                 const std::vector<Comparator>& comparators, const Model& model,
                                 const Blocks& blocks, const Context& context,
                                 const std::vector<std::uint8_t>* fresh = nullptr);

/// ln odds of the pair being one person against being strangers; `related` gets ln sum of shares
/// times ratios.
struct PairOdds {
    double match = 0;    ///< ln(share of matches * likelihood ratio)
    double related = 0;  ///< ln(1 + sum_k share_k * ratio_k)
    double log_odds() const { return match - related; }
};
PairOdds pair_odds(const Model& model, const Canonical& canonical, const ComparedPair& pair);

}  // namespace dalil::linking
