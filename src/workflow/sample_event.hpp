// workflow/sample_event.hpp: a sample of pairs as the history of a case keeps it, and back.
// docs/formats/case-file.md, event "sample_drawn".
#pragma once

#include <cstdint>
#include <string>

#include "dalil/base/result.hpp"
#include "dalil/link/review_sample.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

inline constexpr const char* kSampleDrawn = "sample_drawn";

struct StoredSample {
    ReviewSample sample;     ///< pairs whose records are still there
    std::size_t asked = 0;   ///< pairs that were wanted
    std::size_t size = 0;    ///< pairs that were drawn; small cases hold fewer
    std::uint64_t run = 0;   ///< the linkage it was drawn from
    std::uint64_t seed = 1;  ///< of the draw, and of the interval
};

std::string sample_event(const StoredSample& stored, const RecordSet& records);
/// Records are found by content. Error: "case-damaged".
Result<StoredSample> sample_from_event(const std::string& body, const RecordSet& records);

}  // namespace dalil
