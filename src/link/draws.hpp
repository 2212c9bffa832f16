// link/draws.hpp: draws of the partition from its posterior, so that every count carries its doubt.
//
// Groups of records that merged beyond doubt are atoms. Atoms that could be joined or parted form
// components, which are independent of each other; in each, Gibbs sweeps take an atom out and put
// it back, alone or with a cluster near it, with odds given by the gain of the merge. What the
// gains themselves are unsure of is drawn too, once per draw and for all components alike: the
// weight of evidence, and the prior odds.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dalil/base/context.hpp"
#include "link/groups.hpp"
#include "link/partition.hpp"

namespace dalil::linking {

struct DrawOptions {
    std::uint32_t draws = 100;
    double evidence_spread = 0.08;  ///< standard deviation of ln of the factor on evidence
    double prior_shift = -0.2;      ///< mean shift of prior odds, in nats
    double prior_spread = 1.1;      ///< and its standard deviation
    /// Factor on ln odds in favour. A merge is looked at because its evidence is large, and is
    /// right less often than the evidence says; odds against are as they should be. This and the
    /// spreads were set on invented worlds: docs/methods/linkage.md.
    double confidence = 0.9;
    double confidence_spread = 0.2;  ///< standard deviation of its ln
};

/// Two atoms that may or may not be one person.
struct OpenPair {
    std::uint32_t a = 0, b = 0;  ///< canonical records, one of each atom
    double together = 0;         ///< share of the draws; by the odds where only names agree
    double log_odds = 0;         ///< of joining the two atoms alone
};

struct PartitionSample {
    /// A record that is not with its person of the best partition, and the smallest record of the
    /// person that it is with.
    struct Change {
        std::uint32_t record = 0, label = 0;
    };
    std::vector<Change> changes;        ///< by draw
    std::vector<std::size_t> begin;     ///< draws + 1, into `changes`
    std::vector<std::uint32_t> people;  ///< per draw
    std::vector<OpenPair> open;

    std::uint32_t draws() const { return static_cast<std::uint32_t>(people.size()); }
    std::span<const Change> changes_of(std::size_t draw) const {
        return {changes.data() + begin[draw], begin[draw + 1] - begin[draw]};
    }
};

/// `people` are those of the best partition.
PartitionSample draw_partitions(const PartitionInput& input, const Partition& best,
                                const Groups& people, const DrawOptions& options,
                                const Context& context);

}  // namespace dalil::linking
