// workflow/run.hpp: `dalil run`: import, link, count, estimate, report, in one go.
//
// Everything is computed first; then the case file takes it in one commit and the outputs appear by
// rename. A stop or a crash before that leaves case and outputs as they were.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/case_lists.hpp"
#include "dalil/workflow/persons.hpp"

namespace dalil {

struct RunRequest {
    std::vector<std::filesystem::path> lists;
    std::filesystem::path folder;
    std::optional<std::filesystem::path> config;
    AnalysisOptions options;
    std::string command;  ///< as typed, for the report
    std::int64_t time_ms = 0;
};

struct RunSummary {
    std::uint64_t records = 0;
    Interval people;
    std::uint32_t people_partition = 0;
    bool upper_bound = false;
    std::vector<ImportedFile> inputs;
    std::vector<std::string> also_in_case;  ///< lists that were not named this time
    Persons persons;                        ///< what became of people since the last run
    bool case_existed = false;
    bool invented = false;  ///< the people are invented; every output says so
    std::size_t lists = 0, not_lists = 0;
    std::uint64_t issues = 0;
    std::vector<std::string> by;
    std::size_t strata = 0, strata_refused = 0;
    StratumEstimate estimate;  ///< of everybody, when no strata were asked for
    std::string period;        ///< of the estimate, if it is not everything
    std::filesystem::path report;
    std::string json;  ///< run.json
};

Result<RunSummary> run_lists(const RunRequest& request, const Context& context);

}  // namespace dalil
