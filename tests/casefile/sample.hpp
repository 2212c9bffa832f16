// tests/casefile/sample.hpp: places, tables and cases for the tests of this folder.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "dalil/base/random.hpp"
#include "dalil/casefile/case_file.hpp"
#include "dalil/casefile/table_codec.hpp"

namespace dalil::sample {

/// A folder that goes away with the object.
class Folder {
  public:
    /// Memory: for tests that open thousands of cases and have no use for a disk.
    enum class Place : std::uint8_t { Disk, Memory };

    explicit Folder(Place place = Place::Disk) {
        const std::filesystem::path memory = "/dev/shm";
        const bool in_memory = place == Place::Memory && ::access(memory.c_str(), W_OK) == 0;
        std::string name =
            ((in_memory ? memory : std::filesystem::temp_directory_path()) / "dalil-case-XXXXXX")
                .string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

enum class Letters { AnyByte, Ascii };

inline std::string random_text(Rng& rng, std::size_t longest, Letters letters) {
    std::string text(rng.below(longest + 1), '\0');
    for (char& c : text) {
        c = static_cast<char>(letters == Letters::AnyByte ? rng.below(256) : 32 + rng.below(95));
    }
    return text;
}

/// Any table that the type allows, well-formed or not in what its text says.
inline Table random_table(Rng& rng, Letters letters = Letters::AnyByte) {
    Table table;
    table.source = random_text(rng, 8, letters);
    table.file = random_text(rng, 8, letters);
    table.sheet = random_text(rng, 8, letters);
    table.encoding = random_text(rng, 4, letters);
    table.delimiter = random_text(rng, 2, letters);
    table.hidden = rng.below(2) == 1;
    table.row_info.resize(rng.below(4) == 0 ? 0 : rng.below(700));
    for (Row& row : table.row_info) {
        row = {static_cast<std::uint32_t>(rng.bits()), rng.below(2) == 1};
    }
    table.merged.resize(rng.below(4));
    for (MergedRange& range : table.merged) {
        range = {static_cast<std::uint32_t>(rng.bits()), static_cast<std::uint32_t>(rng.bits()),
                 static_cast<std::uint32_t>(rng.bits()), static_cast<std::uint32_t>(rng.bits())};
    }
    table.issues.resize(rng.below(4));
    for (Issue& issue : table.issues) {
        issue.code = random_text(rng, 5, letters);
        issue.severity = static_cast<Severity>(rng.below(3));
        issue.where = {random_text(rng, 5, letters), random_text(rng, 5, letters),
                       static_cast<std::uint32_t>(rng.bits()),
                       static_cast<std::uint32_t>(rng.bits())};
        issue.text = random_text(rng, 20, letters);
        issue.count = rng.bits();
    }
    table.columns.resize(rng.below(5));
    for (Column& column : table.columns) {
        column.number = static_cast<std::uint32_t>(rng.bits());
        column.hidden = rng.below(2) == 1;
        column.values.resize(1 + rng.below(600));
        for (CellValue& value : column.values) {
            value.text = random_text(rng, 12, letters);
            value.raw = random_text(rng, 3, letters);
            value.type = static_cast<CellType>(rng.below(7));
            value.formula = rng.below(2) == 1;
        }
        column.codes.resize(rng.below(table.row_info.size() + 1));
        for (std::uint32_t& code : column.codes) {
            code = static_cast<std::uint32_t>(rng.below(column.values.size()));
        }
    }
    return table;
}

/// A list of three people as a reader would give it.
inline Table small_table(const std::string& source = "appeals", const std::string& extra = "x") {
    Table table;
    table.source = source;
    table.file = source + ".csv";
    table.encoding = "UTF-8";
    table.delimiter = ",";
    table.row_info = {{1, false}, {2, false}, {4, true}};
    table.columns.resize(2);
    table.columns[0].number = 1;
    table.columns[0].values = {
        {}, {"id", "", CellType::Text, false}, {"007", "", CellType::Text, false}};
    table.columns[0].codes = {1, 2, 2};
    table.columns[1].number = 3;
    table.columns[1].hidden = true;
    table.columns[1].values = {
        {}, {"1980-02-01", "29252", CellType::Date, true}, {extra, "", CellType::Text, false}};
    table.columns[1].codes = {2, 1};
    table.merged = {{1, 1, 1, 3}};
    table.issues = {
        {"cell-far", Severity::Note, {source, "", 4, 3}, "a cell stands far from the others", 2}};
    return table;
}

constexpr std::int64_t kTime = 1'700'000'000'000;

/// Two sources, one of them in two versions, a decision and a run. Throws where a test would only
/// stumble later.
inline void fill(CaseFile& file) {
    auto batch = file.begin();
    const Table first = small_table("appeals"), second = small_table("appeals", "y");
    const Table camp = small_table("camp");
    batch->import_source({"appeals", "appeals.csv", "id,birth\n007,x\n", {&first, 1}}, kTime)
        .value();
    batch->import_source({"camp", "camp.csv", "id,birth\n007,z\n", {&camp, 1}}, kTime + 1).value();
    batch->import_source({"appeals", "appeals.csv", "id,birth\n007,y\n", {&second, 1}}, kTime + 2)
        .value();
    batch->decide({7, 9, Verdict::Same, "same number and village", "reviewer", 0, 0}, kTime + 3)
        .value();
    batch
        ->put_run({"link", R"({"seed":1})", {{"draws", std::string(5000, 'd')}, {"pairs", "p"}}},
                  kTime + 4)
        .value();
    if (!batch->commit()) throw std::runtime_error("the sample case was not committed");
}

/// Everything that a case says, as one string: two cases with equal stories are the same to their
/// readers.
inline std::string story(const CaseFile& file) {
    std::string told;
    const auto events = file.events().value();
    for (const Event& event : events) {
        told += std::to_string(event.seq) + " " + std::to_string(event.time_ms) + " " + event.kind +
                " " + event.body + " " + to_hex(event.hash) + "\n";
    }
    const auto all_source_versions = file.all_source_versions().value();
    for (const SourceVersion& source : all_source_versions) {
        told += file.get_original(source.original).value() + "\n";
        for (const SourceTable& table : source.tables) {
            told += encode_table(file.get_table(table.digest).value()) + "\n";
        }
    }
    const auto decisions = file.decisions().value();
    for (const Decision& decision : decisions) {
        told += std::to_string(decision.record_a) + "~" + std::to_string(decision.record_b) + "\n";
    }
    const auto runs = file.runs().value();
    for (const Run& run : runs) {
        told += std::to_string(run.id) + " " + run.kind + " " + run.body + "\n";
        for (const std::string& name : run.outputs) {
            told += name + "=" + file.get_output(run.id, name).value() + "\n";
        }
    }
    return told;
}

}  // namespace dalil::sample
