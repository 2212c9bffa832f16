#include "dalil/casefile/case_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "tests/casefile/sample.hpp"

using namespace dalil;
using sample::Folder;
using sample::kTime;

namespace {

std::vector<std::string> names_in(const Folder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const std::vector<std::string> kOnlyTheCase = {"case.dalil"};

}  // namespace

TEST(CaseFile, KeepsWhatWasCommitted) {
    const Folder folder;
    {
        auto file = CaseFile::create(folder / "case.dalil");
        ASSERT_TRUE(file) << file.error().message;
        sample::fill(*file);
        ASSERT_TRUE(file->close());
    }
    auto file = CaseFile::open(folder / "case.dalil", CaseFile::Mode::Read);
    ASSERT_TRUE(file) << file.error().message;
    const auto sources = file->sources().value();
    ASSERT_EQ(sources.size(), 2u);
    EXPECT_EQ(sources[0].name, "appeals");
    EXPECT_EQ(sources[0].event, 3u);
    EXPECT_EQ(file->get_original(sources[0].original).value(), "id,birth\n007,y\n");
    const Table table = file->get_table(sources[0].tables.at(0).digest).value();
    EXPECT_EQ(encode_table(table), encode_table(sample::small_table("appeals", "y")));
    EXPECT_EQ(file->all_source_versions().value().size(), 3u);
    EXPECT_EQ(file->all_source_versions().value()[0].ended_by, 3u);
    const dalil::Run run = file->latest_run("link").value().value();
    EXPECT_EQ(run.outputs, (std::vector<std::string>{"draws", "pairs"}));
    EXPECT_EQ(run.time_ms, kTime + 4);
    EXPECT_EQ(file->get_output(run.id, "draws").value(), std::string(5000, 'd'));
    EXPECT_TRUE(file->check().value().empty());
}

TEST(CaseFile, IsOneFileOfModeSixHundredWhenClosed) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    sample::fill(*file);
    ASSERT_TRUE(file->close());
    EXPECT_EQ(names_in(folder), kOnlyTheCase);
    struct stat status{};
    ASSERT_EQ(::stat((folder / "case.dalil").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0600u);
}

TEST(CaseFile, DestructorLeavesOneFileToo) {
    const Folder folder;
    {
        auto file = CaseFile::create(folder / "case.dalil");
        sample::fill(*file);
    }
    EXPECT_EQ(names_in(folder), kOnlyTheCase);
}

TEST(CaseFile, RefusesToCreateOverAnything) {
    const Folder folder;
    ASSERT_TRUE(CaseFile::create(folder / "case.dalil"));
    auto again = CaseFile::create(folder / "case.dalil");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "case-exists");
    EXPECT_EQ(CaseFile::create(folder / "none/case.dalil").error().code, "case-folder-missing");
    EXPECT_TRUE(CaseFile::open(folder / "case.dalil", CaseFile::Mode::Read));
}

TEST(CaseFile, ImportsTheSameBytesOnce) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    sample::fill(*file);
    const std::string before = sample::story(*file);
    const Table table = sample::small_table("appeals", "y");
    auto batch = file->begin();
    EXPECT_EQ(batch
                  ->import_source({"appeals", "appeals.csv", "id,birth\n007,y\n", {&table, 1}},
                                  kTime + 99)
                  .value(),
              ImportOutcome::Unchanged);
    ASSERT_TRUE(batch->commit());
    EXPECT_EQ(sample::story(*file), before);
}

TEST(CaseFile, LooksAndRepetitionsKeepEveryByte) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    {
        auto file = CaseFile::create(path);
        sample::fill(*file);
    }
    const std::string before = bytes_of(path);
    const Table table = sample::small_table("appeals", "y");
    {
        auto file = CaseFile::open(path, CaseFile::Mode::Write);
        auto batch = file->begin();
        ASSERT_TRUE(batch->import_source(
            {"appeals", "appeals.csv", "id,birth\n007,y\n", {&table, 1}}, kTime + 99));
        ASSERT_TRUE(batch->put_run(
            {"link", R"({"seed":1})", {{"draws", std::string(5000, 'd')}, {"pairs", "p"}}}, kTime));
        ASSERT_TRUE(batch->commit());
        EXPECT_TRUE(file->check().value().empty());
    }
    EXPECT_TRUE(CaseFile::open(path, CaseFile::Mode::Read)->check().value().empty());
    EXPECT_TRUE(bytes_of(path) == before);
}

TEST(CaseFile, HalfACallIsNeverCommitted) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    std::stop_source stop;
    Context context;
    context.stop = stop.get_token();
    auto batch = file->begin(context);
    ASSERT_TRUE(batch->append("note", "{}", kTime));
    stop.request_stop();
    EXPECT_THROW((void)batch->put_original("abc"), Cancelled);
    EXPECT_THROW((void)batch->commit(), InternalError);
}

TEST(CaseFile, ReturningToAnOldVersionIsANewVersion) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    sample::fill(*file);
    const Table table = sample::small_table("appeals");
    auto batch = file->begin();
    EXPECT_EQ(
        batch->import_source({"appeals", "appeals.csv", "id,birth\n007,x\n", {&table, 1}}, kTime)
            .value(),
        ImportOutcome::Superseded);
    ASSERT_TRUE(batch->commit());
    EXPECT_EQ(file->sources().value()[0].event, 6u);
    EXPECT_EQ(file->summary().value().originals, 3u);  // the bytes were there
}

TEST(CaseFile, WithdrawnSourcesNoLongerCountButStay) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    sample::fill(*file);
    auto batch = file->begin();
    EXPECT_TRUE(batch->withdraw_source("camp", "given by mistake", kTime).value());
    EXPECT_FALSE(batch->withdraw_source("camp", "again", kTime).value());
    ASSERT_TRUE(batch->commit());
    EXPECT_EQ(file->sources().value().size(), 1u);
    EXPECT_EQ(file->all_source_versions().value().size(), 3u);
    EXPECT_TRUE(file->check().value().empty());
}

TEST(CaseFile, FileNamesThatAreNotUtf8AreImportedOnce) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    auto batch = file->begin();
    EXPECT_EQ(batch->import_source({"\xf1\xef", "\xf1\xef.csv", "a", {}}, 1).value(),
              ImportOutcome::Added);
    EXPECT_EQ(batch->import_source({"\xf1\xef", "\xf1\xef.csv", "a", {}}, 2).value(),
              ImportOutcome::Unchanged);
    ASSERT_TRUE(batch->commit());
}

TEST(CaseFile, WithoutCommitNothingRemains) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    sample::fill(*file);
    const std::string before = sample::story(*file);
    {
        auto batch = file->begin();
        (void)batch->put_original(std::string(3'000'000, 'a'));
        (void)batch->append("note", "{}", kTime);
    }
    EXPECT_EQ(sample::story(*file), before);
    EXPECT_EQ(file->summary().value().originals, 3u);
    EXPECT_TRUE(file->begin());
}

TEST(CaseFile, StopRequestRollsBack) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    std::stop_source stop;
    Context context;
    context.stop = stop.get_token();
    {
        auto batch = file->begin(context);
        ASSERT_TRUE(batch->append("note", "{}", kTime));
        stop.request_stop();
        EXPECT_THROW((void)batch->put_original(std::string(3'000'000, 'a')), Cancelled);
    }
    EXPECT_TRUE(file->events().value().empty());
    EXPECT_TRUE(file->check().value().empty());
}

TEST(CaseFile, KeepsContentOfAnySize) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    Rng rng(5);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 20,
                                   (std::size_t{1} << 20) + 1, (std::size_t{20} << 20) + 7}) {
        std::string bytes(size, '\0');
        for (std::size_t k = 0; k < size; ++k) {
            bytes[k] = static_cast<char>(k < size / 2 ? rng.bits()
                                                      : k >> 12);  // half of it incompressible
        }
        auto batch = file->begin();
        const Sha256 digest = batch->put_original(bytes).value();
        EXPECT_EQ(digest, sha256(bytes));
        ASSERT_TRUE(batch->commit());
        EXPECT_TRUE(file->get_original(digest).value() == bytes) << size;
    }
    EXPECT_EQ(file->get_original(Sha256{}).error().code, "content-missing");
    EXPECT_TRUE(file->check().value().empty());
}

TEST(CaseFile, LastDecisionAboutAPairCounts) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    auto batch = file->begin();
    (void)batch->decide({0xffffffffffffffff, 1, Verdict::Same, "r", "w", 0, 0}, 1);
    (void)batch->decide({2, 3, Verdict::Unsure, "", "", 0, 0}, 2);
    (void)batch->decide({1, 0xffffffffffffffff, Verdict::Different, "other mother", "w", 0, 0}, 3);
    ASSERT_TRUE(batch->commit());
    const auto decisions = file->decisions().value();
    ASSERT_EQ(decisions.size(), 2u);
    EXPECT_EQ(decisions[1].record_a, 1u);
    EXPECT_EQ(decisions[1].record_b, 0xffffffffffffffff);
    EXPECT_EQ(decisions[1].verdict, Verdict::Different);
    EXPECT_EQ(decisions[1].reason, "other mother");
    EXPECT_EQ(decisions[1].event, 3u);
}

TEST(CaseFile, AnEqualRunIsStoredOnce) {
    const Folder folder;
    auto file = CaseFile::create(folder / "case.dalil");
    const NewRun run{"link", R"({"seed":1})", {{"b", "2"}, {"a", "1"}}};
    auto batch = file->begin();
    const auto id = batch->put_run(run, 1).value();
    EXPECT_EQ(batch->put_run({"link", R"({"seed":1})", {{"a", "1"}, {"b", "2"}}}, 2).value(), id);
    EXPECT_NE(batch->put_run({"link", R"({"seed":1})", {{"a", "1"}, {"b", "3"}}}, 3).value(), id);
    ASSERT_TRUE(batch->commit());
    EXPECT_EQ(file->runs("link").value().size(), 2u);
    EXPECT_TRUE(file->runs("estimate").value().empty());
}

TEST(CaseFile, RepeatedRunsDoNotGrowTheFile) {
    const Folder folder;
    const auto path = folder / "case.dalil";
    Rng rng(3);
    std::uintmax_t after_four = 0;
    ASSERT_TRUE(CaseFile::create(path));
    for (int k = 0; k < 20; ++k) {
        auto file = CaseFile::open(path, CaseFile::Mode::Write);
        std::string draws(2'000'000, '\0');
        for (char& c : draws) c = static_cast<char>(rng.bits());
        auto batch = file->begin();
        ASSERT_TRUE(
            batch->put_run({"link", R"({"k":)" + std::to_string(k) + "}", {{"draws", draws}}}, k));
        ASSERT_TRUE(batch->commit());
        EXPECT_EQ(file->runs().value().size(), k == 0 ? 1u : 2u);
        ASSERT_TRUE(file->close());
        if (k == 3) after_four = std::filesystem::file_size(path);
    }
    EXPECT_LE(std::filesystem::file_size(path), after_four + 100'000);
    auto file = CaseFile::open(path, CaseFile::Mode::Write);
    EXPECT_TRUE(file->check().value().empty());
    auto batch = file->begin();
    EXPECT_EQ(batch->delete_runs("link").value(), 2u);
    ASSERT_TRUE(batch->commit());
    EXPECT_TRUE(file->check().value().empty());
    ASSERT_TRUE(file->close());
    EXPECT_LE(std::filesystem::file_size(path), 200'000u);  // the room went back to the disk
}

TEST(CaseFile, SecondWriterIsToldWithinBoundedTime) {
    const Folder folder;
    auto first = CaseFile::create(folder / "case.dalil");
    const auto start = std::chrono::steady_clock::now();
    auto second = CaseFile::open(folder / "case.dalil", CaseFile::Mode::Write);
    const auto waited = std::chrono::steady_clock::now() - start;
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "case-locked");
    EXPECT_EQ(second.error().fault, Fault::Case);
    EXPECT_FALSE(second.error().hint.empty());
    EXPECT_LT(waited, std::chrono::seconds(8));
    ASSERT_TRUE(first->close());
    EXPECT_TRUE(CaseFile::open(folder / "case.dalil", CaseFile::Mode::Write));
}

TEST(CaseFile, WaitsForAWriterThatIsAboutToFinish) {
    const Folder folder;
    auto first = CaseFile::create(folder / "case.dalil");
    std::thread finisher([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        (void)first->close();
    });
    EXPECT_TRUE(CaseFile::open(folder / "case.dalil", CaseFile::Mode::Write));
    finisher.join();
}

TEST(CaseFile, ReadersSeeTheLastCommitWhileAWriterWorks) {
    const Folder folder;
    auto writer = CaseFile::create(folder / "case.dalil");
    sample::fill(*writer);
    const std::string before = sample::story(*writer);
    auto batch = writer->begin();
    ASSERT_TRUE(batch->append("note", "{}", kTime));
    auto reader = CaseFile::open(folder / "case.dalil", CaseFile::Mode::Read);
    auto other = CaseFile::open(folder / "case.dalil", CaseFile::Mode::Read);
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(sample::story(*reader), before);
    ASSERT_TRUE(batch->commit());
    EXPECT_EQ(reader->events().value().size(), 6u);
    EXPECT_EQ(other->events().value().size(), 6u);
    ASSERT_TRUE(writer->close());
    ASSERT_TRUE(reader->close());
    ASSERT_TRUE(other->close());
    EXPECT_EQ(names_in(folder), kOnlyTheCase);  // the last one out tidies
}

TEST(CaseFile, SaysWhatIsNotACase) {
    const Folder folder;
    EXPECT_EQ(CaseFile::open(folder / "none", CaseFile::Mode::Read).error().code, "case-missing");
    EXPECT_EQ(CaseFile::open(folder.path(), CaseFile::Mode::Read).error().code, "not-a-case");
    for (const std::string& bytes :
         {std::string(), std::string("id,name\n1,x\n"), std::string(9000, '\0'),
          "SQLite format 3" + std::string(85, '\0')}) {
        std::ofstream(folder / "other") << bytes;
        for (const auto mode : {CaseFile::Mode::Read, CaseFile::Mode::Write}) {
            auto file = CaseFile::open(folder / "other", mode);
            ASSERT_FALSE(file);
            EXPECT_EQ(file.error().fault, Fault::Case);
        }
        EXPECT_EQ(std::filesystem::file_size(folder / "other"), bytes.size());
        EXPECT_EQ(names_in(folder), std::vector<std::string>{"other"});
    }
}
