// estimate/capture_table.hpp: how many people were found on exactly which lists.
//
// A pattern is a bit mask: bit j is set if the person is on list j (up to 64 lists). Only patterns
// that occur are stored; there is never an array of 2^J cells.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dalil {

struct CaptureCell {
    std::uint64_t pattern = 0;
    std::uint64_t count = 0;
    bool at_most = false;  ///< the count is an upper bound ("<=k")
};

struct CaptureTable {
    std::vector<std::string> lists;
    std::vector<CaptureCell> cells;  ///< distinct patterns, ascending; pattern 0 never occurs
    std::vector<std::uint64_t> impossible;  ///< patterns that cannot occur (structural zeros)

    std::uint64_t people() const;  ///< n, the people on any list
    std::uint64_t size_of(std::size_t list) const;
    std::uint64_t overlap(std::size_t a, std::size_t b) const;
    std::vector<std::uint64_t> by_captures() const;  ///< [k]: people on exactly k lists
};

}  // namespace dalil
