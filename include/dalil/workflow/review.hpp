// workflow/review.hpp: what is worth a person's decision, and taking the decision.
//
// What a review shows holds the content of records: it goes to the screen of the person who asked,
// never to a log.
//
//     auto review = review_case({path, 10}, context);      // most effect on the count first
//     auto done = decide_in_case({path, "register!118", "news!7", Verdict::Same, "same mother"},
//                                context);
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/casefile/history.hpp"
#include "dalil/workflow/show.hpp"

namespace dalil {

/// A pair in doubt with both records as written.
struct ReviewItem {
    ShownRecord a, b;
    ShownPair pair;
    double probability = 0;  ///< of being one person
    double effect = 0;       ///< expected change of the number of people if decided
    bool unsure = false;     ///< somebody looked and was unsure
};

struct ReviewRequest {
    std::filesystem::path case_path;
    std::size_t limit = 10;  ///< items to show; 0: all
};

struct Review {
    std::vector<ReviewItem> items;  ///< undecided, largest effect first; those said unsure last
    std::size_t undecided = 0, unsure = 0, decided = 0;  ///< of the pairs in doubt
    bool at_least = false;                    ///< there are more pairs in doubt than are kept
    bool link_outdated = false;               ///< decisions wait for the next linkage
    std::vector<std::string> contradictions;  ///< in words; names of records only
};

/// Errors: those of load_linked_case.
Result<Review> review_case(const ReviewRequest& request, const Context& context);

std::string review_json(const Review& review);

struct DecideRequest {
    std::filesystem::path case_path;
    std::string a, b;  ///< records: "register!118"
    Verdict verdict = Verdict::Unsure;
    std::string reason, who;
    std::int64_t time_ms = 0;
};

struct DecideSummary {
    std::uint64_t decision = 0;               ///< its number in the history of the case
    std::optional<Decision> before;           ///< what was decided about this pair until now
    std::vector<std::string> contradictions;  ///< those that this decision takes part in
    bool link_outdated = false;
};

/// Stores the decision; earlier ones stay in the history. Errors: "unknown-id", "same-record",
/// "reason-missing" (Usage), those of the case file.
Result<DecideSummary> decide_in_case(const DecideRequest& request, const Context& context);

std::string_view verdict_name(Verdict verdict);  ///< "same", "different", "unsure"

}  // namespace dalil
