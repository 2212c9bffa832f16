// reference/estimate/slow_bootstrap.hpp: stepwise selection and BCa intervals by the book.
//
// Every candidate is tested for existence by enumeration and fitted from its design matrix, Poisson
// tails are added up term by term, and the jackknife leaves out one person after the other.
#pragma once

#include <utility>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil::reference {

/// N of the two-list model that SparseMSE's rule selects. Small tables only, every list with people
/// and somebody on two lists.
double slow_stepwise_total(const CaptureTable& table, double threshold);

/// Efron's acceleration, one jackknife table per person.
double slow_acceleration(const CaptureTable& table, double threshold);

/// Ends of the BCa interval; `replicates` in any order.
std::pair<double, double> slow_bca(std::vector<double> replicates, double estimate,
                                   double acceleration, double level);

}  // namespace dalil::reference
