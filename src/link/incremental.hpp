// link/incremental.hpp: fitting onwards from an earlier linkage. See dalil/link/earlier.hpp.
#pragma once

#include <memory>

#include "dalil/link/earlier.hpp"
#include "link/fit.hpp"

namespace dalil::linking {

/// Null if the earlier weights do not fit the records: then everything has to be done anew.
std::unique_ptr<Fit> fit_onwards(const RecordSet& records, const LinkOptions& options,
                                 const Context& context);

}  // namespace dalil::linking
