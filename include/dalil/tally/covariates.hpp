// tally/covariates.hpp: what is known about the people of each stratum, per partition, for
// estimates that use it.
//
//     auto names = usual_covariates(records, by);                  // "sex", "province",
//     "birth_year" auto tally = CovariateTally::of(records, linkage, by, names); CovariateSample
//     sample = tally->stratum(key);                // borrows tally and linkage
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dalil/base/result.hpp"
#include "dalil/estimate/covariates.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

/// Fields that describe people and are no part of `by`: sex, ethnicity, religion, nationality,
/// places with few names, other closed lists of words, and the years of birth and of the event.
std::vector<std::string> usual_covariates(const RecordSet& records,
                                          const std::vector<std::string>& by);

/// Counts people by stratum, covariates and pattern of lists. A person's value is the most frequent
/// among the records that have one, as in tally().
class CovariateTally {
  public:
    /// `records` and `linkage` must outlive it. Errors: "unknown-field"; "too-many-strata" if the
    /// covariates have too many values together.
    static Result<CovariateTally> of(const RecordSet& records, const Linkage& linkage,
                                     const std::vector<std::string>& by,
                                     const std::vector<std::string>& covariates);
    CovariateTally(CovariateTally&&) noexcept;
    CovariateTally& operator=(CovariateTally&&) noexcept;
    ~CovariateTally();

    /// `key`: one value per `by`; `lists`: positions of the sources that cover the stratum.
    CovariateSample stratum(const std::vector<std::string>& key,
                            const std::vector<std::uint32_t>& lists) const;

  private:
    struct State;
    explicit CovariateTally(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace dalil
