// workflow/estimates_json.hpp: estimates and counts as the files that interface.md describes.
//
//     write(dir / "estimates.json", estimates_json(analysis.estimates, analysis.counts.whole));
//     write(dir / "overlaps.csv", overlaps_csv(tally));      // `dalil estimate --table` reads it
//
// Same values, same bytes; only the keys "seconds" differ from run to run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/tally/tally.hpp"
#include "dalil/workflow/analysis.hpp"

namespace dalil {

/// One JSON document with a line break at its end. `n`: people on any list; `lists`: their names.
std::string estimates_json(const Estimates& estimates, std::uint64_t n,
                           const std::vector<std::string>& lists);

/// The same for a case: n is the number of people of the best partition.
std::string estimates_json(const Estimates& estimates, const Tally& whole);

/// stratum..., method, chain, draw, total: every draw that was kept (EstimateOptions::keep_draws).
/// `chain` from 1; 0 where the values are draws of a mixture (over draws of the linkage, or
/// models).
std::string draws_csv(const Estimates& estimates);

/// stratum..., records, people, people_low, people_high.
std::string counts_csv(const Tally& tally);

/// stratum..., one 0/1 column per list, count, count_low, count_high.
std::string overlaps_csv(const Tally& tally);

}  // namespace dalil
