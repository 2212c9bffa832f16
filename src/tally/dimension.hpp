// tally/dimension.hpp: one way of dividing people, as an ordered dictionary over records.
//
//     auto year = make_dimension(records, "event_year");
//     year->values[year->ranks[r]];    // "" if the record has no value
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/base/result.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

struct Dimension {
    std::string name;
    std::vector<std::string> values;   ///< ascending; [0] is "", no value
    std::vector<std::uint32_t> ranks;  ///< one per record, into `values`
};

/// `name`: a field key, "event_year", "birth_year" or "source".
Result<Dimension> make_dimension(const RecordSet& records, const std::string& name);

}  // namespace dalil
