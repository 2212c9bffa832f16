// link/audit.hpp: how many links are missing from the partition, so that the count of people can be
// corrected.
//
// Links that no key reached: a sample of people with one record is compared with every record, and
// the odds that they belong to somebody else are summed.
#pragma once

#include <cstdint>
#include <vector>

#include "link/fit.hpp"
#include "link/groups.hpp"

namespace dalil::linking {

struct Shortfall {
    std::vector<double> missing_links;  ///< per draw: people counted too many
    double missed_link_share = 0;       ///< of all links, those that no key reached
};

/// `people` are those of the best partition.
Shortfall audit(const Fit& fit, const EntityModel& entity, const Groups& people,
                std::uint32_t draws, const Context& context);

}  // namespace dalil::linking
