// The power is cut after every single operation on the disk, with every sort of what might have
// reached it.
#include <gtest/gtest.h>

#include "tests/casefile/recording_disk.hpp"
#include "tests/casefile/sample.hpp"

using namespace dalil;
using sample::Folder;
using sample::kTime;
using sample::Survivors;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What the writer did, and what the case said after each commit, by number of events.
struct Recording {
    std::string first_bytes;
    std::vector<sample::DiskOperation> operations;
    std::map<std::size_t, std::string> stories;
};

/// One batch that imports, decides and replaces a run; the run before the last is dropped, so that
/// pages become free and are used again.
void one_batch(CaseFile& file, std::uint32_t number) {
    Rng rng(number);
    std::string bytes(500 + rng.below(40'000), '\0');
    for (char& c : bytes) c = static_cast<char>(rng.bits());
    const Table table = sample::small_table("list", std::to_string(number));
    auto batch = file.begin();
    batch->import_source({"list", "list.csv", bytes, {&table, 1}}, kTime + number).value();
    batch->decide({number, number + 1, Verdict::Different, "seen", "who", 0, 0}, kTime).value();
    batch
        ->put_run({"link", R"({"number":)" + std::to_string(number) + "}", {{"draws", bytes}}},
                  kTime)
        .value();
    if (!batch->commit()) throw std::runtime_error("a batch was not committed");
}

Recording record() {
    const Folder folder(Folder::Place::Memory);
    const auto path = folder / "case.dalil";
    Recording recording;
    if (!CaseFile::create(path)) throw std::runtime_error("no case");
    recording.first_bytes = bytes_of(path);
    sample::RecordingDisk disk;
    std::uint32_t number = 0;
    for (int session = 0; session < 3; ++session) {
        auto file = CaseFile::open(path, CaseFile::Mode::Write);
        if (session == 0) recording.stories[0] = sample::story(*file);
        for (int k = 0; k < 2; ++k) {
            one_batch(*file, ++number);
            const std::size_t events = file->events().value().size();
            recording.stories[events] = sample::story(*file);
            disk.acknowledge(events);
        }
        if (!file->close()) throw std::runtime_error("the case was not closed");
    }
    recording.operations = std::move(disk.operations);
    return recording;
}

}  // namespace

namespace {

/// One of the outcomes that a power cut may leave, opened and compared with what the writer was
/// told.
void expect_whole(const Recording& recording, const sample::Platter& platter, Survivors survivors,
                  std::int64_t acknowledged, Rng& rng) {
    const Folder folder(Folder::Place::Memory);
    platter.settle_into(folder.path(), survivors, rng);
    auto file = CaseFile::open(folder / "case.dalil", CaseFile::Mode::Read);
    ASSERT_TRUE(file) << file.error().message;
    const auto findings = file->check().value();
    ASSERT_TRUE(findings.empty()) << findings.front().text;
    const auto events = file->events().value().size();
    ASSERT_GE(static_cast<std::int64_t>(events), acknowledged);
    ASSERT_EQ(recording.stories.count(events), 1u) << "half a batch";
    ASSERT_TRUE(sample::story(*file) == recording.stories.at(events));
}

}  // namespace

TEST(Power, ACutAtAnyMomentKeepsEveryAcknowledgedBatch) {
    using Kind = sample::DiskOperation::Kind;
    constexpr Survivors kAll[] = {Survivors::None, Survivors::All, Survivors::Some,
                                  Survivors::Torn};
    const Recording recording = record();
    ASSERT_EQ(recording.stories.size(), 7u);
    const bool study = std::getenv("DALIL_STUDY") != nullptr;
    sample::Platter platter;
    platter.put("case.dalil", recording.first_bytes);
    std::int64_t acknowledged = 0;
    int cuts = 0;
    Rng rng(17);
    for (std::size_t k = 0; k < recording.operations.size(); ++k) {
        const sample::DiskOperation& operation = recording.operations[k];
        platter.apply(operation);
        if (operation.kind == Kind::Acknowledge) acknowledged = operation.offset;
        for (int repeat = 0; repeat < (study ? 5 : 1); ++repeat) {
            for (std::size_t s = 0; s < std::size(kAll); ++s) {
                // Quick: one outcome after a write, all of them where the order of things is
                // decided.
                if (!study && operation.kind == Kind::Write && k % std::size(kAll) != s) continue;
                ++cuts;
                ASSERT_NO_FATAL_FAILURE(
                    expect_whole(recording, platter, kAll[s], acknowledged, rng))
                    << "after operation " << k;
            }
        }
    }
    EXPECT_GT(cuts, 300);
    RecordProperty("operations", static_cast<int>(recording.operations.size()));
    RecordProperty("cuts", cuts);
}
