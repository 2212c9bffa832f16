// Writing: everything happens in one transaction of SQLite, which commit() ends.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "casefile/schema.hpp"
#include "casefile/state.hpp"
#include "dalil/casefile/table_codec.hpp"

namespace dalil {

using casefile::Database;
using casefile::Statement;

Result<CaseFile::Batch> CaseFile::begin(const Context& context) {
    ENSURE(state_->mode == Mode::Write, "a batch needs a case that is open for writing");
    ENSURE(!state_->batch_open, "one batch at a time");
    state_->batch_open = true;
    state_->open_steps = 0;
    return Batch(*state_, context);
}

CaseFile::Batch::Batch(State& state, const Context& context) : state_(&state), context_(context) {}

CaseFile::Batch::Batch(Batch&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)), context_(other.context_) {}

CaseFile::Batch::~Batch() {
    if (state_ == nullptr) return;
    // Some failures (disk full) have rolled back already.
    if (state_->database.in_transaction()) {
        sqlite3_exec(state_->database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    state_->batch_open = false;
}

Result<Sha256> CaseFile::Batch::put_original(std::string_view bytes) {
    const Step step(*state_);
    auto stored =
        casefile::put_content(state_->database, casefile::content_kind::kOriginal, bytes, context_);
    if (!stored) return fail(std::move(stored.error()));
    step.done();
    return stored->digest;
}

Result<Sha256> CaseFile::Batch::put_table(const Table& table) {
    const Step step(*state_);
    auto stored = casefile::put_content(state_->database, casefile::content_kind::kTable,
                                        encode_table(table), context_);
    if (!stored) return fail(std::move(stored.error()));
    step.done();
    return stored->digest;
}

Result<std::uint64_t> CaseFile::Batch::append(std::string_view kind, std::string_view body,
                                              std::int64_t time_ms) {
    ENSURE(!kind.empty() && casefile::is_json_object(body), "an event has a kind and a JSON body");
    const Step step(*state_);
    Database& database = state_->database;
    if (auto done = database.begin_writing(); !done) return fail(std::move(done.error()));
    Event event;
    event.time_ms = time_ms;
    event.kind = kind;
    event.body = body;
    Sha256 previous{};
    {
        Statement last(database, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
        if (last.step()) {
            event.seq = last.natural(0);
            previous = last.digest(1);
        }
        if (auto done = last.finish(); !done) return fail(std::move(done.error()));
    }
    ++event.seq;
    Statement insert(database,
                     "INSERT INTO event(seq, time, kind, codec, body, hash) "
                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    insert.bind(1, event.seq);
    insert.bind(2, event.time_ms);
    insert.bind(3, kind);
    insert.bind(4, casefile::kStored);
    insert.bind_bytes(5, event.body);
    insert.bind(6, event_hash(previous, event));
    if (auto done = insert.run(); !done) return fail(std::move(done.error()));
    step.done();
    return event.seq;
}

namespace {

Result<std::optional<SourceVersion>> current_version(Database& database, std::string_view name) {
    auto events = casefile::read_events(database);
    if (!events) return fail(std::move(events.error()));
    auto versions = fold_sources(*events);
    if (!versions) return fail(std::move(versions.error()));
    const auto found = std::find_if(
        versions->begin(), versions->end(),
        [&](const SourceVersion& version) { return version.current() && version.name == name; });
    if (found == versions->end()) return std::nullopt;
    return std::move(*found);
}

bool same_content(const SourceVersion& a, const SourceVersion& b) {
    return a.original == b.original &&
           std::equal(
               a.tables.begin(), a.tables.end(), b.tables.begin(), b.tables.end(),
               [](const SourceTable& x, const SourceTable& y) { return x.digest == y.digest; });
}

}  // namespace

Result<ImportOutcome> CaseFile::Batch::import_source(const SourceImport& source,
                                                     std::int64_t time_ms) {
    const Step step(*state_);
    SourceVersion version;
    version.name = casefile::as_utf8(source.name);
    version.file = casefile::as_utf8(source.file);
    version.bytes = source.bytes.size();
    auto old = current_version(state_->database, version.name);
    if (!old) return fail(std::move(old.error()));
    auto original = put_original(source.bytes);
    if (!original) return fail(std::move(original.error()));
    version.original = *original;
    for (const Table& table : source.tables) {
        context_.check_stop();
        auto digest = put_table(table);
        if (!digest) return fail(std::move(digest.error()));
        version.tables.push_back(
            {casefile::as_utf8(table.source), casefile::as_utf8(table.sheet), *digest});
    }
    if (old->has_value() && same_content(**old, version)) {
        step.done();
        return ImportOutcome::Unchanged;
    }
    const std::uint64_t supersedes = old->has_value() ? (*old)->event : 0;
    auto event = append(event_kind::kSourceImported,
                        casefile::source_imported_body(version, supersedes), time_ms);
    if (!event) return fail(std::move(event.error()));
    step.done();
    return supersedes == 0 ? ImportOutcome::Added : ImportOutcome::Superseded;
}

Result<bool> CaseFile::Batch::withdraw_source(std::string_view name, std::string_view reason,
                                              std::int64_t time_ms) {
    auto old = current_version(state_->database, casefile::as_utf8(name));
    if (!old) return fail(std::move(old.error()));
    if (!old->has_value()) return false;
    auto event =
        append(event_kind::kSourceWithdrawn,
               casefile::source_withdrawn_body((*old)->name, reason, (*old)->event), time_ms);
    if (!event) return fail(std::move(event.error()));
    return true;
}

Result<std::uint64_t> CaseFile::Batch::decide(const Decision& decision, std::int64_t time_ms) {
    return append(event_kind::kDecisionMade, casefile::decision_body(decision), time_ms);
}

Result<void> CaseFile::Batch::commit() {
    ENSURE(state_ != nullptr, "a batch is committed once");
    ENSURE(state_->open_steps == 0, "a batch with a failed step is not committed");
    Database& database = state_->database;
    if (!database.in_transaction()) {  // nothing was new
        state_->batch_open = false;
        state_ = nullptr;
        return {};
    }
    auto digest = casefile::state_digest(database);
    if (!digest) return fail(std::move(digest.error()));
    {
        Statement meta(database, "UPDATE meta SET value = ?1 WHERE name = 'state' AND value <> ?1");
        meta.bind(1, *digest);
        if (auto done = meta.run(); !done) return done;
    }
    if (auto done = database.execute("COMMIT"); !done) return done;
    state_->batch_open = false;
    state_ = nullptr;
    return {};
}

}  // namespace dalil
