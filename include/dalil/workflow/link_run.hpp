// workflow/link_run.hpp: a linkage as the case file keeps it, and back.
//
// The run's outputs are "partition" (per record: content key, label, person number, membership),
// "draws" (per draw: records whose label differs from the best partition), "near" (pairs not joined
// beyond doubt) and "model" (the weights).
// docs/formats/link-run.md.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "dalil/casefile/case_file.hpp"
#include "dalil/link/earlier.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/link/saved_model.hpp"
#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/persons.hpp"

namespace dalil {

/// Names everything that the linkage depends on: tables, recipe, options, version. Equal
/// fingerprints, equal results.
std::string link_fingerprint(const Lists& lists, const AnalysisOptions& options,
                             std::uint64_t seed);

NewRun encode_link_run(const Lists& lists, const Linkage& linkage, const Persons& persons,
                       const AnalysisOptions& options, std::uint64_t seed);

/// A stored linkage with the options it was made with.
struct StoredLinkage {
    Linkage linkage;
    Persons persons;
    std::uint64_t seed = 1;
    double level = 0.95;
    Effort effort = Effort::Standard;
    std::uint64_t run = 0;            ///< names it in the case file
    std::optional<SavedModel> model;  ///< nothing if an earlier version of the program stored it
    bool decisions_changed = false;   ///< since it was made; see NewDecisions
};

/// Whether a linkage that does not know the latest decisions will do: to look at, but not to count.
enum class NewDecisions : std::uint8_t { Refuse, Accept };

/// The latest linkage of the case for exactly these lists. Errors: "not-linked" (nothing yet),
/// "link-outdated" (lists, recipe or decisions changed since).
Result<StoredLinkage> load_link_run(const CaseFile& file, const Lists& lists,
                                    const std::vector<PairDecision>& decided,
                                    NewDecisions decisions = NewDecisions::Refuse);

/// Pairs of the stored linkage that were not joined beyond doubt. Error: "content-missing" if an
/// earlier version of the program stored it.
Result<std::vector<NearPair>> load_near_pairs(const CaseFile& file, const StoredLinkage& stored);

/// What a linkage of these lists takes over from the latest one of the case, whatever the lists
/// were then; null without a linkage, or if an earlier version of the program stored it. People of
/// whom a record is gone are not taken over: their other records count as new.
Result<std::shared_ptr<const EarlierLinkage>> load_earlier_linkage(const CaseFile& file,
                                                                   const RecordSet& records);

/// Person numbers of the latest linkage, whatever the lists were then; empty without one.
Result<KnownPersons> load_known_persons(const CaseFile& file);

}  // namespace dalil
