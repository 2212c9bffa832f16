// A damaged case gives an error, a finding, or the content it had; never a crash, never other
// content in silence.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/casefile/sample.hpp"

using namespace dalil;
using sample::Folder;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void write(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// As sample::story, but empty if any part of it is an error.
std::string story_or_nothing(const CaseFile& file) {
    try {
        return sample::story(file);
    } catch (const tl::bad_expected_access<Error>&) {
        return {};
    }
}

enum class Outcome { Error, Finding, Same, Silent };

/// What a reader makes of the file at `path`, when `truth` is what it should say.
Outcome look(const std::filesystem::path& path, const std::string& truth) {
    auto file = CaseFile::open(path, CaseFile::Mode::Read);
    if (!file) return Outcome::Error;
    const std::string told = story_or_nothing(*file);
    auto findings = file->check();
    const bool reported = !findings || !findings->empty();
    if (told.empty()) return reported ? Outcome::Error : Outcome::Silent;
    if (told == truth) return reported ? Outcome::Finding : Outcome::Same;
    return reported ? Outcome::Finding : Outcome::Silent;
}

/// A case and what it says.
struct Sample {
    Folder folder{Folder::Place::Memory};
    std::string bytes, truth;

    Sample() {
        auto file = CaseFile::create(folder / "case.dalil");
        sample::fill(*file);
        truth = sample::story(*file);
        if (!file->close()) throw std::runtime_error("the sample case was not closed");
        bytes = bytes_of(folder / "case.dalil");
    }
};

}  // namespace

TEST(Damage, EveryByteThatFlipsIsNoticedOrHarmless) {
    const Sample sample;
    const auto path = sample.folder / "flipped.dalil";
    std::size_t counts[4] = {};
    const bool all = std::getenv("DALIL_STUDY") != nullptr;
    std::size_t filled = 0;
    for (std::size_t k = 0; k < sample.bytes.size(); ++k) {
        // Quick: the header whole, then every 7th byte that is not empty space, each with one
        // pattern.
        if (!all && k >= 100 && (sample.bytes[k] == 0 || ++filled % 7 != 0)) continue;
        for (const int flip : {0x01, 0x80, 0xff}) {
            if (!all && k >= 100 && flip != (filled % 2 == 0 ? 0xff : 0x01)) continue;
            std::string changed = sample.bytes;
            changed[k] = static_cast<char>(changed[k] ^ flip);
            write(path, changed);
            const Outcome outcome = look(path, sample.truth);
            EXPECT_NE(outcome, Outcome::Silent) << "byte " << k << " flip " << flip;
            ++counts[static_cast<int>(outcome)];
            std::filesystem::remove(path.string() + "-wal");
            std::filesystem::remove(path.string() + "-shm");
            std::filesystem::remove(path.string() + "-journal");
        }
    }
    RecordProperty("bytes", static_cast<int>(sample.bytes.size()));
    RecordProperty("errors", static_cast<int>(counts[0]));
    RecordProperty("findings", static_cast<int>(counts[1]));
    RecordProperty("harmless", static_cast<int>(counts[2]));
    EXPECT_GT(counts[0] + counts[1], counts[2]);
}

TEST(Damage, ATruncatedFileIsAnErrorOrReported) {
    const Sample sample;
    const auto path = sample.folder / "short.dalil";
    for (std::size_t size = 0; size < sample.bytes.size(); size += 512) {
        write(path, std::string_view(sample.bytes).substr(0, size));
        const Outcome outcome = look(path, sample.truth);
        EXPECT_TRUE(outcome == Outcome::Error || outcome == Outcome::Finding) << size;
    }
}

TEST(Damage, AWriterDoesNotBuildOnForeignTables) {
    const Sample sample;
    const auto path = sample.folder / "changed.dalil";
    std::string changed = sample.bytes;
    const auto place = changed.find("events are final");
    ASSERT_NE(place, std::string::npos);
    changed[place] = 'E';
    write(path, changed);
    auto file = CaseFile::open(path, CaseFile::Mode::Write);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, "case-damaged");
    EXPECT_EQ(bytes_of(path), changed);
}

TEST(Damage, TheFormatOfALaterVersionIsNamed) {
    const Sample sample;
    const auto path = sample.folder / "later.dalil";
    std::string changed = sample.bytes;
    changed[63] = 9;  // user_version
    write(path, changed);
    EXPECT_EQ(CaseFile::open(path, CaseFile::Mode::Read).error().code, "case-newer");
}
