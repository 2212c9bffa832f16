// workflow/case_lists.hpp: the lists of a case: putting files in, getting typed records out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dalil/casefile/case_file.hpp"
#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/inputs.hpp"

namespace dalil {

/// What an import did, or would do, to one list.
struct ImportedFile {
    std::string name, file, digest;
    ImportOutcome outcome = ImportOutcome::Added;
    std::uint64_t rows = 0;  ///< stored rows of all its tables
    std::uint64_t added = 0, removed = 0,
                  unchanged = 0;  ///< rows, against the version before (by content)
};

/// The current lists of a case in memory.
struct CaseLists {
    Lists lists;
    std::vector<SourceVersion> sources;
    std::vector<PairDecision> decisions;     ///< those whose records are still there, by time
    std::vector<Decision> stored_decisions;  ///< parallel: by whom, when and why
    std::string corrections;                 ///< TOML that a person gave; may be empty
    bool invented = false;
};

/// File name -> list name of everything that counts in the case.
Result<std::map<std::string, std::string>> names_in_case(const CaseFile& file);

/// What importing these files would change.
Result<std::vector<ImportedFile>> compare_with_case(const CaseFile& file,
                                                    const std::vector<InputFile>& inputs);

/// Whether exactly these corrections count in the case already.
Result<bool> has_corrections(const CaseFile& file, const std::string& toml);

/// Puts files (and corrections, if given) into the batch. Times come from the caller.
Result<void> put_inputs(CaseFile::Batch& batch, const std::vector<InputFile>& inputs,
                        const std::optional<std::string>& corrections, std::int64_t time_ms);

/// Reads all current lists of the case. `replaced`: files about to supersede or join them, read
/// already.
Result<CaseLists> load_case_lists(const CaseFile& file, const std::vector<InputFile>& replaced,
                                  const std::optional<std::string>& corrections,
                                  const Context& context);

/// The same without a case: files alone.
Result<CaseLists> lists_of_files(const std::vector<InputFile>& inputs,
                                 const std::optional<std::string>& corrections,
                                 const Context& context);

}  // namespace dalil
