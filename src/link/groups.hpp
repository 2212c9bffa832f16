// link/groups.hpp: the groups of a labelling (people, atoms) as clusters.
//
//     Groups people(partition.cluster_of, entity, context);
//     const Cluster& c = people.cluster(label, work, scratch);
//
// Only the clusters of large groups are kept; the others are made when asked for, which few ever
// are.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <span>
#include <vector>

#include "dalil/base/context.hpp"
#include "link/entity.hpp"

namespace dalil::linking {

class Groups {
  public:
    /// A label is the smallest record of its group.
    Groups(const std::vector<std::uint32_t>& label_of, const EntityModel& entity,
           const Context& context);

    std::uint32_t size(std::uint32_t label) const { return begin_[label + 1] - begin_[label]; }
    std::span<const std::uint32_t> records(std::uint32_t label) const {
        return {members_.data() + begin_[label], size(label)};
    }
    const Cluster& cluster(std::uint32_t label, EntityWork& work, Cluster& scratch) const {
        if (size(label) > kKeptAbove) return large_.at(label);
        if (size(label) == 1)
            entity_.fill_single(label, scratch);
        else
            entity_.fill(records(label), work, scratch);
        return scratch;
    }

  private:
    const EntityModel& entity_;
    static constexpr std::uint32_t kKeptAbove = 8;  ///< records
    std::vector<std::uint32_t> begin_, members_;    ///< by label
    tsl::robin_map<std::uint32_t, Cluster> large_;  ///< by label
};

}  // namespace dalil::linking
