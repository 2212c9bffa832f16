// casefile/state.hpp: what an open case holds, and the parts that reading, writing and checking
// share.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/sqlite.hpp"
#include "casefile/writer_lock.hpp"
#include "dalil/casefile/case_file.hpp"

namespace dalil {

struct CaseFile::State {
    std::filesystem::path path;
    Mode mode = Mode::Read;
    casefile::WriterLock lock;  // released after the database is closed: members die bottom-up
    casefile::Database database;
    bool immutable = false;  ///< read-only medium: nothing may be tidied
    bool batch_open = false;
    unsigned open_steps = 0;  ///< calls of the batch that have not come to a good end
};

/// One call of a batch. A call that ends early, by an error or by a stop request, leaves its mark,
/// so that half of it can never be committed.
class CaseFile::Batch::Step {
  public:
    explicit Step(State& state) : open_(state.open_steps) { ++open_; }
    void done() const { --open_; }

  private:
    unsigned& open_;
};

namespace casefile {

/// Codecs of stored bytes. 16 and above are kept for sealed bytes (encrypted cases).
constexpr std::int64_t kStored = 0;
constexpr std::int64_t kZlib = 1;

namespace content_kind {
constexpr std::string_view kOriginal = "original";
constexpr std::string_view kTable = "table";
constexpr std::string_view kOutput = "output";
}  // namespace content_kind

/// A content's row and name.
struct ContentRef {
    std::int64_t id = 0;
    Sha256 digest{};
};

/// Stores bytes unless the case has them already.
Result<ContentRef> put_content(Database& database, std::string_view kind, std::string_view bytes,
                               const Context& context);
/// "content-missing", "case-damaged"
Result<std::string> get_content(Database& database, std::string_view kind, const Sha256& digest);
/// Reads by row; `digest` and `length` are what the row promises.
Result<std::string> read_content(Database& database, std::int64_t id, const Sha256& digest,
                                 std::uint64_t length);

/// All events, with their chain verified.
Result<std::vector<Event>> read_events(Database& database);

/// All runs of a kind (empty: of every kind), with their digests verified.
Result<std::vector<Run>> read_runs(Database& database, std::string_view kind);

/// Names a run: over its kind, body, and the names and digests of its outputs in order of name.
Sha256 run_digest(std::string_view kind, std::string_view body,
                  const std::vector<std::pair<std::string, Sha256>>& outputs);

/// Invalid UTF-8 (old file names) with replacement characters, as JSON can hold it.
std::string as_utf8(std::string_view text);
bool is_json_object(std::string_view text);

/// Bodies of the events that this version folds.
std::string source_imported_body(const SourceVersion& source, std::uint64_t supersedes);
std::string source_withdrawn_body(std::string_view name, std::string_view reason,
                                  std::uint64_t withdraws);
std::string decision_body(const Decision& decision);
std::string run_completed_body(std::string_view kind, const Sha256& digest);

}  // namespace casefile
}  // namespace dalil
