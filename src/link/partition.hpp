// link/partition.hpp: people from records: greedy agglomeration on pooled evidence, then single
// records moved.
//
// Clusters with the largest gain merge first; after each merge the gains of its neighbours are
// taken anew, because evidence is pooled over the whole cluster. Merging stops where no gain is
// left. What merged while gains were large stays together in every draw: those groups are the atoms
// of the sampler.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "dalil/base/context.hpp"
#include "link/entity.hpp"
#include "link/size_prior.hpp"

namespace dalil::linking {

struct RecordEdge {
    std::uint32_t a = 0, b = 0;
};

/// Decisions of a person, in canonical records.
struct Constraints {
    std::vector<RecordEdge> same, different;
};

/// Nats. Merges are picked because their gain is large, so where relatives could explain as much,
/// gains just above 0 are right less often than they say.
inline constexpr double kCaution = 0.3;
inline constexpr double kAtomGain =
    8;  ///< nats; of such merges fewer than one in a hundred was wrong

/// What speaks for joining the two records of an edge, whatever else they are joined with.
struct EdgeWeight {
    float evidence = 0, prior = 0, caution = 0;
    bool forbidden = false, names_only = false;

    float log_odds() const { return evidence + prior; }
    /// As MergeRule::gain.
    float gain() const;
};
/// Nats; what is pooled over a person rarely says more than this beyond its best single record.
inline constexpr float kLift = 5;

struct Partition {
    std::vector<std::uint32_t> cluster_of;  ///< record -> smallest record of its person
    std::vector<std::uint32_t> atom_of;     ///< record -> smallest record of its atom
    std::vector<EdgeWeight> weights;        ///< parallel to the edges
    /// By record: 1 where so many records are alike that not all of their merges were looked at.
    std::vector<std::uint8_t> cut;
};

struct PartitionInput {
    const EntityModel& entity;
    const SizePrior& prior;
    const std::vector<RecordEdge>& edges;  ///< pairs that may be joined directly
    const Constraints& constraints;
};

/// Gain of joining two clusters; forbidden unions give -infinity.
class MergeRule {
  public:
    MergeRule(const EntityModel& entity, const SizePrior& prior, const Constraints& constraints);
    double gain(const Cluster& a, const Cluster& b, EntityWork& work) const;
    struct Parts {
        double evidence = 0, prior = 0;
        double caution = 0;  ///< gains below this count as none
        bool forbidden = false;
        bool names_only = false;  ///< forbidden because neither says anything but a name
        double total() const;
        double gain() const;  ///< 0 where caution asks for more
    };
    Parts parts(const Cluster& a, const Cluster& b, EntityWork& work) const;
    const EntityModel& entity() const { return entity_; }

  private:
    /// No field but names, and sex, which names mostly tell.
    bool says_only_a_name(const Cluster& cluster) const;
    bool forbidden(const Cluster& a, const Cluster& b) const;

    const EntityModel& entity_;
    const SizePrior& prior_;
    std::vector<std::vector<std::uint32_t>> apart_;  ///< per record; empty without decisions
    std::vector<std::vector<std::uint32_t>> bound_;
    bool any_single_list_ = false;  ///< some list holds nobody twice
};

Partition agglomerate(const PartitionInput& input, const Context& context);

/// Moves single records to where they fit better, `sweeps` times over all.
void move_records(const PartitionInput& input, Partition& partition, int sweeps,
                  const Context& context);

/// Labels become smallest records again; atoms that were parted become several.
void relabel_by_smallest(Partition& partition);

/// Clusters of two or more records, in order of their smallest record. Their values are counted,
/// not judged.
std::vector<Cluster> people_of(const Partition& partition, const EntityModel& entity,
                               const Context& context);

}  // namespace dalil::linking
