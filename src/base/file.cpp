#include "dalil/base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace dalil {

namespace {

/// Closes a descriptor at the end of its life.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    int close() {
        const int result = ::close(fd_);
        fd_ = -1;
        return result;
    }

  private:
    int fd_;
};

tl::unexpected<Error> write_failed(const std::filesystem::path& path, int error) {
    return fail(Fault::Outside,
                error == ENOSPC || error == EDQUOT ? "disk-full" : "file-unwritable",
                fmt::format("could not write {}: {}", path.string(), std::strerror(error)),
                error == ENOSPC || error == EDQUOT
                    ? "free some space and run the same command again; nothing was lost"
                    : "check that the folder exists and may be written to");
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        const int error = errno;
        return fail(
            Fault::Input, error == ENOENT ? "file-missing" : "file-unreadable",
            fmt::format("could not open {}: {}", path.string(), std::strerror(error)),
            error == ENOENT ? "check the name and the folder" : "check the file's permissions");
    }
    struct stat status{};
    if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
        return fail(Fault::Input, "file-is-a-folder", fmt::format("{} is a folder", path.string()),
                    "name the files in it, for example with *.xlsx");
    }
    std::string bytes;
    if (status.st_size > 0) bytes.reserve(static_cast<std::size_t>(status.st_size));
    char block[1 << 16];
    for (;;) {
        const ssize_t got = ::read(file.get(), block, sizeof block);
        if (got < 0) {
            if (errno == EINTR) continue;
            return fail(Fault::Input, "file-unreadable",
                        fmt::format("could not read {}: {}", path.string(), std::strerror(errno)),
                        "copy the file to another disk and try again");
        }
        if (got == 0) return bytes;
        bytes.append(block, static_cast<std::size_t>(got));
    }
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
    const std::filesystem::path beside = path.string() + fmt::format(".{}.part", ::getpid());
    {
        Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (file.get() < 0) return write_failed(path, errno);
        if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0 || file.close() != 0) {
            const int error = errno;
            ::unlink(beside.c_str());
            return write_failed(path, error);
        }
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(beside.c_str());
        return write_failed(path, error);
    }
    const auto folder = path.parent_path();
    const Descriptor directory(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) ::fsync(directory.get());
    return {};
}

}  // namespace dalil
