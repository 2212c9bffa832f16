// workflow/case_steps.hpp: the steps of the pipeline on a case file, one function per command.
//
// Every function opens the case, does its work in memory, commits once and closes. Errors and stop
// requests leave the case as it was.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/casefile/case_file.hpp"
#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/case_lists.hpp"
#include "dalil/workflow/link_run.hpp"

namespace dalil {

Result<void> init_case(const std::filesystem::path& path);

struct ImportRequest {
    std::filesystem::path case_path;
    std::vector<std::filesystem::path> lists;
    std::optional<std::string> as;
    std::optional<std::filesystem::path> recipe;
    bool dry_run = false;
    std::int64_t time_ms = 0;
};

struct ImportSummary {
    std::vector<ImportedFile> files;
    std::vector<Issue> issues;                                   ///< of all lists of the case
    std::vector<std::pair<std::string, std::uint64_t>> records;  ///< per list, after the import
    std::string recipe;                                          ///< TOML, ready to be corrected
};

Result<ImportSummary> import_into_case(const ImportRequest& request, const Context& context);

struct LinkSummary {
    Lists lists;
    Linkage linkage;
    Persons persons;
    bool unchanged = false;  ///< nothing was new since the last linkage, which stands
    bool relinked = false;   ///< the case had a linkage before
    std::vector<std::string> contradictions;  ///< among decisions, in words
};

/// How much of the work is done.
enum class LinkMode : std::uint8_t {
    Anew,         ///< everything: the result depends on lists, recipe, decisions and options alone
    Incremental,  ///< new records join the latest linkage, if there is one
};

Result<LinkSummary> link_case(const std::filesystem::path& path, const AnalysisOptions& options,
                              std::int64_t time_ms, const Context& context,
                              LinkMode mode = LinkMode::Anew);

/// A case with its lists and its latest linkage.
struct LinkedCase {
    CaseLists lists;
    StoredLinkage stored;
};

Result<LinkedCase> load_linked_case(const std::filesystem::path& path, const Context& context,
                                    NewDecisions decisions = NewDecisions::Refuse);

/// Explains pairs of records under the stored weights of the case's linkage; restores them into it.
std::vector<PairExplanation> explain_in_case(
    LinkedCase& linked, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs,
    const Context& context);

struct CountSummary {
    Tally tally;  ///< by what was asked; one stratum if nothing was
    bool upper_bound = false;
};

Result<CountSummary> count_case(const std::filesystem::path& path, const AnalysisOptions& options,
                                const Context& context);

struct EstimateSummary {
    Estimates estimates;
    Tally whole;  ///< one stratum, everybody
};

Result<EstimateSummary> estimate_case(const std::filesystem::path& path,
                                      const AnalysisOptions& options, const Context& context);

/// Everything wrong with the file; empty when it is clean.
Result<std::vector<Finding>> check_case(const std::filesystem::path& path, const Context& context);

}  // namespace dalil
