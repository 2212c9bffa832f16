// link/copies.hpp: rows that repeat another row of the same list in every field, many times over.
//
// A few repeated rows are weighed like all others. Beyond kCopiesKept of them, comparing each with
// each would take forever and say nothing new. If the row names a person and gives a birth date to
// the day or a number of the person, the surplus rows are copies of the first. If it does not, they
// stay apart: a name alone never merges.
#pragma once

#include <cstdint>
#include <vector>

#include "link/canonical.hpp"
#include "link/partition.hpp"

namespace dalil::linking {

inline constexpr std::uint32_t kCopiesKept = 8;

struct Copies {
    std::vector<std::uint8_t> left_out;  ///< one per record: not compared with others
    std::vector<RecordEdge> same;        ///< (kept record, surplus copy of it)
};

/// Takes the values of surplus copies out, so that they do not make what they repeat look common.
void silence_copies(Canonical& canonical, const Copies& copies);

Copies find_copies(const Canonical& canonical, const Constraints& constraints);

}  // namespace dalil::linking
