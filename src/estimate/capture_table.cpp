#include "dalil/estimate/capture_table.hpp"

#include <bit>

#include "dalil/base/result.hpp"

namespace dalil {

std::uint64_t CaptureTable::people() const {
    std::uint64_t total = 0;
    for (const CaptureCell& cell : cells) total += cell.count;
    return total;
}

std::uint64_t CaptureTable::size_of(std::size_t list) const {
    ENSURE(list < lists.size(), "a list of the table");
    std::uint64_t total = 0;
    for (const CaptureCell& cell : cells) {
        if (cell.pattern >> list & 1) total += cell.count;
    }
    return total;
}

std::uint64_t CaptureTable::overlap(std::size_t a, std::size_t b) const {
    ENSURE(a < lists.size() && b < lists.size(), "two lists of the table");
    const std::uint64_t both = std::uint64_t{1} << a | std::uint64_t{1} << b;
    std::uint64_t total = 0;
    for (const CaptureCell& cell : cells) {
        if ((cell.pattern & both) == both) total += cell.count;
    }
    return total;
}

std::vector<std::uint64_t> CaptureTable::by_captures() const {
    std::vector<std::uint64_t> people_on(lists.size() + 1, 0);
    for (const CaptureCell& cell : cells) {
        people_on[static_cast<std::size_t>(std::popcount(cell.pattern))] += cell.count;
    }
    return people_on;
}

}  // namespace dalil
