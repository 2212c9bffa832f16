// workflow/inputs.hpp: from file names to named lists.
//
// A list is named after its file: the stem; the whole file name when another file has the same
// stem; the folder before it when even that is not enough. A file from which several lists are
// taken names them stem:sheet.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/record/recipe.hpp"
#include "dalil/table/table.hpp"

namespace dalil {

/// One file as given, with its bytes.
struct InputFile {
    std::filesystem::path path;
    std::string file;  ///< file name without folders
    std::string name;  ///< name of the list, or the stem of the names of its sheets
    std::string bytes;
    std::string digest;     ///< SHA-256, hexadecimal
    bool invented = false;  ///< `invented.txt` lies beside it
    std::vector<Table> tables;
};

struct InputNames {
    std::optional<std::string> as;             ///< --as: only with one file
    std::map<std::string, std::string> known;  ///< file name -> list name, of a case that exists
};

/// Reads, digests and parses all files. The same file given twice is read once, with a note.
Result<std::vector<InputFile>> read_inputs(const std::vector<std::filesystem::path>& paths,
                                           const InputNames& names, const Context& context,
                                           std::vector<Issue>& issues);

/// Gives tables, recipe and issues their final names: a file from which one list is taken lends it
/// its own name. `owners`: InputFile::name of each table.
void settle_names(std::vector<Table>& tables, Recipe& recipe, std::vector<Issue>& issues,
                  const std::vector<std::string>& owners);

}  // namespace dalil
