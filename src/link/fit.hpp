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

/// Candidate pairs are spent by effort.
BlockingOptions blocking_options(Effort effort, std::uint32_t records);

Blocks candidate_blocks(const Fit& fit, Effort effort, const Context& context);

/// Puts crossed names right and compares the pairs of these records anew; false if there are none.
bool uncross(Fit& fit, const Context& context);

/// Sets the edges: pairs that may be joined directly. Returns the ln odds of each.
std::vector<float> find_edges(Fit& fit, const Context& context);

/// Last step of finding people: single records are looked at again.
inline constexpr int kMoveSweeps = 2;

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
