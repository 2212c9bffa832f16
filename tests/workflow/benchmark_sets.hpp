// Data sets with a known truth, which are not part of the repository: read, typed and linked as
// `dalil run` does it, with other headers if asked.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "dalil/io/reader.hpp"
#include "dalil/link/evaluation.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil::test {

namespace fs = std::filesystem;

inline fs::path benchmark_sets() {
    const char* shared = std::getenv("DALIL_SHARED");
    const fs::path root =
        shared != nullptr ? fs::path(shared) : fs::path(DALIL_SOURCE_DIR) / "../shared";
    return root / "data" / "linkage";
}

/// Gives the header of a column (counted from 0) another text.
using Rename = std::function<std::string(const std::string& header, std::size_t column)>;

inline std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    return cells;
}

struct LinkedSet {
    Recipe recipe;
    std::vector<Issue> issues;
    Linkage linkage;
    Evaluation scores;
    std::vector<std::uint32_t> persons;  ///< in the order of the truth
};

/// Each list with its header replaced. The headers of these sets hold no quotes.
inline std::vector<Table> read_set(const fs::path& folder, const Rename& rename) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv" && entry.path().stem() != "truth")
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Table> tables;
    for (const fs::path& path : paths) {
        std::ifstream in(path, std::ios::binary);
        std::string header;
        std::getline(in, header);
        while (!header.empty() && (header.back() == '\r' || header.back() == '\n'))
            header.pop_back();
        std::string text;
        const auto names = cells_of(header);
        for (std::size_t c = 0; c < names.size(); ++c)
            text += (c == 0 ? "" : ",") + (rename ? rename(names[c], c) : names[c]);
        std::ostringstream rest;
        rest << in.rdbuf();
        auto read =
            read_tables_from(text + "\n" + rest.str(), path.filename().string(), {}, Context{});
        if (read) std::move(read->begin(), read->end(), std::back_inserter(tables));
    }
    return tables;
}

inline LinkedSet link_set(const fs::path& folder, const Rename& rename = {}) {
    LinkedSet out;
    const std::vector<Table> tables = read_set(folder, rename);
    out.recipe = infer_recipe(tables, out.issues);
    const RecordSet records = make_records(tables, out.recipe);
    out.linkage = link(records, {}, Context{});
    // Rows are named by the first column.
    std::map<std::pair<std::string, std::string>, std::uint32_t> record_at;
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        const Source& source = records.sources[records.records[r].source];
        const std::string& row =
            tables[source.table].cell(records.records[r].table_row, 0).stored();
        record_at[{source.name, row}] = r;
    }
    std::ifstream in(folder / "truth.csv");
    std::string line;
    std::getline(in, line);
    std::map<std::string, std::uint32_t> entities;
    std::vector<std::uint32_t> entity, source;
    std::uint32_t lost = 0x8000'0000U;
    while (std::getline(in, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const auto cells = cells_of(line);
        const auto next = static_cast<std::uint32_t>(entities.size());
        entity.push_back(entities.try_emplace(cells[2], next).first->second);
        const auto found = record_at.find({cells[0], cells[1]});
        out.persons.push_back(found == record_at.end() ? lost++
                                                       : out.linkage.person_of[found->second]);
        source.push_back(0);
    }
    out.scores = evaluate(entity, out.persons, source);
    return out;
}

/// Whether two labellings of the same rows make the same groups.
inline bool same_groups(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::map<std::uint32_t, std::uint32_t> there, back;
    if (a.size() != b.size()) return false;
    for (std::size_t k = 0; k < a.size(); ++k)
        if (there.try_emplace(a[k], b[k]).first->second != b[k] ||
            back.try_emplace(b[k], a[k]).first->second != a[k])
            return false;
    return true;
}

}  // namespace dalil::test
