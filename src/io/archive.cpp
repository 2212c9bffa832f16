#include "io/archive.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <zip.h>

namespace dalil::io {

namespace {

constexpr std::size_t kBlockBytes = 1 << 18;
/// Parts smaller than this are harmless however well they pack.
constexpr std::uint64_t kRatioFreeBytes = 16ULL << 20;
constexpr zip_int64_t kMaxParts = 100'000;

tl::unexpected<Error> damaged(std::string_view what) {
    return fail(Fault::Input, "file-damaged", fmt::format("the file is damaged: {}", what),
                "open it in the program that made it, save it again, and give the new file");
}

tl::unexpected<Error> bomb(std::string_view what) {
    return fail(Fault::Input, "zip-bomb",
                fmt::format("the file unpacks to far more than a list needs ({})", what),
                "do not open it if you do not know where it comes from; an honest file can be "
                "saved as .csv");
}

std::string plain_name(std::string_view name) {
    std::string plain(name);
    for (char& c : plain) {
        if (c == '\\') c = '/';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    plain.erase(0, std::min(plain.find_first_not_of('/'), plain.size()));
    return plain;
}

struct CloseZip {
    void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

struct Archive::State {
    std::unique_ptr<zip_t, CloseZip> zip;
    std::map<std::string, zip_uint64_t, std::less<>> parts;
    std::uint64_t unpacked = 0;
    Limits limits;

    Result<void> list_parts();
    Result<void> check_growth(const zip_stat_t& stat, std::uint64_t part_bytes) const;
};

Result<void> Archive::State::list_parts() {
    const zip_int64_t count = zip_get_num_entries(zip.get(), 0);
    if (count > kMaxParts) return bomb(fmt::format("{} parts", count));
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        const auto index = static_cast<zip_uint64_t>(i);
        if (zip_stat_index(zip.get(), index, 0, &stat) != 0 || stat.name == nullptr) continue;
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
            stat.encryption_method != ZIP_EM_NONE) {
            return fail(Fault::Input, "password-protected", "the file is protected by a password",
                        "open it with its password, save it without one, and give that file");
        }
        parts.emplace(plain_name(stat.name), index);
    }
    return {};
}

/// Counts what comes out, whatever the directory of the archive says.
Result<void> Archive::State::check_growth(const zip_stat_t& stat, std::uint64_t part_bytes) const {
    if (unpacked > limits.unpacked_bytes) {
        return bomb(fmt::format("more than {} MB", limits.unpacked_bytes >> 20));
    }
    const double packed = static_cast<double>(std::max<zip_uint64_t>(stat.comp_size, 1));
    if (part_bytes > kRatioFreeBytes &&
        static_cast<double>(part_bytes) > limits.pack_ratio * packed) {
        return bomb(fmt::format("more than {} times its packed size", limits.pack_ratio));
    }
    return {};
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Result<Archive> Archive::open(std::string_view bytes, const Limits& limits) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    ENSURE(source != nullptr, "a buffer is a source of bytes");
    auto state = std::make_unique<State>();
    state->limits = limits;
    state->zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    zip_error_fini(&error);
    if (!state->zip) {
        zip_source_free(source);
        return fail(Fault::Input, "file-truncated",
                    "the file breaks off or is damaged: its directory is missing",
                    "copy or download it again; if it came by mail, ask for it once more");
    }
    if (auto listed = state->list_parts(); !listed) return fail(std::move(listed.error()));
    return Archive(std::move(state));
}

bool Archive::has(std::string_view name) const {
    return state_->parts.count(plain_name(name)) > 0;
}

std::string Archive::find(std::string_view prefix, std::string_view suffix) const {
    for (const auto& [name, index] : state_->parts) {
        if (name.size() >= prefix.size() + suffix.size() &&
            name.compare(0, prefix.size(), prefix) == 0 &&
            name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0) {
            return name;
        }
    }
    return {};
}

Result<void> Archive::stream(std::string_view name, const Context& context, const Sink& sink) {
    State& state = *state_;
    const auto part = state.parts.find(plain_name(name));
    if (part == state.parts.end()) return damaged("a part is missing");
    zip_stat_t stat;
    if (zip_stat_index(state.zip.get(), part->second, 0, &stat) != 0)
        return damaged("a part has no size");
    const std::unique_ptr<zip_file_t, CloseFile> file(
        zip_fopen_index(state.zip.get(), part->second, 0));
    if (!file) return damaged("a part cannot be unpacked");
    std::vector<char> block(kBlockBytes);
    std::uint64_t part_bytes = 0;
    for (;;) {
        context.check_stop();
        const zip_int64_t got = zip_fread(file.get(), block.data(), block.size());
        if (got < 0) return damaged("a part cannot be unpacked");
        if (got == 0) return {};
        part_bytes += static_cast<std::uint64_t>(got);
        state.unpacked += static_cast<std::uint64_t>(got);
        if (auto fits = state.check_growth(stat, part_bytes); !fits) return fits;
        auto taken = sink({block.data(), static_cast<std::size_t>(got)});
        if (!taken) return taken;
    }
}

Result<std::string> Archive::read(std::string_view name, const Context& context, std::size_t most) {
    std::string bytes;
    auto done = stream(name, context, [&](std::string_view block) -> Result<void> {
        bytes.append(block.substr(0, most - std::min(most, bytes.size())));
        return {};
    });
    if (!done) return fail(std::move(done.error()));
    return bytes;
}

}  // namespace dalil::io
