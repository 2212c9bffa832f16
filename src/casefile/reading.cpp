// The rows of history and runs, read back with their hashes verified.
#include <fmt/format.h>

#include "casefile/bytes.hpp"
#include "casefile/state.hpp"

namespace dalil {

using casefile::Database;
using casefile::Statement;

namespace casefile {

Result<std::vector<Event>> read_events(Database& database) {
    Statement rows(database, "SELECT seq, time, kind, codec, body, hash FROM event ORDER BY seq");
    std::vector<Event> events;
    Sha256 previous{};
    while (rows.step()) {
        Event event;
        event.seq = rows.natural(0);
        event.time_ms = rows.integer(1);
        event.kind = rows.bytes(2);
        event.body = rows.bytes(4);
        event.hash = rows.digest(5);
        if (event.seq != events.size() + 1 || rows.integer(3) != kStored ||
            event_hash(previous, event) != event.hash) {
            return damaged(database.shown(),
                           fmt::format("its history breaks at event {}", events.size() + 1));
        }
        previous = event.hash;
        events.push_back(std::move(event));
    }
    if (auto done = rows.finish(); !done) return fail(std::move(done.error()));
    return events;
}

Sha256 run_digest(std::string_view kind, std::string_view body,
                  const std::vector<std::pair<std::string, Sha256>>& outputs) {
    std::string bytes = "dalil run 1\n";
    append_text(bytes, kind);
    append_u8(bytes, static_cast<std::uint8_t>(kStored));
    append_text(bytes, body);
    for (const auto& [name, digest] : outputs) {
        append_text(bytes, name);
        bytes.append(reinterpret_cast<const char*>(digest.data()), digest.size());
    }
    return sha256(bytes);
}

namespace {

/// Names and digests of a run's outputs, in order of name (bytes).
Result<std::vector<std::pair<std::string, Sha256>>> read_outputs(Database& database,
                                                                 std::uint64_t run) {
    Statement rows(database,
                   "SELECT output.name, content.digest FROM output JOIN content "
                   "ON content.id = output.content WHERE output.run = ?1 ORDER BY output.name");
    rows.bind(1, run);
    std::vector<std::pair<std::string, Sha256>> outputs;
    while (rows.step()) outputs.emplace_back(rows.bytes(0), rows.digest(1));
    if (auto done = rows.finish(); !done) return fail(std::move(done.error()));
    return outputs;
}

}  // namespace

Result<std::vector<Run>> read_runs(Database& database, std::string_view kind) {
    Statement rows(database,
                   "SELECT run.id, event.time, run.kind, run.codec, run.body, run.digest "
                   "FROM run JOIN event ON event.seq = run.id WHERE ?1 = '' OR run.kind = ?1 "
                   "ORDER BY run.id");
    rows.bind(1, kind);
    std::vector<Run> runs;
    while (rows.step()) {
        Run run;
        run.id = rows.natural(0);
        run.time_ms = rows.integer(1);
        run.kind = rows.bytes(2);
        run.body = rows.bytes(4);
        auto outputs = read_outputs(database, run.id);
        if (!outputs) return fail(std::move(outputs.error()));
        if (rows.integer(3) != kStored ||
            run_digest(run.kind, run.body, *outputs) != rows.digest(5)) {
            return damaged(database.shown(),
                           fmt::format("run {} does not match its digest", run.id));
        }
        for (auto& [name, digest] : *outputs) run.outputs.push_back(std::move(name));
        runs.push_back(std::move(run));
    }
    if (auto done = rows.finish(); !done) return fail(std::move(done.error()));
    return runs;
}

}  // namespace casefile

Result<std::vector<Run>> CaseFile::runs(std::string_view kind) const {
    return casefile::read_runs(state_->database, kind);
}

Result<std::optional<Run>> CaseFile::latest_run(std::string_view kind) const {
    auto found = runs(kind);
    if (!found) return fail(std::move(found.error()));
    if (found->empty()) return std::nullopt;
    return std::move(found->back());
}

Result<std::string> CaseFile::get_output(std::uint64_t run, std::string_view name) const {
    Database& database = state_->database;
    Statement row(database,
                  "SELECT content.id, content.digest, content.length FROM output JOIN content "
                  "ON content.id = output.content WHERE output.run = ?1 AND output.name = ?2");
    row.bind(1, run);
    row.bind(2, name);
    if (!row.step()) {
        if (auto done = row.finish(); !done) return fail(std::move(done.error()));
        return fail(Fault::Case, "content-missing",
                    fmt::format("run {} of {} has no output {}", run, database.shown(), name),
                    "run the step that made it again");
    }
    return casefile::read_content(database, row.integer(0), row.digest(1), row.natural(2));
}

Result<CaseSummary> CaseFile::summary() const {
    Database& database = state_->database;
    Statement row(database,
                  "SELECT (SELECT count(*) FROM event),"
                  "(SELECT count(*) FROM content WHERE kind = 'original'),"
                  "(SELECT count(*) FROM content WHERE kind = 'table'),"
                  "(SELECT count(*) FROM run),"
                  "(SELECT total(length) FROM content),"
                  "(SELECT hash FROM event ORDER BY seq DESC LIMIT 1)");
    CaseSummary summary;
    if (row.step()) {
        summary.events = row.natural(0);
        summary.originals = row.natural(1);
        summary.tables = row.natural(2);
        summary.runs = row.natural(3);
        summary.content_bytes = row.natural(4);
        summary.head = row.digest(5);
    }
    if (auto done = row.finish(); !done) return fail(std::move(done.error()));
    return summary;
}

}  // namespace dalil
