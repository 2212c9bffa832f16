// estimate/table_facts.hpp: the lists before any model, and the odds that no list can tell.
//
//     stratum.facts = table_facts(best, usable);
//     stratum.identification = identification_of(n, estimate, low, high);
#pragma once

#include "dalil/estimate/scrutiny.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

/// `table`: all lists; `usable`: those that are used.
TableFacts table_facts(const CaptureTable& table, const UsableTable& usable);

/// `listed`: n. The ends of the interval move like the estimate: the observed cells stay as they
/// are, so that each draw of N - n is divided by xi.
Identification identification_of(double listed, double estimate, double low, double high);

}  // namespace dalil
