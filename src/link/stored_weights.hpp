// link/stored_weights.hpp: weights out of a saved model into a fit, and which of them are kept.
#pragma once

#include "dalil/link/saved_model.hpp"
#include "link/fit.hpp"

namespace dalil::linking {

/// Fields, lists and levels of the fit are those of the saved model; lists may have joined when
/// `new_lists` is true.
bool fits(const SavedModel& saved, const Fit& fit, bool new_lists);

/// Sets the model of a prepared fit: weights of fields, shares of matches by pair of lists (a first
/// guess for pairs with a new list), shares of related pairs.
void take_weights(const SavedModel& saved, Fit& fit);

/// Exchanges given and family name of these records of the RecordSet.
void take_exchanged_names(const std::vector<std::uint32_t>& records, Fit& fit);

}  // namespace dalil::linking
