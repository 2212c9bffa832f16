// tally/tally.hpp: counting people, per stratum and per pattern of lists, over draws of the
// linkage.
//
//     Tally t = tally(records, linkage, {"event_year"}, 0.95, context);
//     t.strata[0].people.median, .low, .high;   t.strata[0].best (a CaptureTable),
//     t.strata[0].draws
//
// A person's stratum is the most frequent value among the records that have one (ties: the smaller
// value); people without any value stand in the stratum "". The whole is always strata.front() of
// tally(..., {}).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

struct OverlapCell {
    std::uint64_t pattern = 0;
    double count = 0, low = 0, high = 0;  ///< posterior median and interval
};

struct StratumTally {
    std::vector<std::string> key;  ///< one value per `by`
    std::uint64_t records = 0;
    Interval people;    ///< corrected for missed links
    CaptureTable best;  ///< of the best partition
    std::vector<CaptureTable> draws;
    std::vector<OverlapCell> overlaps;
};

struct Tally {
    std::vector<std::string> by;
    std::vector<std::string> lists;
    std::vector<StratumTally> strata;  ///< ordered by key
};

/// `by`: field keys, or "event_year", "birth_year", "source". Unknown names: Error "unknown-field"
/// with those that exist.
Result<Tally> tally(const RecordSet& records, const Linkage& linkage,
                    const std::vector<std::string>& by, double level, const Context& context);

}  // namespace dalil
