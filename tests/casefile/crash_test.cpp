// Whatever ends the program, the case opens, checks clean, and holds everything that was
// acknowledged.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "tests/casefile/sample.hpp"

using namespace dalil;
using sample::Folder;
using sample::kTime;

namespace {

/// Runs `work` in a child, which ends with the status that `work` returns.
pid_t in_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        int result = 99;
        try {
            result = work();
        } catch (...) {
        }
        ::_exit(result);
    }
    return child;
}

int status_of(pid_t child) {
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return status;
}

/// A forked child has none of its parent's threads.
Context one_thread() {
    Context context;
    context.threads = 1;
    return context;
}

/// Bytes that differ for each batch and do not compress away.
std::string payload(std::uint32_t number) {
    Rng rng(number);
    std::string bytes(200 + rng.below(60'000), '\0');
    for (char& c : bytes) c = static_cast<char>(rng.bits());
    return bytes;
}

/// Opens the case and writes batches from `number` on, telling each that was committed. The case is
/// closed and opened again now and then, so that a kill also meets checkpoints and changes of the
/// journal's mode.
int write_batches(const std::filesystem::path& path, int pipe, std::uint32_t number) {
    for (;;) {
        auto file = std::filesystem::exists(path) ? CaseFile::open(path, CaseFile::Mode::Write)
                                                  : CaseFile::create(path);
        if (!file) return 1;
        for (int k = 0; k < 3; ++k, ++number) {
            auto batch = file->begin(one_thread());
            if (!batch) return 2;
            const std::string bytes = payload(number);
            const Table table = sample::small_table("list", std::to_string(number));
            if (!batch->import_source({"list", "list.csv", bytes, {&table, 1}}, kTime + number))
                return 3;
            if (!batch->append("note", R"({"number":)" + std::to_string(number) + "}", kTime))
                return 4;
            if (!batch->put_run(
                    {"link", R"({"number":)" + std::to_string(number) + "}", {{"draws", bytes}}},
                    kTime)) {
                return 5;
            }
            if (!batch->commit()) return 6;
            if (::write(pipe, &number, sizeof number) != sizeof number) return 7;
        }
    }
}

/// Waits for up to `count` numbers (all, until the other side is gone); the last of them, else
/// `before`.
std::uint32_t last_acknowledged(int pipe, std::uint32_t before, std::uint64_t count = UINT64_MAX) {
    std::uint32_t number = 0, last = before;
    for (; count > 0 && ::read(pipe, &number, sizeof number) == sizeof number; --count)
        last = number;
    return last;
}

std::uint32_t batches_in(const CaseFile& file) {
    const auto notes = file.events("note").value();
    for (std::size_t k = 0; k < notes.size(); ++k) {
        EXPECT_EQ(notes[k].body, R"({"number":)" + std::to_string(k + 1) + "}");
    }
    return static_cast<std::uint32_t>(notes.size());
}

}  // namespace

TEST(Crash, KillKeepsEveryAcknowledgedBatchAndNothingHalf) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    const int rounds = std::getenv("DALIL_STUDY") != nullptr ? 300 : 30;
    Rng rng(11);
    std::uint32_t written = 0;
    int mid_batch = 0;
    std::chrono::duration<double> per_batch = std::chrono::milliseconds(10);
    for (int round = 0; round < rounds; ++round) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = in_child([&] { return write_batches(path, ends[1], written + 1); });
        ::close(ends[1]);
        // Some batches, then part of one more; a machine that is busy gets the time that it needs.
        const std::uint64_t batches = rng.below(5);
        const auto start = std::chrono::steady_clock::now();
        const std::uint32_t early = last_acknowledged(ends[0], written, batches);
        if (batches > 0) per_batch = (std::chrono::steady_clock::now() - start) / batches;
        std::this_thread::sleep_for(per_batch * rng.uniform());
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        EXPECT_TRUE(WIFSIGNALED(status_of(child))) << "the writer failed by itself";
        const std::uint32_t acknowledged = last_acknowledged(ends[0], early);
        ::close(ends[0]);
        if (!std::filesystem::exists(path)) {
            EXPECT_EQ(acknowledged, 0u);
            continue;
        }
        auto file = CaseFile::open(path, CaseFile::Mode::Read);
        ASSERT_TRUE(file) << file.error().message;
        const auto findings = file->check().value();
        EXPECT_TRUE(findings.empty()) << findings.front().text;
        written = batches_in(*file);
        EXPECT_GE(written, acknowledged);
        EXPECT_LE(written, acknowledged + 1);  // committed, but killed before it could tell
        mid_batch += written == acknowledged ? 1 : 0;
        if (written > 0) {
            const auto sources = file->sources().value();
            EXPECT_EQ(file->get_original(sources.at(0).original).value(), payload(written));
            EXPECT_EQ(file->latest_run("link").value()->body,
                      R"({"number":)" + std::to_string(written) + "}");
        }
        ASSERT_TRUE(file->close());
        EXPECT_FALSE(std::filesystem::exists(path.string() + "-wal"));
    }
    EXPECT_GT(written, 0u);
    EXPECT_GT(mid_batch, 0);
}

TEST(Crash, TheLogOfADeletedCaseDoesNotReachANewOne) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    const pid_t child = in_child([&] {
        auto file = CaseFile::create(path);
        sample::fill(*file);
        ::kill(::getpid(), SIGKILL);  // the case is still open: its log stays
        return 0;
    });
    status_of(child);
    ASSERT_TRUE(std::filesystem::exists(path.string() + "-wal"));
    std::filesystem::remove(path);
    auto file = CaseFile::create(path);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->events().value().empty());
    EXPECT_TRUE(file->check().value().empty());
}

TEST(Crash, AFullDiskLeavesTheCaseAsItWas) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    std::string before;
    {
        auto file = CaseFile::create(path);
        sample::fill(*file);
        before = sample::story(*file);
        ASSERT_TRUE(file->close());
    }
    // The limit stands at another place of the write each time.
    for (const rlim_t room :
         {0u, 4'000u, 8'200u, 20'000u, 33'000u, 57'000u, 60'000u, 90'000u, 200'000u, 1'000'000u}) {
        const int status = status_of(in_child([&] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{room, room};
            if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 9;
            auto file = CaseFile::open(path, CaseFile::Mode::Write);
            if (!file) return file.error().code == "disk-full" ? 0 : 1;
            Result<void> done;
            {
                auto batch = file->begin(one_thread());
                if (!batch) return batch.error().code == "disk-full" ? 0 : 2;
                std::string bytes(3'000'000, '\0');
                Rng rng(room);
                for (char& c : bytes) c = static_cast<char>(rng.bits());
                auto digest = batch->put_original(bytes);
                if (!digest) {
                    done = fail(digest.error());
                } else {
                    done = batch->commit();
                }
            }
            if (done) return 3;
            if (done.error().code != "disk-full" || done.error().fault != Fault::Outside) return 4;
            (void)file->close();
            auto reader = CaseFile::open(path, CaseFile::Mode::Read);  // still without room
            return reader && sample::story(*reader) == before ? 0 : 5;
        }));
        ASSERT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), 0) << "room " << room;
        auto file = CaseFile::open(path, CaseFile::Mode::Read);
        ASSERT_TRUE(file) << file.error().message;
        EXPECT_TRUE(file->check().value().empty());
        EXPECT_EQ(sample::story(*file), before);
    }
}

TEST(Crash, AFullFileSystemLeavesTheCaseAsItWas) {
    const Folder folder;
    constexpr int kNotAllowed = 77;
    const int status = status_of(in_child([&] {
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=512k") != 0) {
            return kNotAllowed;
        }
        const auto path = folder / "case.dalil";
        std::string before;
        {
            auto file = CaseFile::create(path);
            if (!file) return 1;
            sample::fill(*file);
            before = sample::story(*file);
        }
        // Little by little until nothing fits, then once more with a file system that is full to
        // the brim.
        for (int round = 0; round < 2; ++round) {
            auto file = CaseFile::open(path, CaseFile::Mode::Write);
            if (!file) {
                if (round == 0 || file.error().code != "disk-full") return 2;
                break;
            }
            Result<void> done;
            for (std::uint32_t number = 0; done; ++number) {
                auto batch = file->begin(one_thread());
                if (!batch) {
                    done = fail(batch.error());
                    break;
                }
                auto digest = batch->put_original(payload(number));
                done = digest ? batch->commit() : Result<void>(fail(digest.error()));
                if (done) before = sample::story(*file);
            }
            if (done.error().code != "disk-full") return 3;
            if (sample::story(*file) != before) return 4;
        }
        {
            std::ofstream filler(folder / "filler", std::ios::binary);
            filler << std::string(1'000'000, 'x');
        }
        auto full = CaseFile::open(path, CaseFile::Mode::Write);
        if (!full && full.error().code != "disk-full") return 5;
        if (full) (void)full->close();
        std::filesystem::remove(folder / "filler");
        auto file = CaseFile::open(path, CaseFile::Mode::Read);
        if (!file || sample::story(*file) != before) return 6;
        return file->check().value().empty() ? 0 : 7;
    }));
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == kNotAllowed) GTEST_SKIP() << "mounting needs more rights";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

namespace {

/// Gives up the right to write anywhere, which the superuser cannot do by modes alone.
bool become_nobody() {
    return ::geteuid() != 0 || (::setegid(65534) == 0 && ::seteuid(65534) == 0);
}

int read_as_nobody(const std::filesystem::path& path, const std::string& expected) {
    if (!become_nobody()) return 9;
    auto file = CaseFile::open(path, CaseFile::Mode::Read);
    if (!file) return 1;
    auto findings = file->check();
    if (!findings || !findings->empty()) return 2;
    if (sample::story(*file) != expected) return 3;
    if (!file->close()) return 4;
    auto writer = CaseFile::open(path, CaseFile::Mode::Write);
    return !writer && writer.error().code == "case-unwritable" ? 0 : 5;
}

}  // namespace

TEST(Crash, ACaseOnAReadOnlyMediumCanBeRead) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    std::string before;
    {
        auto file = CaseFile::create(path);
        sample::fill(*file);
        before = sample::story(*file);
        ASSERT_TRUE(file->close());
    }
    // The copy of a case in use says WAL in its header, and has no log to recover.
    const auto copied = folder / "copied.dalil";
    {
        auto writer = CaseFile::open(path, CaseFile::Mode::Write);
        auto reader = CaseFile::open(path, CaseFile::Mode::Read);
        ASSERT_TRUE(writer && reader);
        std::filesystem::copy_file(path, copied);
    }
    for (const auto& file : {path, copied}) ::chmod(file.c_str(), 0444);
    ::chmod(folder.path().c_str(), 0555);
    for (const auto& file : {path, copied}) {
        const int status = status_of(in_child([&] { return read_as_nobody(file, before); }));
        ASSERT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), 0) << file.filename();
    }
    ::chmod(folder.path().c_str(), 0755);
}

TEST(Crash, AnotherProcessHoldsTheCaseUntilItDies) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    ASSERT_TRUE(CaseFile::create(path));
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = in_child([&] {
        auto file = CaseFile::open(path, CaseFile::Mode::Write);
        if (!file || ::write(ends[1], "x", 1) != 1) return 1;
        for (;;) ::pause();
    });
    char ready = 0;
    ASSERT_EQ(::read(ends[0], &ready, 1), 1);
    const auto start = std::chrono::steady_clock::now();
    auto second = CaseFile::open(path, CaseFile::Mode::Write);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "case-locked");
    EXPECT_TRUE(CaseFile::open(path, CaseFile::Mode::Read));
    ::kill(child, SIGKILL);
    status_of(child);
    auto third = CaseFile::open(path, CaseFile::Mode::Write);
    EXPECT_TRUE(third) << third.error().message;
    ::close(ends[0]);
    ::close(ends[1]);
}
