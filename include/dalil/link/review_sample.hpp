// link/review_sample.hpp: how right a linkage is, from a random sample of pairs that people
// decided.
//
// Pairs within persons tell how many links are right (precision); pairs of neighbouring persons
// tell how many are missing (recall). Both are cut into strata by how sure the linkage is; a simple
// random sample is drawn in each, more where it tells more.
//
//     ReviewSample sample = draw_review_sample(records, linkage, 200, seed);
//     Accuracy found = estimate_accuracy(sample, answers, 0.95, seed);   // answers: parallel to
//     pairs
//
// docs/methods/linkage.md, section "Accuracy from a reviewed sample".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dalil/link/linkage.hpp"

namespace dalil {

struct ReviewStratum {
    std::string name;
    bool linked = false;  ///< pairs that are one person in the partition
    double pairs = 0;     ///< how many pairs it holds
    double expected = 0;  ///< share of them that is one person, as the linkage believes
};

struct SampledPair {
    std::uint32_t a = 0, b = 0;
    std::uint32_t stratum = 0;
};

struct ReviewSample {
    std::vector<ReviewStratum> strata;
    std::vector<SampledPair> pairs;  ///< in random order: the first ones decided are a sample too
    /// Share of all true links, as the linkage believes, that is neither in a person nor between
    /// neighbouring persons; the sample cannot see it.
    double beyond = 0;
};

inline constexpr std::size_t kSmallestSample = 40;

/// `linkage.near_pairs` must be there. Deterministic in the content of the records and the seed.
ReviewSample draw_review_sample(const RecordSet& records, const Linkage& linkage, std::size_t size,
                                std::uint64_t seed);

/// An estimate with its interval.
struct Rate {
    double estimate = 0, low = 0, high = 0;
};

struct Accuracy {
    std::string refusal;  ///< why there is no estimate; empty if there is one
    std::size_t decided = 0, unsure = 0, open = 0;
    Rate precision;      ///< share of links that are right
    Rate recall;         ///< share of true links found, of those within reach of the sample
    Rate recall_of_all;  ///< less what the linkage believes to be beyond
    struct Counted {
        std::size_t decided = 0, same = 0;
    };
    std::vector<Counted> strata;  ///< parallel to those of the sample
};

/// `answers[i]`: what was decided about pair i; nothing: not decided.
Accuracy estimate_accuracy(const ReviewSample& sample,
                           const std::vector<std::optional<PairDecision::Verdict>>& answers,
                           double level, std::uint64_t seed);

}  // namespace dalil
