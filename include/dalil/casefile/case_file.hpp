// casefile/case_file.hpp: one file that keeps a case: originals, tables, history, runs.
//
// A CaseFile is an atomic container. Whatever is put into a Batch appears as a whole, on disk, when
// commit() returns, or not at all: after kill -9, a full disk or a stop request the file holds what
// it held before.
//
//     auto file = CaseFile::create("case.dalil");  // or open("case.dalil", CaseFile::Mode::Write)
//     auto batch = file->begin(context);
//     auto outcome = batch->import_source({"appeals", "appeals.xlsx", bytes, tables}, now_ms);
//     auto run = batch->put_run({"link", parameters_json, {{"draws", draws}}}, now_ms);
//     if (auto done = batch->commit(); !done) return fail(done.error());
//
//     auto sources = file->sources();  // the versions that count now
//     for (const SourceVersion& source : *sources)
//         auto table = file->get_table(source.tables[0].digest);
//
// One writer at a time (a second gets "case-locked" within two seconds), any number of readers
// meanwhile (but a check() that runs longer than that can refuse a writer its first change).
// Thread rule: a CaseFile and its Batch belong to one thread at a time.
// Errors of every call: "case-locked", "case-damaged" (Fault::Case); "disk-full",
// "case-unwritable", "case-io" (Fault::Outside). Content is checked against its digest whenever it
// is read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/hash.hpp"
#include "dalil/base/result.hpp"
#include "dalil/casefile/history.hpp"
#include "dalil/table/table.hpp"

namespace dalil {

/// What import_source is given. The views must live until the call returns.
struct SourceImport {
    std::string name;        ///< names the source; the same name again is a new version of it
    std::string file;        ///< file name without folders
    std::string_view bytes;  ///< the file as it is
    std::span<const Table> tables;  ///< what the reader made of it
};

enum class ImportOutcome : std::uint8_t {
    Unchanged,   ///< same name, same bytes, same tables: nothing was written
    Added,       ///< a new name
    Superseded,  ///< the name had another version until now
};

/// A named result of a run: draws, pairs, a report.
struct RunOutput {
    std::string name;  ///< unique in the run
    std::string bytes;
};

/// What put_run is given. Clock times do not belong into it: an equal run is not stored twice.
struct NewRun {
    std::string kind;  ///< "link", "estimate", ...
    std::string body;  ///< a JSON object: version, seed, recipe, input digests, parameters
    std::vector<RunOutput> outputs;
};

/// A stored run; outputs are fetched one by one.
struct Run {
    std::uint64_t id = 0;  ///< seq of its run_completed event; never used twice
    std::int64_t time_ms = 0;
    std::string kind;
    std::string body;
    std::vector<std::string> outputs;  ///< names, sorted
};

/// One thing that check() found wrong.
struct Finding {
    std::string code;  ///< stable: "event-chain-broken", "original-damaged", "table-damaged", ...
    std::string text;  ///< what is wrong and where; no content of records
};

/// Counts for `dalil log`, `dalil check` and tests.
struct CaseSummary {
    std::uint64_t events = 0, originals = 0, tables = 0, runs = 0;
    std::uint64_t content_bytes = 0;  ///< of originals, tables and outputs, before compression
    Sha256 head{};                    ///< hash of the last event; zeros if there is none
};

class CaseFile {
  public:
    enum class Mode : std::uint8_t { Read, Write };
    class Batch;

    /// Makes a new, empty case (mode 0600) and opens it for writing. Errors: "case-exists" (Usage),
    /// "case-folder-missing" (Usage).
    static Result<CaseFile> create(const std::filesystem::path& path);

    /// Errors: "case-missing" (Input), "not-a-case", "case-damaged", "case-newer", "case-locked"
    /// (Case). Recovers what a killed process left behind. Read works on read-only files and
    /// folders.
    static Result<CaseFile> open(const std::filesystem::path& path, Mode mode);

    CaseFile(CaseFile&&) noexcept;
    CaseFile& operator=(CaseFile&&) noexcept;
    ~CaseFile();  ///< closes; a failure then is silent, and leaves nothing worse than an extra -wal
                  ///< file

    /// Folds everything into the one file and releases it. No Batch may be alive.
    Result<void> close();

    /// Starts a change. One at a time. Long calls of the batch honour the context's stop request
    /// (Cancelled is thrown, and the batch rolls back when it is destroyed). Mode::Write only.
    Result<Batch> begin(const Context& context = {});

    /// Content. Error besides the usual: "content-missing" (Case) for a digest that the case does
    /// not hold.
    Result<std::string> get_original(const Sha256& digest) const;
    Result<Table> get_table(const Sha256& digest) const;

    /// History. Hashes are verified on the way. An empty kind means all.
    Result<std::vector<Event>> events(std::string_view kind = {}) const;
    Result<std::optional<Event>> last_event(std::string_view kind) const;

    /// The versions that count now, ordered by name; or every version ever, in order of import.
    Result<std::vector<SourceVersion>> sources() const;
    Result<std::vector<SourceVersion>> all_source_versions() const;
    /// The last decision about every pair, in order of time.
    Result<std::vector<Decision>> decisions() const;

    /// Runs that are kept, oldest first; an empty kind means all.
    Result<std::vector<Run>> runs(std::string_view kind = {}) const;
    Result<std::optional<Run>> latest_run(std::string_view kind) const;
    /// Error: "content-missing" if the run has no such output.
    Result<std::string> get_output(std::uint64_t run, std::string_view name) const;

    Result<CaseSummary> summary() const;

    /// Reads everything and compares it with every digest. A clean case gives no finding. The error
    /// side is for a case that cannot be read at all.
    Result<std::vector<Finding>> check(const Context& context = {}) const;

    const std::filesystem::path& path() const;

  private:
    struct State;
    explicit CaseFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A change in the making. Without commit() nothing of it remains. After an error the batch is of
/// no more use.
class CaseFile::Batch {
  public:
    Batch(Batch&&) noexcept;
    Batch& operator=(Batch&&) = delete;
    ~Batch();

    /// Content-addressed: equal bytes are stored once.
    Result<Sha256> put_original(std::string_view bytes);
    Result<Sha256> put_table(const Table& table);

    /// Puts the original and the tables, and an event if anything changed.
    Result<ImportOutcome> import_source(const SourceImport& source, std::int64_t time_ms);
    /// The source no longer counts; its bytes and history stay. Unknown names give false.
    Result<bool> withdraw_source(std::string_view name, std::string_view reason,
                                 std::int64_t time_ms);

    Result<std::uint64_t> decide(const Decision& decision, std::int64_t time_ms);

    /// Appends any other event; `body` must be a JSON object. Returns its seq.
    Result<std::uint64_t> append(std::string_view kind, std::string_view body,
                                 std::int64_t time_ms);

    /// Stores a run and its event, and drops the outputs and bodies of all but the last `keep` runs
    /// of the kind. If the latest run of the kind is equal in every byte, nothing is written and
    /// its id is returned.
    Result<std::uint64_t> put_run(const NewRun& run, std::int64_t time_ms, unsigned keep = 2);
    /// Results are derived: they can be deleted and computed again. Returns how many runs went.
    Result<std::uint64_t> delete_runs(std::string_view kind);

    /// Everything above, on disk. Returns only after the disk has said so.
    Result<void> commit();

  private:
    friend class CaseFile;
    class Step;
    Batch(State& state, const Context& context);
    State* state_;  ///< null once moved from or committed
    Context context_;
};

}  // namespace dalil
