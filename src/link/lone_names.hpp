// link/lone_names.hpp: a name that stands alone in the column of given names may well be a surname,
// and the other way round.
//
// Among the records with one name only, the share that stands in the wrong column is learned by EM
// from how usual each value is in either column of the records that have both; a name that is
// likelier to belong to the other column is put there.
#pragma once

#include <cstdint>

#include "link/canonical.hpp"

namespace dalil::linking {

/// Returns the number of records whose only name was put into the other column.
std::uint32_t place_lone_names(Canonical& canonical);

}  // namespace dalil::linking
