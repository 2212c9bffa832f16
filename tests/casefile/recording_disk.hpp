// tests/casefile/recording_disk.hpp: a disk that remembers every write, sync and delete of SQLite,
// so that a test can cut the power at any moment and see what the platter might hold.
//
// What was synced is there. Of what was not, any part may be there: whole writes, the first sectors
// of a write, later writes without earlier ones.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <new>
#include <string>
#include <vector>

#include "dalil/base/random.hpp"

namespace dalil::sample {

struct DiskOperation {
    enum class Kind : std::uint8_t { Create, Write, Truncate, Sync, Delete, Acknowledge } kind;
    std::string file;  ///< file name without folders
    std::int64_t offset =
        0;  ///< Write: where; Truncate: new size; Acknowledge: the number that was told
    std::string bytes;
    bool durable = false;  ///< Delete: the folder was synced as well
};

class RecordingDisk {
  public:
    /// While the object lives, all of SQLite's files go through it.
    RecordingDisk() {
        real_ = sqlite3_vfs_find(nullptr);
        current_ = this;
        vfs_ = *real_;
        vfs_.zName = "recording";
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
        vfs_.xOpen = open;
        vfs_.xDelete = remove;
        sqlite3_vfs_register(&vfs_, 1);
    }
    ~RecordingDisk() {
        sqlite3_vfs_register(real_, 1);
        sqlite3_vfs_unregister(&vfs_);
        current_ = nullptr;
    }
    RecordingDisk(const RecordingDisk&) = delete;
    RecordingDisk& operator=(const RecordingDisk&) = delete;

    void acknowledge(std::uint64_t number) {
        operations.push_back(
            {DiskOperation::Kind::Acknowledge, "", static_cast<std::int64_t>(number), "", false});
    }

    std::vector<DiskOperation> operations;

  private:
    struct File {
        sqlite3_file base;
        bool recorded;
        char name[256];
        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };

    static File& as_file(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static sqlite3_file* real_of(sqlite3_file* file) { return as_file(file).real(); }
    static void record(sqlite3_file* file, DiskOperation::Kind kind, std::int64_t offset,
                       std::string bytes) {
        if (!as_file(file).recorded) return;
        current_->operations.push_back({kind, as_file(file).name, offset, std::move(bytes), false});
    }

    static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
        File& opened = as_file(file);
        opened.base.pMethods = nullptr;
        opened.recorded =
            (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0 &&
            path != nullptr;
        const std::string name =
            path == nullptr ? "" : std::filesystem::path(path).filename().string();
        std::strncpy(opened.name, name.c_str(), sizeof opened.name - 1);
        opened.name[sizeof opened.name - 1] = '\0';
        const bool existed = path != nullptr && std::filesystem::exists(path);
        const int code =
            current_->real_->xOpen(current_->real_, path, opened.real(), flags, out_flags);
        if (code != SQLITE_OK) return code;
        opened.base.pMethods = methods();
        if (!existed) record(file, DiskOperation::Kind::Create, 0, {});
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs*, const char* path, int sync_folder) {
        const int code = current_->real_->xDelete(current_->real_, path, sync_folder);
        if (code == SQLITE_OK) {
            current_->operations.push_back({DiskOperation::Kind::Delete,
                                            std::filesystem::path(path).filename().string(), 0, "",
                                            sync_folder != 0});
        }
        return code;
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods table = [] {
            sqlite3_io_methods m{};
            m.iVersion = 2;
            m.xClose = [](sqlite3_file* f) { return real_of(f)->pMethods->xClose(real_of(f)); };
            m.xRead = [](sqlite3_file* f, void* out, int count, sqlite3_int64 at) {
                return real_of(f)->pMethods->xRead(real_of(f), out, count, at);
            };
            m.xWrite = [](sqlite3_file* f, const void* in, int count, sqlite3_int64 at) {
                record(f, DiskOperation::Kind::Write, at,
                       std::string(static_cast<const char*>(in), static_cast<std::size_t>(count)));
                return real_of(f)->pMethods->xWrite(real_of(f), in, count, at);
            };
            m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
                record(f, DiskOperation::Kind::Truncate, size, {});
                return real_of(f)->pMethods->xTruncate(real_of(f), size);
            };
            m.xSync = [](sqlite3_file* f, int flags) {
                record(f, DiskOperation::Kind::Sync, 0, {});
                return real_of(f)->pMethods->xSync(real_of(f), flags);
            };
            m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
                return real_of(f)->pMethods->xFileSize(real_of(f), size);
            };
            m.xLock = [](sqlite3_file* f, int lock) {
                return real_of(f)->pMethods->xLock(real_of(f), lock);
            };
            m.xUnlock = [](sqlite3_file* f, int lock) {
                return real_of(f)->pMethods->xUnlock(real_of(f), lock);
            };
            m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
                return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
            };
            m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
                return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
            };
            m.xSectorSize = [](sqlite3_file* f) {
                return real_of(f)->pMethods->xSectorSize(real_of(f));
            };
            m.xDeviceCharacteristics = [](sqlite3_file* f) {
                return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
            };
            m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
                return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
            };
            m.xShmLock = [](sqlite3_file* f, int at, int n, int flags) {
                return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
            };
            m.xShmBarrier = [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); };
            m.xShmUnmap = [](sqlite3_file* f, int del) {
                return real_of(f)->pMethods->xShmUnmap(real_of(f), del);
            };
            return m;
        }();
        return &table;
    }

    static inline RecordingDisk* current_ = nullptr;
    sqlite3_vfs* real_ = nullptr;
    sqlite3_vfs vfs_{};
};

/// Which unsynced operations reached the platter before the power went.
enum class Survivors : std::uint8_t { None, All, Some, Torn };

/// The files as they may stand after a power cut.
class Platter {
  public:
    void put(const std::string& name, std::string bytes) {
        files_[name] = {true, std::move(bytes), {}};
    }

    void apply(const DiskOperation& operation) {
        using Kind = DiskOperation::Kind;
        if (operation.kind == Kind::Acknowledge) return;
        File& file = files_[operation.file];
        if (operation.kind == Kind::Sync) {
            // SQLite syncs the folder together with a file that is new in it.
            if (is_new(file)) settle_deletes();
            for (const DiskOperation& pending : file.pending)
                settle(file, pending, pending.bytes.size());
            file.pending.clear();
        } else if (operation.kind == Kind::Delete && operation.durable) {
            file = {};
            settle_deletes();
        } else {
            file.pending.push_back(operation);
        }
    }

    /// Writes one possible outcome into a folder.
    void settle_into(const std::filesystem::path& folder, Survivors survivors, Rng& rng) const {
        for (const auto& [name, stored] : files_) {
            File file = stored;
            for (const DiskOperation& pending : stored.pending) {
                if (survivors == Survivors::None) continue;
                if (survivors != Survivors::All && rng.below(2) == 0) continue;
                std::size_t length = pending.bytes.size();
                if (survivors == Survivors::Torn) length = rng.below(length / 512 + 1) * 512;
                settle(file, pending, std::min(length, pending.bytes.size()));
            }
            if (!file.exists) continue;
            std::ofstream(folder / name, std::ios::binary)
                .write(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
        }
    }

  private:
    struct File {
        bool exists = false;
        std::string bytes;
        std::vector<DiskOperation> pending;
    };

    static bool is_new(const File& file) {
        return std::any_of(file.pending.begin(), file.pending.end(),
                           [](const DiskOperation& operation) {
                               return operation.kind == DiskOperation::Kind::Create;
                           });
    }
    /// The folder was synced: what was deleted so far is gone.
    void settle_deletes() {
        for (auto& [name, file] : files_) {
            const auto last = std::find_if(file.pending.rbegin(), file.pending.rend(),
                                           [](const DiskOperation& operation) {
                                               return operation.kind == DiskOperation::Kind::Delete;
                                           });
            if (last == file.pending.rend()) continue;
            file.pending.erase(file.pending.begin(), last.base());
            file.exists = false;
            file.bytes.clear();
        }
    }

    static void settle(File& file, const DiskOperation& operation, std::size_t length) {
        using Kind = DiskOperation::Kind;
        const auto offset = static_cast<std::size_t>(operation.offset);
        if (operation.kind == Kind::Delete) {
            file.exists = false;
            file.bytes.clear();
            return;
        }
        file.exists = true;
        if (operation.kind == Kind::Truncate) file.bytes.resize(offset);
        if (operation.kind != Kind::Write || length == 0) return;
        if (file.bytes.size() < offset + length) file.bytes.resize(offset + length);
        file.bytes.replace(offset, length, operation.bytes, 0, length);
    }

    std::map<std::string, File> files_;
};

}  // namespace dalil::sample
