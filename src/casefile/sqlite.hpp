// casefile/sqlite.hpp: the few calls of SQLite that the case file needs, without its ownership
// rules.
//
// A Statement is sticky: after the first failure every step() gives false, and finish() says what
// went wrong. So code reads rows in a plain loop and asks once at the end:
//
//     Statement rows(database, "SELECT seq, body FROM event WHERE kind = ?1");
//     rows.bind(1, kind);
//     while (rows.step()) use(rows.integer(0), rows.bytes(1));
//     if (auto done = rows.finish(); !done) return fail(done.error());
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "dalil/base/context.hpp"
#include "dalil/base/hash.hpp"
#include "dalil/base/result.hpp"

namespace dalil::casefile {

/// An open connection.
class Database {
  public:
    Database() = default;
    ~Database() { close(); }
    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;

    /// `name` is a path or a file: URI; `shown` is how messages call the file.
    static Result<Database> open(const std::string& name, int flags, std::string shown);

    void close();
    /// Runs statements that give no rows.
    Result<void> execute(const char* sql);
    /// First column of the first row, as text; empty if there is none.
    Result<std::string> query_text(const char* sql);
    Result<std::int64_t> query_integer(const char* sql);

    /// Opens the transaction of a batch, unless it is open. Only now does the file change: a case
    /// that was opened for writing and left alone keeps every byte.
    Result<void> begin_writing();
    bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

    /// The failure that `code` stands for, in words. Throws Cancelled for an interrupted statement.
    Error error(int code) const;

    sqlite3* get() const { return handle_; }
    const std::string& shown() const { return shown_; }

  private:
    sqlite3* handle_ = nullptr;
    std::string shown_;
};

class Statement {
  public:
    Statement(Database& database, const char* sql);
    ~Statement() { sqlite3_finalize(handle_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int index, std::int64_t value);
    void bind(int index, std::uint64_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, std::string_view text);
    void bind_bytes(int index, std::string_view bytes);
    void bind(int index, const Sha256& digest);

    bool step();
    /// Makes the statement ready for other bindings.
    void reset();
    /// What went wrong so far, if anything did.
    Result<void> finish();
    /// For statements without rows: step and finish.
    Result<void> run();

    std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
    std::uint64_t natural(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    /// Text or blob; valid until the next step.
    std::string_view bytes(int column) const;
    /// Zeros if the column is not 32 bytes long.
    Sha256 digest(int column) const;

  private:
    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
    int code_ = SQLITE_OK;
};

/// Lets a stop request interrupt statements for the life of the object.
class StopWatch {
  public:
    StopWatch(Database& database, const Context& context);
    ~StopWatch();
    StopWatch(const StopWatch&) = delete;
    StopWatch& operator=(const StopWatch&) = delete;

  private:
    sqlite3* handle_;
    Context context_;
};

/// "file:/a%20b?immutable=1"
std::string immutable_uri(const std::filesystem::path& path);

tl::unexpected<Error> damaged(std::string_view shown, std::string_view what);

}  // namespace dalil::casefile
