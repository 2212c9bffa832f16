#include <fmt/format.h>
#include <zlib.h>

#include "casefile/bytes.hpp"
#include "casefile/state.hpp"
#include "dalil/base/parallel.hpp"

namespace dalil::casefile {

namespace {

// Small enough that a stop request is heard at once and that no damaged length can ask for much
// memory.
constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kChunksAtOnce = 16;

struct Packed {
    std::int64_t codec = kStored;
    std::string bytes;
};

Packed pack(std::string_view plain) {
    constexpr int kFast = 1;
    uLongf size = compressBound(static_cast<uLong>(plain.size()));
    std::string squeezed(size, '\0');
    const int code = compress2(reinterpret_cast<Bytef*>(squeezed.data()), &size,
                               reinterpret_cast<const Bytef*>(plain.data()),
                               static_cast<uLong>(plain.size()), kFast);
    if (code != Z_OK || size >= plain.size()) return {kStored, std::string(plain)};
    squeezed.resize(size);
    return {kZlib, std::move(squeezed)};
}

/// Appends the plain bytes of a chunk; false if they are not what was promised.
bool unpack(std::int64_t codec, std::string_view packed, std::uint64_t length, std::string& out) {
    if (length > kChunk) return false;
    if (codec == kStored) {
        out += packed;
        return packed.size() == length;
    }
    if (codec != kZlib) return false;
    const std::size_t before = out.size();
    out.resize(before + length);
    auto size = static_cast<uLongf>(length);
    auto used = static_cast<uLong>(packed.size());
    return uncompress2(reinterpret_cast<Bytef*>(out.data() + before), &size,
                       reinterpret_cast<const Bytef*>(packed.data()), &used) == Z_OK &&
           size == length && used == packed.size();
}

Result<void> put_chunks(Database& database, std::int64_t id, std::string_view bytes,
                        const Context& context) {
    Statement insert(database,
                     "INSERT INTO chunk(content, number, codec, length, bytes) "
                     "VALUES(?1, ?2, ?3, ?4, ?5)");
    const std::size_t chunks = (bytes.size() + kChunk - 1) / kChunk;
    for (std::size_t first = 0; first < chunks; first += kChunksAtOnce) {
        context.check_stop();
        std::vector<Packed> packed(std::min(kChunksAtOnce, chunks - first));
        parallel_for(context, packed.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k) {
                packed[k] = pack(bytes.substr((first + k) * kChunk, kChunk));
            }
        });
        for (std::size_t k = 0; k < packed.size(); ++k) {
            const std::string_view plain = bytes.substr((first + k) * kChunk, kChunk);
            insert.reset();
            insert.bind(1, id);
            insert.bind(2, static_cast<std::int64_t>(first + k));
            insert.bind(3, packed[k].codec);
            insert.bind(4, static_cast<std::int64_t>(plain.size()));
            insert.bind_bytes(5, packed[k].bytes);
            if (auto done = insert.run(); !done) return done;
        }
    }
    return {};
}

}  // namespace

Result<ContentRef> put_content(Database& database, std::string_view kind, std::string_view bytes,
                               const Context& context) {
    ContentRef reference;
    reference.digest = sha256(bytes);
    {
        Statement known(database, "SELECT id FROM content WHERE kind = ?1 AND digest = ?2");
        known.bind(1, kind);
        known.bind(2, reference.digest);
        if (known.step()) {
            reference.id = known.integer(0);
            return reference;
        }
        if (auto done = known.finish(); !done) return fail(std::move(done.error()));
    }
    if (auto done = database.begin_writing(); !done) return fail(std::move(done.error()));
    Statement insert(database, "INSERT INTO content(kind, digest, length) VALUES(?1, ?2, ?3)");
    insert.bind(1, kind);
    insert.bind(2, reference.digest);
    insert.bind(3, static_cast<std::int64_t>(bytes.size()));
    if (auto done = insert.run(); !done) return fail(std::move(done.error()));
    reference.id = sqlite3_last_insert_rowid(database.get());
    if (auto done = put_chunks(database, reference.id, bytes, context); !done) {
        return fail(std::move(done.error()));
    }
    return reference;
}

Result<std::string> read_content(Database& database, std::int64_t id, const Sha256& digest,
                                 std::uint64_t length) {
    Statement chunks(
        database,
        "SELECT number, codec, length, bytes FROM chunk WHERE content = ?1 ORDER BY number");
    chunks.bind(1, id);
    std::string bytes;
    bool sound = true;
    for (std::int64_t number = 0; sound && chunks.step(); ++number) {
        sound = chunks.integer(0) == number &&
                unpack(chunks.integer(1), chunks.bytes(3), chunks.natural(2), bytes);
    }
    if (auto done = chunks.finish(); !done) return fail(std::move(done.error()));
    if (!sound || bytes.size() != length || sha256(bytes) != digest) {
        return damaged(database.shown(), fmt::format("content {} does not match its digest",
                                                     to_hex(digest).substr(0, 16)));
    }
    return bytes;
}

Result<std::string> get_content(Database& database, std::string_view kind, const Sha256& digest) {
    Statement row(database, "SELECT id, length FROM content WHERE kind = ?1 AND digest = ?2");
    row.bind(1, kind);
    row.bind(2, digest);
    if (!row.step()) {
        if (auto done = row.finish(); !done) return fail(std::move(done.error()));
        return fail(
            Fault::Case, "content-missing",
            fmt::format("{} holds no {} {}", database.shown(), kind, to_hex(digest).substr(0, 16)),
            "import the list again, or run the step that made it again");
    }
    return read_content(database, row.integer(0), digest, row.natural(1));
}

}  // namespace dalil::casefile
