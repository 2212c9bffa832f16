#include "dalil/base/file.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "dalil/base/hash.hpp"
#include "dalil/base/issue.hpp"

namespace dalil {
namespace {

class FileTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("dalil-file-test-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path folder_;
};

TEST_F(FileTest, ReadsBackWhatItWroteAndKeepsItPrivate) {
    const std::string bytes("a\0b\n\xff", 5);
    ASSERT_TRUE(write_file(folder_ / "x", bytes));
    EXPECT_EQ(*read_file(folder_ / "x"), bytes);
    struct stat status{};
    ASSERT_EQ(::stat((folder_ / "x").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(FileTest, SaysWhatIsWrongWithAPath) {
    EXPECT_EQ(read_file(folder_ / "nothing").error().code, "file-missing");
    EXPECT_EQ(read_file(folder_).error().code, "file-is-a-folder");
    EXPECT_FALSE(write_file(folder_ / "no" / "folder", "x"));
}

TEST_F(FileTest, LeavesTheOldFileWhenTheDiskRefuses) {
    ASSERT_TRUE(write_file(folder_ / "x", "old"));
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{10, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto written = write_file(folder_ / "x", std::string(1000, 'n'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_FALSE(written);
    EXPECT_EQ(*read_file(folder_ / "x"), "old");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST(Hash, MatchesPublishedSha256) {
    // FIPS 180-2, appendix B.1.
    EXPECT_EQ(to_hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(CellAddress, ReadsLikeASpreadsheet) {
    EXPECT_EQ((CellAddress{"appeals", "Sheet1", 17, 3}.text()), "appeals:Sheet1!C17");
    EXPECT_EQ((CellAddress{"appeals:Sheet1", "Sheet1", 17, 0}.text()), "appeals:Sheet1!17");
    EXPECT_EQ((CellAddress{"news", "", 0, 28}.text()), "news!AB");
    EXPECT_EQ((CellAddress{"news", "", 0, 0}.text()), "news");
    EXPECT_EQ(column_letters(16384), "XFD");
}

}  // namespace
}  // namespace dalil
