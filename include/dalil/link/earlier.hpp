// link/earlier.hpp: what a linkage takes over from the one before, so that new records join without
// everything being done again.
//
// Records that were one person in every draw stay together; pairs that were in doubt stay in doubt;
// the weights stay. Compared are only pairs with at least one new record.
//
//     auto earlier = std::make_shared<EarlierLinkage>(...);
//     Linkage now = link(records, {.earlier = earlier}, context);
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/link/linkage.hpp"
#include "dalil/link/saved_model.hpp"

namespace dalil {

struct EarlierLinkage {
    static constexpr std::uint32_t kNew = ~std::uint32_t{0};

    /// One per record of today: records with equal labels were one person beyond doubt; kNew for
    /// those that were not there.
    std::vector<std::uint32_t> settled;
    std::vector<NearPair> near_pairs;  ///< records of today; none of them new
    SavedModel model;                  ///< `uncrossed`: records of today
};

/// Labels of records that are one person in the best partition and in every draw.
std::vector<std::uint32_t> settled_people(const Linkage& linkage);

}  // namespace dalil
