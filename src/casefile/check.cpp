// Reads everything and compares it with every digest. Each part is looked at even when another is
// broken.
#include <fmt/format.h>

#include <set>

#include "casefile/schema.hpp"
#include "casefile/state.hpp"
#include "dalil/casefile/table_codec.hpp"

namespace dalil {

using casefile::Database;
using casefile::Statement;

namespace {

class Checker {
  public:
    Checker(Database& database, const Context& context) : database_(database), context_(context) {}

    std::vector<Finding> run() {
        Stage stage(context_, "checking the case", count_contents());
        structure();
        state();
        contents(stage);
        history();
        runs();
        return std::move(findings_);
    }

  private:
    using Key = std::pair<std::string, Sha256>;  // kind and digest

    struct ContentRow {
        std::int64_t id;
        std::string kind;
        Sha256 digest;
        std::uint64_t length;
    };

    void found(std::string code, std::string text) {
        findings_.push_back({std::move(code), std::move(text)});
    }
    /// The part cannot be read to its end.
    void broken(const Error& error) { found(error.code, error.message); }

    std::uint64_t count_contents() {
        auto count = database_.query_integer("SELECT count(*) FROM content");
        return count ? static_cast<std::uint64_t>(*count) : 0;
    }

    void structure() {
        Statement rows(database_, "PRAGMA integrity_check(100)");
        while (rows.step()) {
            if (rows.bytes(0) != "ok") found("structure-damaged", std::string(rows.bytes(0)));
        }
        if (auto done = rows.finish(); !done) broken(done.error());
        Statement keys(database_, "PRAGMA foreign_key_check");
        while (keys.step()) {
            found("reference-broken",
                  fmt::format("a row of {} points to a row of {} that is not there", keys.bytes(0),
                              keys.bytes(2)));
        }
        if (auto done = keys.finish(); !done) broken(done.error());
    }

    void state() {
        auto digest = casefile::state_digest(database_);
        if (!digest) return broken(digest.error());
        Statement rows(database_, "SELECT name, value FROM meta");
        bool same = false;
        std::size_t count = 0;
        for (; rows.step(); ++count) same = rows.bytes(0) == "state" && rows.digest(1) == *digest;
        if (auto done = rows.finish(); !done) return broken(done.error());
        if (!same || count != 1) {
            found("state-changed",
                  "the list of contents, runs and events is not what was last committed");
        }
    }

    void contents(Stage& stage) {
        std::vector<ContentRow> listed;
        {
            Statement rows(database_, "SELECT id, kind, digest, length FROM content ORDER BY id");
            while (rows.step()) {
                listed.push_back(
                    {rows.integer(0), std::string(rows.bytes(1)), rows.digest(2), rows.natural(3)});
            }
            if (auto done = rows.finish(); !done) broken(done.error());
        }
        for (const ContentRow& row : listed) {
            context_.check_stop();
            content(row);
            present_.emplace(row.kind, row.digest);
            stage.advance();
        }
    }

    void content(const ContentRow& row) {
        const std::string name = to_hex(row.digest).substr(0, 16);
        auto bytes = casefile::read_content(database_, row.id, row.digest, row.length);
        if (!bytes) {
            found(row.kind + "-damaged",
                  fmt::format("{} {}: {}", row.kind, name, bytes.error().message));
            return;
        }
        if (row.kind != casefile::content_kind::kTable) return;
        if (auto table = decode_table(*bytes); !table) {
            found("table-damaged", fmt::format("table {}: {}", name, table.error().message));
        }
    }

    void needs(std::string_view kind, const Sha256& digest, std::uint64_t event) {
        if (present_.contains(Key(kind, digest))) return;
        found("content-missing",
              fmt::format("event {} speaks of {} {}, which the case does not hold", event, kind,
                          to_hex(digest).substr(0, 16)));
    }

    void history() {
        auto events = casefile::read_events(database_);
        if (!events) return found("history-broken", events.error().message);
        for (const Event& event : *events) {
            if (!casefile::is_json_object(event.body)) {
                found("event-unreadable",
                      fmt::format("the body of event {} is not JSON", event.seq));
            }
        }
        auto sources = fold_sources(*events);
        if (!sources) return found("event-unreadable", sources.error().message);
        for (const SourceVersion& source : *sources) {
            needs(casefile::content_kind::kOriginal, source.original, source.event);
            for (const SourceTable& table : source.tables) {
                needs(casefile::content_kind::kTable, table.digest, source.event);
            }
        }
        if (auto decisions = fold_decisions(*events); !decisions) {
            found("event-unreadable", decisions.error().message);
        }
    }

    void runs() {
        auto runs = casefile::read_runs(database_, {});
        if (!runs) return found("run-damaged", runs.error().message);
        auto count = database_.query_integer("SELECT count(*) FROM run");
        if (count && *count != static_cast<std::int64_t>(runs->size())) {
            found("run-damaged", "a run has no event");
        }
        for (const Run& run : *runs) {
            if (!casefile::is_json_object(run.body)) {
                found("run-damaged", fmt::format("the body of run {} is not JSON", run.id));
            }
        }
    }

    Database& database_;
    const Context& context_;
    std::vector<Finding> findings_;
    std::set<Key> present_;
};

}  // namespace

Result<std::vector<Finding>> CaseFile::check(const Context& context) const {
    Database& database = state_->database;
    const casefile::StopWatch watch(database, context);
    // One view of the case, whatever a writer does meanwhile.
    const bool own_view = sqlite3_get_autocommit(database.get()) != 0;
    if (own_view) {
        if (auto done = database.execute("BEGIN"); !done) return fail(std::move(done.error()));
    }
    struct EndView {
        Database& database;
        bool own;
        ~EndView() {
            if (own) sqlite3_exec(database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
    } const end_view{database, own_view};
    return Checker(database, context).run();
}

}  // namespace dalil
