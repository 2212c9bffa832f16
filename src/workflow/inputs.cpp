#include "dalil/workflow/inputs.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "dalil/base/file.hpp"
#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/synth/synth.hpp"

namespace dalil {

namespace {

/// Names every file so that no two names are equal and the order of files does not matter.
Result<void> name_files(std::vector<InputFile>& files, const InputNames& names) {
    if (names.as) {
        if (files.size() != 1) {
            return fail(Fault::Usage, "as-needs-one-file",
                        "--as names one list, but several files are given",
                        "import the files one by one");
        }
        files.front().name = *names.as;
        return {};
    }
    std::map<std::string, int> stems;
    std::map<std::string, int> file_names;
    for (const InputFile& file : files) {
        ++stems[file.path.stem().string()];
        ++file_names[file.file];
    }
    for (const auto& [file, name] : names.known) {
        if (file_names.count(file) == 0) ++stems[std::filesystem::path(file).stem().string()];
    }
    for (InputFile& file : files) {
        const std::string stem = file.path.stem().string();
        if (const auto known = names.known.find(file.file);
            known != names.known.end() && file_names[file.file] == 1) {
            file.name = known->second;
        } else if (stems[stem] == 1) {
            file.name = stem;
        } else if (file_names[file.file] == 1) {
            file.name = file.file;
        } else {
            file.name = file.path.parent_path().filename().string() + "/" + file.file;
        }
    }
    std::set<std::string> seen;
    for (const InputFile& file : files) {
        if (!seen.insert(file.name).second) {
            return fail(Fault::Usage, "equal-names",
                        fmt::format("two lists would both be named \"{}\"", file.name),
                        "rename one of the files");
        }
    }
    return {};
}

/// Drops files whose bytes were given already.
void drop_repeats(std::vector<InputFile>& files, std::vector<Issue>& issues) {
    std::set<std::string> digests;
    std::vector<InputFile> kept;
    for (InputFile& file : files) {
        if (digests.insert(file.file + file.digest).second) {
            kept.push_back(std::move(file));
        } else {
            issues.push_back({"file-given-twice",
                              Severity::Note,
                              {file.file, {}, 0, 0},
                              "the same file is given twice; it is read once",
                              1});
        }
    }
    files = std::move(kept);
}

}  // namespace

Result<std::vector<InputFile>> read_inputs(const std::vector<std::filesystem::path>& paths,
                                           const InputNames& names, const Context& context,
                                           std::vector<Issue>& issues) {
    std::vector<InputFile> files;
    Stage stage(context, "reading lists", paths.size());
    for (const auto& path : paths) {
        context.check_stop();
        // `dalil run lists/*` names the marker of invented lists too; it is no list.
        if (path.filename() == kInventedMarker) continue;
        auto bytes = read_file(path);
        if (!bytes) return fail(std::move(bytes.error()));
        InputFile file;
        file.path = std::filesystem::absolute(path);
        file.file = path.filename().string();
        file.bytes = std::move(*bytes);
        file.digest = to_hex(sha256(file.bytes));
        std::error_code ignored;
        file.invented = std::filesystem::exists(file.path.parent_path() / kInventedMarker, ignored);
        files.push_back(std::move(file));
    }
    drop_repeats(files, issues);
    if (auto named = name_files(files, names); !named) return fail(std::move(named.error()));
    Context quiet = context;
    quiet.progress = &no_progress();
    std::vector<std::optional<Result<std::vector<Table>>>> read(files.size());
    parallel_for(context, files.size(), 1, [&](std::size_t f, std::size_t) {
        read[f] = read_tables_from(files[f].bytes, files[f].file, {}, quiet);
        stage.advance();
    });
    for (std::size_t f = 0; f < files.size(); ++f) {
        InputFile& file = files[f];
        Result<std::vector<Table>>& tables = *read[f];
        if (!tables) {
            tables.error().context.push_back("while reading " + file.path.string());
            return fail(std::move(tables.error()));
        }
        file.tables = std::move(*tables);
        for (Table& table : file.tables) {
            table.file = file.file;
            table.source = file.tables.size() == 1 ? file.name : file.name + ":" + table.sheet;
            for (Issue& issue : table.issues) issue.where.source = table.source;
        }
    }
    std::sort(files.begin(), files.end(),
              [](const InputFile& a, const InputFile& b) { return a.name < b.name; });
    return files;
}

void settle_names(std::vector<Table>& tables, Recipe& recipe, std::vector<Issue>& issues,
                  const std::vector<std::string>& owners) {
    std::map<std::string, int> lists_of_owner;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (recipe.lists[t].is_list) ++lists_of_owner[owners[t]];
    }
    std::map<std::string, std::string> renamed;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        const bool alone = recipe.lists[t].is_list && lists_of_owner[owners[t]] == 1;
        const std::string name =
            alone || tables[t].sheet.empty() ? owners[t] : owners[t] + ":" + tables[t].sheet;
        renamed[tables[t].source] = name;
        tables[t].source = name;
        recipe.lists[t].source = name;
    }
    const auto rename = [&](Issue& issue) {
        if (const auto it = renamed.find(issue.where.source); it != renamed.end())
            issue.where.source = it->second;
    };
    for (Issue& issue : issues) rename(issue);
    for (Table& table : tables) {
        for (Issue& issue : table.issues) issue.where.source = table.source;
    }
}

}  // namespace dalil
