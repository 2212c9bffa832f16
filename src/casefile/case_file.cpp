#include "dalil/casefile/case_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "casefile/schema.hpp"
#include "casefile/state.hpp"
#include "dalil/base/file.hpp"
#include "dalil/casefile/table_codec.hpp"

namespace dalil {

using casefile::Database;
namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> no_case_at(const fs::path& path) {
    return fail(Fault::Input, "case-missing", fmt::format("there is no case at {}", path.string()),
                "check the name, or start a case with `dalil init`");
}

Result<Database> open_configured(const std::string& name, int flags, const fs::path& shown) {
    auto database = Database::open(name, flags, shown.string());
    if (!database) return database;
    if (auto done = casefile::configure(*database); !done) return fail(std::move(done.error()));
    if (auto done = casefile::verify_schema(*database); !done) return fail(std::move(done.error()));
    return database;
}

bool has_bytes(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return !error && size > 0;
}

/// A database that says WAL in its header (it was in use when it was copied, or when the disk
/// became full) is read only by those who may write beside it. With no log left to recover, the
/// file itself is the whole truth and can be read as it stands.
bool readable_as_it_stands(const Error& error, const fs::path& path) {
    return (error.code == "case-unwritable" || error.code == "disk-full") &&
           !has_bytes(path.string() + "-wal");
}

/// The log is left by the last one out: nobody else may be reading. Failure only means that an
/// extra file stays until the next time.
void fold_log(Database& database) {
    sqlite3_busy_timeout(database.get(), 0);
    (void)database.execute("PRAGMA query_only=OFF");
    (void)database.execute("PRAGMA journal_mode=DELETE");
}

/// The log of a case that was deleted without it would be replayed into the new one.
void remove_leftovers(const fs::path& path) {
    for (const char* ending : {"-wal", "-shm", "-journal"}) {
        std::error_code ignored;
        fs::remove(path.string() + ending, ignored);
    }
}

/// Gives room back to the disk when much of the file is empty.
Result<void> compact(Database& database) {
    constexpr std::int64_t kWorthIt = 256;  // pages
    auto free_pages = database.query_integer("PRAGMA freelist_count");
    if (!free_pages) return fail(std::move(free_pages.error()));
    auto pages = database.query_integer("PRAGMA page_count");
    if (!pages) return fail(std::move(pages.error()));
    if (*free_pages < kWorthIt || *free_pages < *pages / 4) return {};
    return database.execute("PRAGMA incremental_vacuum");
}

}  // namespace

CaseFile::CaseFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
CaseFile::CaseFile(CaseFile&&) noexcept = default;
CaseFile::~CaseFile() {
    if (state_ != nullptr) (void)close();
}
CaseFile& CaseFile::operator=(CaseFile&& other) noexcept {
    if (this != &other && state_ != nullptr) (void)close();
    state_ = std::move(other.state_);
    return *this;
}

const fs::path& CaseFile::path() const {
    return state_->path;
}

Result<CaseFile> CaseFile::create(const fs::path& path) {
    std::error_code error;
    const fs::path place = fs::weakly_canonical(path, error);
    auto lock = casefile::WriterLock::take(error ? path : place);
    if (!lock) return fail(std::move(lock.error()));
    if (fs::exists(fs::symlink_status(path, error))) {
        return fail(Fault::Usage, "case-exists", fmt::format("{} exists already", path.string()),
                    "choose another name, or import into the case that is there");
    }
    remove_leftovers(place);
    auto bytes = casefile::empty_case();
    if (!bytes) return fail(std::move(bytes.error()));
    // The name appears with the whole empty case behind it, so a kill leaves no half-made case.
    if (auto done = write_file(place, *bytes); !done) return fail(std::move(done.error()));
    lock = casefile::WriterLock();
    return open(place, Mode::Write);
}

Result<CaseFile> CaseFile::open(const fs::path& path, Mode mode) {
    std::error_code error;
    auto state = std::make_unique<State>();
    state->mode = mode;
    state->path = fs::canonical(path, error);
    if (error) return no_case_at(path);
    if (!fs::is_regular_file(state->path, error)) {
        return fail(Fault::Case, "not-a-case", fmt::format("{} is not a file", path.string()),
                    "name the file that `dalil init` or `dalil run` made (case.dalil)");
    }
    if (mode == Mode::Write) {
        auto lock = casefile::WriterLock::take(state->path);
        if (!lock) return fail(std::move(lock.error()));
        state->lock = std::move(*lock);
    }
    auto database = open_configured(state->path.string(), SQLITE_OPEN_READWRITE, state->path);
    if (!database && mode == Mode::Read && readable_as_it_stands(database.error(), state->path)) {
        database = open_configured(casefile::immutable_uri(state->path),
                                   SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, state->path);
        state->immutable = true;
    }
    if (!database) return fail(std::move(database.error()));
    state->database = std::move(*database);
    Database& opened = state->database;
    if (mode == Mode::Read) {
        if (auto done = opened.execute("PRAGMA query_only=ON"); !done) {
            return fail(std::move(done.error()));
        }
        return CaseFile(std::move(state));
    }
    if (sqlite3_db_readonly(opened.get(), "main") != 0) {
        return fail(opened.error(SQLITE_READONLY));
    }
    return CaseFile(std::move(state));
}

Result<void> CaseFile::close() {
    ENSURE(state_ != nullptr, "a case is closed once");
    ENSURE(!state_->batch_open, "a batch ends before its case is closed");
    const std::unique_ptr<State> state = std::move(state_);
    Database& database = state->database;
    Result<void> done;
    if (state->mode == Mode::Write) done = compact(database);
    if (!state->immutable && sqlite3_db_readonly(database.get(), "main") == 0) fold_log(database);
    return done;
}

Result<std::string> CaseFile::get_original(const Sha256& digest) const {
    return casefile::get_content(state_->database, casefile::content_kind::kOriginal, digest);
}

Result<Table> CaseFile::get_table(const Sha256& digest) const {
    auto bytes = casefile::get_content(state_->database, casefile::content_kind::kTable, digest);
    if (!bytes) return fail(std::move(bytes.error()));
    return decode_table(*bytes);
}

Result<std::vector<Event>> CaseFile::events(std::string_view kind) const {
    auto events = casefile::read_events(state_->database);
    if (!events || kind.empty()) return events;
    std::erase_if(*events, [&](const Event& event) { return event.kind != kind; });
    return events;
}

Result<std::optional<Event>> CaseFile::last_event(std::string_view kind) const {
    auto found = events(kind);
    if (!found) return fail(std::move(found.error()));
    if (found->empty()) return std::nullopt;
    return std::move(found->back());
}

Result<std::vector<SourceVersion>> CaseFile::all_source_versions() const {
    auto found = events();
    if (!found) return fail(std::move(found.error()));
    return fold_sources(*found);
}

Result<std::vector<SourceVersion>> CaseFile::sources() const {
    auto versions = all_source_versions();
    if (!versions) return versions;
    std::erase_if(*versions, [](const SourceVersion& version) { return !version.current(); });
    std::sort(versions->begin(), versions->end(),
              [](const SourceVersion& a, const SourceVersion& b) { return a.name < b.name; });
    return versions;
}

Result<std::vector<Decision>> CaseFile::decisions() const {
    auto found = events(event_kind::kDecisionMade);
    if (!found) return fail(std::move(found.error()));
    return fold_decisions(*found);
}

}  // namespace dalil
