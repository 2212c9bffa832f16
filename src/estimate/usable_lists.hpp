// estimate/usable_lists.hpp: the part of a table that can say something.
//
// A list that caught nobody, and a list that holds exactly the people of another, are left out of
// every fit and named; cells are sorted, merged and narrowed to the lists that remain.
#pragma once

#include <string>
#include <vector>

#include "dalil/estimate/capture_table.hpp"
#include "dalil/estimate/estimate.hpp"

namespace dalil {

struct UsableTable {
    CaptureTable table;
    std::vector<std::string> dropped;
    std::vector<Reason> warnings;
    std::uint64_t n = 0;
    std::uint64_t on_several = 0;  ///< people on two lists or more
    std::size_t meeting = 0;       ///< lists that share at least one person with another
    bool censored = false;         ///< a cell with people is only an upper bound

    std::size_t lists() const { return table.lists.size(); }
};

UsableTable usable_table(const CaptureTable& table);

/// Another table of the same lists, without those that are left out of `best`; people found only on
/// them go.
CaptureTable without_dropped(const CaptureTable& table, const UsableTable& best);

}  // namespace dalil
