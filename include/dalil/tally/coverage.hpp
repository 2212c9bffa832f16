// tally/coverage.hpp: which period each list covers, so that a list is never said to have missed
// what it could not have held.
//
//     Coverage cover = find_coverage(records);
//     if (!cover.same_for_all) {
//         add_period_field(records, cover);              // field "period": one value per period
//         Tally t = tally(records, linkage, {"period"}, ...);
//         CaptureTable fit = restrict_lists(t.strata[i].best, cover.periods[p].lists);
//     }
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/estimate/capture_table.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

/// A stretch of time in which the same lists were kept. Months count from year 0: year * 12 + month
/// - 1.
struct Period {
    std::int32_t first_month = 0, last_month = 0;
    std::vector<std::uint32_t> lists;  ///< indices of sources that cover it
    std::uint64_t records = 0;
    std::string name;  ///< "2015-01 to 2016-12"
};

struct Coverage {
    /// Months in which each source has 99 % of its dated records; first > last when it has too few
    /// dates (under half of its records, or under 20), and then it is taken to cover everything.
    struct Window {
        std::int32_t first_month = 0, last_month = -1;
        bool known() const { return first_month <= last_month; }
    };
    std::vector<Window> windows;  ///< one per source
    std::vector<Period> periods;  ///< in order of time; do not overlap
    bool same_for_all = true;     ///< every known window covers (nearly) the same time

    /// The period covered by most lists; ties go to the one with more records.
    std::size_t fullest() const;
};

/// Looks at event dates. Periods with under 2 % of the dated records join their neighbour.
Coverage find_coverage(const RecordSet& records);

/// Adds the field "period": the name of the period of the record's event date; missing without a
/// date.
void add_period_field(RecordSet& records, const Coverage& coverage);

/// The same table seen by some lists only: others are dropped, and people found on none of the rest
/// with them.
CaptureTable restrict_lists(const CaptureTable& table, const std::vector<std::uint32_t>& lists);

}  // namespace dalil
