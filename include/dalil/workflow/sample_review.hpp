// workflow/sample_review.hpp: a random sample of pairs to decide, kept in the case, and what it
// says about the accuracy of the linkage.
//
// Whoever decides the pairs of a sample sees neither what the linkage made of them nor how sure it
// is: else the sample would measure agreement with the program.
//
//     auto sample = sample_in_case({path, 200, 10, now_ms}, context);    // draws it, or goes on
//     auto accuracy = accuracy_in_case(path, 0.95, context);
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/link/review_sample.hpp"
#include "dalil/workflow/show.hpp"

namespace dalil {

struct SampleRequest {
    std::filesystem::path case_path;
    std::size_t size = 0;    ///< pairs of the sample
    std::size_t limit = 10;  ///< pairs to show; 0: all
    std::int64_t time_ms = 0;
};

struct SampledItem {
    ShownRecord a, b;
};

struct SampleReview {
    std::vector<SampledItem> items;  ///< not decided yet, in the order of the sample
    std::size_t size = 0, decided = 0, unsure = 0, open = 0;
    std::size_t gone = 0;  ///< a record of the pair is on no list any more
    bool drawn = false;    ///< just now; else an earlier sample goes on
};

/// Goes on with the latest sample if it has this size and pairs to decide; else draws a new one
/// from the current linkage. Errors: "sample-too-small" (Usage), those of load_linked_case.
Result<SampleReview> sample_in_case(const SampleRequest& request, const Context& context);
std::string sample_json(const SampleReview& review);

struct CaseAccuracy {
    Accuracy accuracy;
    std::vector<ReviewStratum> strata;
    double beyond = 0;
    std::size_t size = 0, gone = 0;
    double level = 0.95;
    bool of_earlier_linkage = false;  ///< the case was linked again since the sample was drawn
};

/// From the latest sample. Errors: "no-sample" (Usage), "sample-undecided" (Refused).
Result<CaseAccuracy> accuracy_in_case(const std::filesystem::path& path, double level,
                                      const Context& context);
std::string accuracy_json(const CaseAccuracy& found);

}  // namespace dalil
