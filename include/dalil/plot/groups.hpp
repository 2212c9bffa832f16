// plot/groups.hpp: people by year, or by any other group: documented, and estimated in all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

struct Group {
    std::string label;
    Span documented;
    std::optional<Span> total;  ///< documented and never listed
    bool lower_bound = false;   ///< the total is a bound: "at least"
    bool refused = false;       ///< an estimate was asked for and refused: marked "?"
};

/// Columns on a time axis. Labels are whole years in ascending order; years between them are drawn
/// as gaps when there are not too many (else, or if a label is no year, columns stand side by
/// side).
std::string columns_over_time(const std::vector<Group>& years, const Frame& frame);

/// One row per group, in the order given; up to `kMostRows`, the rest is left to the table beside
/// it.
inline constexpr std::size_t kMostRows = 30;
std::string group_rows(const std::vector<Group>& groups, const Frame& frame);

}  // namespace dalil::plot
