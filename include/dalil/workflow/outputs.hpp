// workflow/outputs.hpp: the files of `dalil run`, as text. Same result, same bytes; only run.json
// holds timings.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/case_lists.hpp"
#include "dalil/workflow/persons.hpp"

namespace dalil {

/// people.csv: source, row, person, probability; one line per record, in the order of lists and
/// rows.
std::string people_csv(const RecordSet& records, const Linkage& linkage, const Persons& persons);

/// What run.json tells.
struct RunRecord {
    const Lists* lists = nullptr;
    const Analysis* analysis = nullptr;
    const Persons* persons = nullptr;
    AnalysisOptions options;
    std::vector<ImportedFile> inputs;
    std::uint64_t seed = 1;
    bool invented = false;
    std::vector<std::pair<std::string, double>> seconds;  ///< of each stage; goes under "timings"
};

std::string run_json(const RunRecord& run);

/// What became of people, as a JSON array.
std::string person_changes_json(const std::vector<PersonChange>& changes);

/// {"issues": …} of an import alone: every issue with its cell address.
std::string issues_json(const std::vector<Issue>& issues);

}  // namespace dalil
