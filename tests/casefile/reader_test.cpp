// The independent reader in Python says the same about a case as the program.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/casefile/sample.hpp"

using namespace dalil;
using nlohmann::json;
using sample::Folder;

namespace {

json value_of(const CellValue& value) {
    constexpr const char* kTypes[] = {"empty", "text",    "number", "date",
                                      "time",  "boolean", "error"};
    return {{"text", value.text},
            {"raw", value.raw},
            {"type", kTypes[static_cast<std::size_t>(value.type)]},
            {"formula", value.formula}};
}

json table_of(const Table& table) {
    constexpr const char* kSeverities[] = {"note", "warning", "error"};
    json out = {{"source", table.source},       {"file", table.file},
                {"sheet", table.sheet},         {"encoding", table.encoding},
                {"delimiter", table.delimiter}, {"hidden", table.hidden}};
    for (const char* name : {"rows", "hidden_rows", "merged", "issues", "columns"})
        out[name] = json::array();
    for (const Row& row : table.row_info) {
        out["rows"].push_back(row.number);
        if (row.hidden) out["hidden_rows"].push_back(row.number);
    }
    for (const MergedRange& range : table.merged) {
        out["merged"].push_back(
            {range.first_row, range.last_row, range.first_column, range.last_column});
    }
    for (const Issue& issue : table.issues) {
        out["issues"].push_back(
            {{"code", issue.code},
             {"severity", kSeverities[static_cast<std::size_t>(issue.severity)]},
             {"source", issue.where.source},
             {"sheet", issue.where.sheet},
             {"row", issue.where.row},
             {"column", issue.where.column},
             {"text", issue.text},
             {"count", issue.count}});
    }
    for (const Column& column : table.columns) {
        json values = json::array();
        for (const CellValue& value : column.values) values.push_back(value_of(value));
        out["columns"].push_back({{"number", column.number},
                                  {"hidden", column.hidden},
                                  {"values", values},
                                  {"codes", column.codes}});
    }
    return out;
}

/// What the program says about a case, in the words of read_case_test.py.
json described(const CaseFile& file) {
    json out = {{"head", to_hex(file.summary().value().head)}, {"tables", json::object()}};
    for (const char* name : {"sources", "decisions", "runs", "originals"})
        out[name] = json::array();
    const auto sources = file.all_source_versions().value();
    for (const SourceVersion& source : sources) {
        out["sources"].push_back({source.name, to_hex(source.original), source.ended_by});
        out["originals"].push_back(file.get_original(source.original).value());
        for (const SourceTable& table : source.tables) {
            out["tables"][to_hex(table.digest)] = table_of(file.get_table(table.digest).value());
        }
    }
    const auto decisions = file.decisions().value();
    for (const Decision& decision : decisions) {
        EXPECT_EQ(decision.verdict, Verdict::Same);
        out["decisions"].push_back({fmt::format("{:016x}", decision.record_a),
                                    fmt::format("{:016x}", decision.record_b), "same"});
    }
    const auto runs = file.runs().value();
    for (const dalil::Run& run : runs) out["runs"].push_back({run.id, run.kind, run.outputs});
    return out;
}

}  // namespace

TEST(IndependentReader, SaysTheSameAsTheProgram) {
    if (std::system("python3 -c 'import sqlite3'") != 0) GTEST_SKIP() << "python3 is not installed";
    const Folder folder;
    {
        auto file = CaseFile::create(folder / "case.dalil");
        ASSERT_TRUE(file);
        sample::fill(*file);
        auto batch = file->begin();
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            Rng rng(seed);
            const Table table = sample::random_table(rng, sample::Letters::Ascii);
            const std::string name = "random" + std::to_string(seed);
            ASSERT_TRUE(batch->import_source({name, name + ".csv", name, {&table, 1}}, -5));
        }
        ASSERT_TRUE(batch->commit());
        std::ofstream(folder / "expected.json") << described(*file).dump();
    }
    const std::string command =
        fmt::format("python3 '{}/tests/casefile/read_case_test.py' '{}' '{}'", DALIL_SOURCE_DIR,
                    (folder / "case.dalil").string(), (folder / "expected.json").string());
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
}
