#include "casefile/writer_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

namespace dalil::casefile {

namespace {

constexpr auto kPatience = std::chrono::seconds(2);
constexpr auto kPause = std::chrono::milliseconds(20);

/// The name may have been unlinked, or made anew, between open and lock.
bool still_there(int fd, const std::filesystem::path& path) {
    struct stat held{}, named{};
    return ::fstat(fd, &held) == 0 && ::stat(path.c_str(), &named) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

tl::unexpected<Error> cannot_open(const std::filesystem::path& case_path, int error) {
    if (error == ENOENT || error == ENOTDIR) {
        return fail(Fault::Usage, "case-folder-missing",
                    fmt::format("the folder of {} does not exist", case_path.string()),
                    "make the folder first, or check the name");
    }
    if (error == ENOSPC || error == EDQUOT) {
        return fail(Fault::Outside, "disk-full",
                    fmt::format("no room left on the disk of {}", case_path.string()),
                    "free some space and run the same command again; the case is as it was");
    }
    return fail(Fault::Outside, "case-unwritable",
                fmt::format("the folder of {} may not be written to: {}", case_path.string(),
                            std::strerror(error)),
                "check the permissions, or copy the case to a folder that may be written to");
}

}  // namespace

WriterLock::WriterLock(WriterLock&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(fd_, other.fd_);
    return *this;
}

WriterLock::~WriterLock() {
    if (fd_ < 0) return;
    ::unlink(path_.c_str());  // while it is held: nobody can have taken it over
    ::close(fd_);
}

Result<WriterLock> WriterLock::take(const std::filesystem::path& case_path) {
    WriterLock lock;
    lock.path_ = case_path.string() + "-lock";
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        const int fd = ::open(lock.path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0) return cannot_open(case_path, errno);
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) {
            if (still_there(fd, lock.path_)) {
                lock.fd_ = fd;
                return lock;
            }
            ::close(fd);
            continue;
        }
        const int error = errno;
        if (error != EWOULDBLOCK && error != EINTR) {
            // A file system without flock: SQLite's locks have to do.
            lock.fd_ = fd;
            return lock;
        }
        ::close(fd);
        if (std::chrono::steady_clock::now() >= deadline) {
            return fail(Fault::Case, "case-locked",
                        fmt::format("{} is in use by another program", case_path.string()),
                        "wait until it has finished, then run the same command again");
        }
        std::this_thread::sleep_for(kPause);
    }
}

}  // namespace dalil::casefile
