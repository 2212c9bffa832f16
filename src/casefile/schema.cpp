#include "casefile/schema.hpp"

#include <fmt/format.h>

#include "casefile/bytes.hpp"

namespace dalil::casefile {

namespace {

// Changing a letter here makes a new format: raise kFormatVersion and say so in docs/formats.
constexpr const char* kSchema = R"sql(
CREATE TABLE meta(
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;
CREATE TABLE content(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  digest BLOB NOT NULL,
  length INTEGER NOT NULL,
  UNIQUE(kind, digest)
) STRICT;
CREATE TABLE chunk(
  content INTEGER NOT NULL REFERENCES content(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  codec INTEGER NOT NULL,
  length INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE(content, number)
) STRICT;
CREATE TABLE event(
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,
  codec INTEGER NOT NULL,
  body BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE run(
  id INTEGER PRIMARY KEY REFERENCES event(seq),
  kind TEXT NOT NULL,
  codec INTEGER NOT NULL,
  body BLOB NOT NULL,
  digest BLOB NOT NULL
) STRICT;
CREATE TABLE output(
  run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  content INTEGER NOT NULL REFERENCES content(id),
  UNIQUE(run, name)
) STRICT;
CREATE INDEX output_content ON output(content);
CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are final'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are final'); END;
)sql";

/// Everything that stands in the schema, one object after the other.
Result<std::string> schema_listing(Database& database) {
    Statement rows(
        database,
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    std::string listing;
    while (rows.step()) {
        for (int column = 0; column < 4; ++column) {
            listing += rows.bytes(column);
            listing += '\x1f';
        }
    }
    if (auto done = rows.finish(); !done) return fail(std::move(done.error()));
    return listing;
}

Result<Database> empty_database() {
    auto database =
        Database::open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "memory");
    if (!database) return database;
    const std::string setup = fmt::format(
        "PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA encoding='UTF-8';"
        "PRAGMA application_id={}; PRAGMA user_version={}; BEGIN;{}COMMIT;",
        kApplicationId, kFormatVersion, kSchema);
    if (auto done = database->execute(setup.c_str()); !done) return fail(std::move(done.error()));
    return database;
}

}  // namespace

Result<std::string> empty_case() {
    auto database = empty_database();
    if (!database) return fail(std::move(database.error()));
    {
        auto digest = state_digest(*database);
        if (!digest) return fail(std::move(digest.error()));
        Statement meta(*database, "INSERT INTO meta(name, value) VALUES('state', ?1)");
        meta.bind(1, *digest);
        if (auto done = meta.run(); !done) return fail(std::move(done.error()));
    }
    sqlite3_int64 size = 0;
    unsigned char* bytes = sqlite3_serialize(database->get(), "main", &size, 0);
    if (bytes == nullptr) return fail(database->error(SQLITE_NOMEM));
    std::string copy(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    sqlite3_free(bytes);
    return copy;
}

Result<void> configure(Database& database) {
    sqlite3* handle = database.get();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_busy_timeout(handle, 2000);
    return database.execute(
        "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-16000; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON;");
}

Result<void> verify_schema(Database& database) {
    auto application = database.query_integer("PRAGMA application_id");
    if (!application) return fail(std::move(application.error()));
    if (*application != kApplicationId) return fail(database.error(SQLITE_NOTADB));
    auto version = database.query_integer("PRAGMA user_version");
    if (!version) return fail(std::move(version.error()));
    if (*version > kFormatVersion) {
        return fail(Fault::Case, "case-newer",
                    fmt::format("{} has format {}, this program knows formats up to {}",
                                database.shown(), *version, kFormatVersion),
                    "use a newer version of Dalil for this case");
    }
    if (*version != kFormatVersion) return damaged(database.shown(), "its format number is wrong");

    auto model = empty_database();
    if (!model) return fail(std::move(model.error()));
    auto expected = schema_listing(*model);
    auto found = schema_listing(database);
    if (!expected) return fail(std::move(expected.error()));
    if (!found) return fail(std::move(found.error()));
    if (*found != *expected) return damaged(database.shown(), "its tables are not those of a case");
    return {};
}

Result<Sha256> state_digest(Database& database) {
    std::string listing = "dalil state 1\n";
    Statement contents(database, "SELECT id, kind, digest, length FROM content ORDER BY id");
    while (contents.step()) {
        append_u64(listing, contents.natural(0));
        append_text(listing, contents.bytes(1));
        append_text(listing, contents.bytes(2));
        append_u64(listing, contents.natural(3));
    }
    if (auto done = contents.finish(); !done) return fail(std::move(done.error()));
    listing += "runs\n";
    Statement runs(database, "SELECT id, digest FROM run ORDER BY id");
    while (runs.step()) {
        append_u64(listing, runs.natural(0));
        append_text(listing, runs.bytes(1));
    }
    if (auto done = runs.finish(); !done) return fail(std::move(done.error()));
    listing += "outputs\n";
    Statement outputs(database, "SELECT run, name, content FROM output ORDER BY run, name");
    while (outputs.step()) {
        append_u64(listing, outputs.natural(0));
        append_text(listing, outputs.bytes(1));
        append_u64(listing, outputs.natural(2));
    }
    if (auto done = outputs.finish(); !done) return fail(std::move(done.error()));
    listing += "head\n";
    Statement head(database, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
    if (head.step()) {
        append_u64(listing, head.natural(0));
        append_text(listing, head.bytes(1));
    }
    if (auto done = head.finish(); !done) return fail(std::move(done.error()));
    return sha256(listing);
}

}  // namespace dalil::casefile
