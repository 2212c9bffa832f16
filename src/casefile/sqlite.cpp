#include "casefile/sqlite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace dalil::casefile {

namespace {

constexpr const char* kDamagedHint =
    "run `dalil check` on it; restore a copy, or start a new case from the original lists";

bool no_room(int system_error) {
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

int last_error_of(sqlite3_file* file) {
    int error = 0;
    if (file == nullptr || file->pMethods == nullptr) return 0;
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error);
    return error;
}

/// What the operating system said last. A failed COMMIT leaves it only with the file it wrote to.
int system_error_of(sqlite3* handle) {
    if (handle == nullptr) return 0;
    if (const int error = sqlite3_system_errno(handle); error != 0) return error;
    for (const int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
        sqlite3_file* file = nullptr;
        if (sqlite3_file_control(handle, "main", which, &file) != SQLITE_OK) continue;
        if (const int error = last_error_of(file); error != 0) return error;
    }
    return 0;
}

Error disk_full(const std::string& shown) {
    return {Fault::Outside,
            "disk-full",
            fmt::format("no room left on the disk of {}", shown),
            "free some space and run the same command again; the case is as it was",
            {}};
}

}  // namespace

tl::unexpected<Error> damaged(std::string_view shown, std::string_view what) {
    return fail(Fault::Case, "case-damaged", fmt::format("{} is damaged: {}", shown, what),
                kDamagedHint);
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), shown_(std::move(other.shown_)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(shown_, other.shown_);
    return *this;
}

Result<Database> Database::open(const std::string& name, int flags, std::string shown) {
    Database database;
    database.shown_ = std::move(shown);
    const int code = sqlite3_open_v2(name.c_str(), &database.handle_,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code != SQLITE_OK) return fail(database.error(code));
    return database;
}

void Database::close() {
    if (handle_ == nullptr) return;
    const int code = sqlite3_close(std::exchange(handle_, nullptr));
    ENSURE(code == SQLITE_OK, "every statement is finished before the case is closed");
}

Result<void> Database::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return fail(error(code));
    return {};
}

Result<std::string> Database::query_text(const char* sql) {
    Statement statement(*this, sql);
    std::string text;
    if (statement.step()) text = statement.bytes(0);
    if (auto done = statement.finish(); !done) return fail(std::move(done.error()));
    return text;
}

Result<std::int64_t> Database::query_integer(const char* sql) {
    Statement statement(*this, sql);
    std::int64_t value = 0;
    if (statement.step()) value = statement.integer(0);
    if (auto done = statement.finish(); !done) return fail(std::move(done.error()));
    return value;
}

Result<void> Database::begin_writing() {
    if (in_transaction()) return {};
    return execute("PRAGMA journal_mode=WAL; BEGIN IMMEDIATE");
}

Error Database::error(int code) const {
    const int system_error = system_error_of(handle_);
    switch (code & 0xff) {
        case SQLITE_INTERRUPT:
            throw Cancelled();
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Fault::Case,
                    "case-locked",
                    fmt::format("{} is in use by another program", shown_),
                    "wait until it has finished, then run the same command again",
                    {}};
        case SQLITE_FULL:
            return disk_full(shown_);
        case SQLITE_IOERR:
            if (no_room(system_error)) return disk_full(shown_);
            return {Fault::Outside,
                    "case-io",
                    fmt::format("the disk failed while {} was in use ({}; code {})", shown_,
                                system_error == 0 ? "no reason given" : std::strerror(system_error),
                                code),
                    "check the disk and its connection; copy the case to another disk",
                    {}};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_CANTOPEN:
            if (no_room(system_error)) return disk_full(shown_);
            return {Fault::Outside,
                    "case-unwritable",
                    fmt::format("{} or its folder may not be read or written", shown_),
                    "check the permissions, or copy the case to a folder that may be written to",
                    {}};
        case SQLITE_NOMEM:
            return {Fault::Outside,
                    "no-memory",
                    fmt::format("not enough memory for {}", shown_),
                    "close other programs and try again",
                    {}};
        case SQLITE_NOTADB:
            return {Fault::Case,
                    "not-a-case",
                    fmt::format("{} is not a case file", shown_),
                    "name the file that `dalil init` or `dalil run` made (case.dalil)",
                    {}};
        default:
            return damaged(shown_, fmt::format("its inner structure is broken (code {})", code))
                .value();
    }
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
    code_ = sqlite3_prepare_v2(database.get(), sql, -1, &handle_, nullptr);
}

void Statement::bind(int index, std::int64_t value) {
    if (code_ == SQLITE_OK) code_ = sqlite3_bind_int64(handle_, index, value);
}

void Statement::bind(int index, std::string_view text) {
    if (code_ != SQLITE_OK) return;
    code_ = sqlite3_bind_text64(handle_, index, text.data() == nullptr ? "" : text.data(),
                                text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind_bytes(int index, std::string_view bytes) {
    if (code_ != SQLITE_OK) return;
    code_ = sqlite3_bind_blob64(handle_, index, bytes.data() == nullptr ? "" : bytes.data(),
                                bytes.size(), SQLITE_TRANSIENT);
}

void Statement::bind(int index, const Sha256& digest) {
    bind_bytes(index, {reinterpret_cast<const char*>(digest.data()), digest.size()});
}

bool Statement::step() {
    if (code_ != SQLITE_OK && code_ != SQLITE_ROW) return false;
    code_ = sqlite3_step(handle_);
    return code_ == SQLITE_ROW;
}

void Statement::reset() {
    if (code_ != SQLITE_OK && code_ != SQLITE_ROW && code_ != SQLITE_DONE) return;
    code_ = sqlite3_reset(handle_);
}

Result<void> Statement::finish() {
    const int code = code_;
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) {
        sqlite3_reset(handle_);
        return {};
    }
    return fail(database_.error(code));
}

Result<void> Statement::run() {
    while (step()) {
    }
    return finish();
}

std::string_view Statement::bytes(int column) const {
    // Asked in this order: the pointer call may convert, and the length is that of the conversion.
    const void* data = sqlite3_column_blob(handle_, column);
    const int size = sqlite3_column_bytes(handle_, column);
    if (data == nullptr) return {};
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

Sha256 Statement::digest(int column) const {
    Sha256 digest{};
    const std::string_view stored = bytes(column);
    if (stored.size() == digest.size()) std::copy(stored.begin(), stored.end(), digest.begin());
    return digest;
}

StopWatch::StopWatch(Database& database, const Context& context)
    : handle_(database.get()), context_(context) {
    constexpr int kStepsBetweenLooks = 20'000;
    sqlite3_progress_handler(
        handle_, kStepsBetweenLooks,
        [](void* self) {
            return static_cast<StopWatch*>(self)->context_.stop.stop_requested() ? 1 : 0;
        },
        this);
}

StopWatch::~StopWatch() {
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
}

std::string immutable_uri(const std::filesystem::path& path) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
        uri += plain ? std::string(1, c) : fmt::format("%{:02x}", byte);
    }
    return uri + "?immutable=1";
}

}  // namespace dalil::casefile
