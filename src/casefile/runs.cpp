// Writing runs: stored whole, named by their digest, and pruned so that a case does not grow with
// each run.
#include <algorithm>

#include "casefile/state.hpp"

namespace dalil {

using casefile::ContentRef;
using casefile::Database;
using casefile::Statement;

namespace {

using Outputs = std::vector<std::pair<std::string, ContentRef>>;

Sha256 digest_of(const NewRun& run, const Outputs& outputs) {
    std::vector<std::pair<std::string, Sha256>> digests;
    for (const auto& [name, content] : outputs) digests.emplace_back(name, content.digest);
    return casefile::run_digest(run.kind, run.body, digests);
}

/// The id of the latest run of the kind, if it has this digest; else 0.
Result<std::uint64_t> same_as_latest(Database& database, std::string_view kind,
                                     const Sha256& digest) {
    Statement latest(database,
                     "SELECT id, digest FROM run WHERE kind = ?1 ORDER BY id DESC LIMIT 1");
    latest.bind(1, kind);
    std::uint64_t id = 0;
    if (latest.step() && latest.digest(1) == digest) id = latest.natural(0);
    if (auto done = latest.finish(); !done) return fail(std::move(done.error()));
    return id;
}

Result<void> insert_run(Database& database, std::uint64_t id, const NewRun& run,
                        const Sha256& digest, const Outputs& outputs) {
    Statement insert(database,
                     "INSERT INTO run(id, kind, codec, body, digest) VALUES(?1, ?2, ?3, ?4, ?5)");
    insert.bind(1, id);
    insert.bind(2, std::string_view(run.kind));
    insert.bind(3, casefile::kStored);
    insert.bind_bytes(4, run.body);
    insert.bind(5, digest);
    if (auto done = insert.run(); !done) return done;
    Statement output(database, "INSERT INTO output(run, name, content) VALUES(?1, ?2, ?3)");
    for (const auto& [name, content] : outputs) {
        output.reset();
        output.bind(1, id);
        output.bind(2, std::string_view(name));
        output.bind(3, content.id);
        if (auto done = output.run(); !done) return done;
    }
    return {};
}

/// Drops all but the last `keep` runs of the kind, and contents that no run needs any more.
Result<std::uint64_t> prune(Database& database, std::string_view kind, std::uint64_t keep) {
    Statement old(database,
                  "DELETE FROM run WHERE kind = ?1 AND id NOT IN "
                  "(SELECT id FROM run WHERE kind = ?1 ORDER BY id DESC LIMIT ?2)");
    old.bind(1, kind);
    old.bind(2, keep);
    if (auto done = old.run(); !done) return fail(std::move(done.error()));
    const auto dropped = static_cast<std::uint64_t>(sqlite3_changes64(database.get()));
    if (dropped == 0) return dropped;
    Statement orphans(database,
                      "DELETE FROM content WHERE kind = 'output' "
                      "AND id NOT IN (SELECT content FROM output)");
    if (auto done = orphans.run(); !done) return fail(std::move(done.error()));
    return dropped;
}

}  // namespace

Result<std::uint64_t> CaseFile::Batch::put_run(const NewRun& run, std::int64_t time_ms,
                                               unsigned keep) {
    ENSURE(!run.kind.empty() && casefile::is_json_object(run.body),
           "a run has a kind and a JSON body");
    ENSURE(keep > 0, "the run that is put is kept");
    const Step step(*state_);
    Database& database = state_->database;
    Outputs outputs;
    for (const RunOutput& output : run.outputs) {
        auto content = casefile::put_content(database, casefile::content_kind::kOutput,
                                             output.bytes, context_);
        if (!content) return fail(std::move(content.error()));
        outputs.emplace_back(output.name, *content);
    }
    std::sort(outputs.begin(), outputs.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    ENSURE(std::adjacent_find(outputs.begin(), outputs.end(),
                              [](const auto& a, const auto& b) { return a.first == b.first; }) ==
               outputs.end(),
           "names of outputs are unique in a run");
    const Sha256 digest = digest_of(run, outputs);
    auto same = same_as_latest(database, run.kind, digest);
    if (!same) return same;
    if (*same != 0) {
        step.done();
        return same;
    }
    auto id =
        append(event_kind::kRunCompleted, casefile::run_completed_body(run.kind, digest), time_ms);
    if (!id) return id;
    if (auto done = insert_run(database, *id, run, digest, outputs); !done) {
        return fail(std::move(done.error()));
    }
    if (auto done = prune(database, run.kind, keep); !done) return done;
    step.done();
    return id;
}

Result<std::uint64_t> CaseFile::Batch::delete_runs(std::string_view kind) {
    const Step step(*state_);
    if (auto done = state_->database.begin_writing(); !done) return fail(std::move(done.error()));
    auto dropped = prune(state_->database, kind, 0);
    if (dropped) step.done();
    return dropped;
}

}  // namespace dalil
