// casefile/history.hpp: what happened in a case, and what follows from it.
//
// A case is a sequence of events that only grows. What is true now (which version of each list
// counts, what people decided) is folded from it; nothing is updated in place. Times are handed in
// by the caller, so that no result depends on the clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/hash.hpp"
#include "dalil/base/result.hpp"

namespace dalil {

/// The kinds of events that this version folds. Others are kept and handed out as they are.
namespace event_kind {
inline constexpr std::string_view kSourceImported = "source_imported";
inline constexpr std::string_view kSourceWithdrawn = "source_withdrawn";
inline constexpr std::string_view kRecipeChanged = "recipe_changed";
inline constexpr std::string_view kDecisionMade = "decision_made";
inline constexpr std::string_view kRunCompleted = "run_completed";
}  // namespace event_kind

struct Event {
    std::uint64_t seq = 0;     ///< from 1, without gaps
    std::int64_t time_ms = 0;  ///< UTC, milliseconds since 1970
    std::string kind;          ///< lower-case, underscores
    std::string body;          ///< a JSON object
    Sha256 hash{};             ///< over the hash before and everything above
};

/// One table that an import brought.
struct SourceTable {
    std::string list;   ///< Table::source
    std::string sheet;  ///< Table::sheet
    Sha256 digest{};    ///< names the segment
};

/// One imported version of one named source (a file, with all lists in it).
struct SourceVersion {
    std::string name;                 ///< file stem, or the name that was given
    std::string file;                 ///< file name without folders
    Sha256 original{};                ///< names the bytes of the file
    std::uint64_t bytes = 0;          ///< length of the file
    std::vector<SourceTable> tables;  ///< in the order of the file
    std::uint64_t event = 0;          ///< seq of the event that brought it
    std::int64_t time_ms = 0;
    std::uint64_t ended_by =
        0;  ///< seq of the event that superseded or withdrew it; 0: it counts now

    bool current() const { return ended_by == 0; }
};

enum class Verdict : std::uint8_t { Same, Different, Unsure };

/// What a person said about two records. Records are named by content (RecordSet::content_keys), so
/// a decision outlives a new version of the list; the order of the two does not matter.
struct Decision {
    std::uint64_t record_a = 0, record_b = 0;
    Verdict verdict = Verdict::Unsure;
    std::string reason;        ///< in the person's words
    std::string who;           ///< may be empty
    std::uint64_t event = 0;   ///< set when read
    std::int64_t time_ms = 0;  ///< set when read
};

/// The hash that chains an event to the one before (`previous`: zeros for the first).
/// docs/formats/case-file.md
Sha256 event_hash(const Sha256& previous, const Event& event);

/// All versions of all sources, in the order of their events. Error: "case-damaged".
Result<std::vector<SourceVersion>> fold_sources(const std::vector<Event>& events);

/// The last decision about every pair, in the order of the events. Error: "case-damaged".
Result<std::vector<Decision>> fold_decisions(const std::vector<Event>& events);

}  // namespace dalil
