// link/groups.hpp: the groups of a labelling (people, atoms) as clusters.
//
//     Groups people(partition.cluster_of, entity, context);
//     Cluster scratch;
//     const Cluster& c = people.cluster(label, scratch);
//
// Only groups of two or more are kept; most records stand alone, and their clusters are made when
// asked for.
#pragma once

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
    const Cluster& cluster(std::uint32_t label, Cluster& scratch) const {
        if (size(label) > 1) return many_[place_[label]];
        entity_.fill_single(label, scratch);
        return scratch;
    }
    /// Groups of two or more, in order of their smallest record.
    std::vector<Cluster>& many() { return many_; }
    const std::vector<Cluster>& many() const { return many_; }

  private:
    const EntityModel& entity_;
    std::vector<std::uint32_t> begin_, members_;  ///< by label
    std::vector<std::uint32_t> place_;            ///< by label, into many_
    std::vector<Cluster> many_;
};

}  // namespace dalil::linking
