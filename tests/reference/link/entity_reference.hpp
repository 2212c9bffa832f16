// tests/reference/link/entity_reference.hpp: the likelihood of one field of a person, written out
// value by value.
#pragma once

#include <cstdint>
#include <vector>

#include "link/model.hpp"

namespace dalil::reference {

/// ln likelihood ratio of `codes` (one per record, none missing) belonging to one person. The
/// chance that each value repeats or is new is multiplied record by record; new values are attached
/// by trying every spanning tree.
double field_log_likelihood(const linking::FieldModel& field, const linking::Comparator& comparator,
                            const std::vector<std::uint32_t>& codes);

}  // namespace dalil::reference
