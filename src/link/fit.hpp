// link/fit.hpp: everything that is learned from the records, in the order in which it is learned.
#pragma once

#include <memory>
#include <vector>

#include "dalil/link/linkage.hpp"
#include "link/blocking.hpp"
#include "link/copies.hpp"
#include "link/em.hpp"
#include "link/learn.hpp"
#include "link/pairs.hpp"
#include "link/partition.hpp"

namespace dalil::linking {

/// The fitted linkage before draws. Members refer to each other: neither copied nor moved.
struct Fit {
    Canonical canonical;
    std::vector<Comparator> comparators;
    Model model;
    Copies copies;
    ComparedPairs pairs;
    std::vector<std::uint8_t> uncrossed;  ///< records whose given and family name were exchanged
    std::vector<RecordEdge> edges;
    Constraints constraints;
    SizePrior prior;
    Partition partition;
    std::vector<std::string> keys_used;
    std::uint64_t patterns = 0;
    bool compared_all = false;  ///< few records: every pair was compared

    Fit() = default;
    Fit(const Fit&) = delete;
    Fit& operator=(const Fit&) = delete;
};

/// Canonical records, decisions, copies and comparators: all that needs no weights.
void prepare(Fit& fit, const RecordSet& records, const LinkOptions& options);

/// Fits weights; with `people` also finds the best partition.
std::unique_ptr<Fit> fit(const RecordSet& records, const LinkOptions& options,
                         const Context& context, bool people = true);

}  // namespace dalil::linking

namespace dalil {

/// What Linkage::model points to.
struct LinkModel {
    std::unique_ptr<const linking::Fit> fit;
};

}  // namespace dalil
