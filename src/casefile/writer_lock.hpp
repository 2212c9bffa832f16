// casefile/writer_lock.hpp: one writer per case. A second writer is told within two seconds, before
// it has done any work, instead of after an hour of linking.
//
// The lock is an flock on "<case>-lock", which disappears with its holder; a killed holder leaves
// an empty file that the next one takes over. SQLite's own locks still guard every transaction
// underneath.
#pragma once

#include <filesystem>

#include "dalil/base/result.hpp"

namespace dalil::casefile {

class WriterLock {
  public:
    WriterLock() = default;
    WriterLock(WriterLock&& other) noexcept;
    WriterLock& operator=(WriterLock&& other) noexcept;
    ~WriterLock();

    /// Errors: "case-locked", "case-unwritable", "case-folder-missing".
    static Result<WriterLock> take(const std::filesystem::path& case_path);

  private:
    std::filesystem::path path_;
    int fd_ = -1;
};

}  // namespace dalil::casefile
