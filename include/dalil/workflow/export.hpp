// workflow/export.hpp: the linked list that people want first, as CSV and XLSX.
//
// linked.csv: one line per record: person, probability, source, row, place in the file, original
// values. linked-people.csv: one line per person: all distinct values side by side. linked.xlsx
// holds both as sheets. Text that a spreadsheet would run as a formula is guarded.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/workflow/case_steps.hpp"

namespace dalil {

struct ExportSummary {
    std::uint64_t records = 0, people = 0;
    std::vector<std::filesystem::path> files;
};

/// Writes linked.csv, linked-people.csv, linked.xlsx and people.csv into `folder`.
Result<ExportSummary> export_case(const std::filesystem::path& case_path,
                                  const std::filesystem::path& folder, const Context& context);

}  // namespace dalil
