// workflow/report.hpp: what the report of a run shows, gathered from its results.
//
//     ReportInputs inputs;
//     inputs.lists = &lists;
//     inputs.analysis = &analysis;
//     write_file(folder / "report.html", page::render_report(make_report_view(inputs, context)));
//
// The view holds no name of a person and no content of a cell: records are addresses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/page/report_view.hpp"
#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/case_lists.hpp"

namespace dalil {

struct ReportInputs {
    const Lists* lists = nullptr;
    const Analysis* analysis = nullptr;
    std::vector<ImportedFile> inputs;
    AnalysisOptions options;
    std::uint64_t seed = 1;
    bool invented = false;
    std::string title;         ///< name of the case; may be empty
    std::string command;       ///< as typed
    std::int64_t time_ms = 0;  ///< of the run, since 1970; 0: not shown
};

/// Explains the most important pairs (hence the context); everything else is taken over.
page::ReportView make_report_view(const ReportInputs& inputs, const Context& context);

/// What an issue means and what was done about it, for many of its kind: "dates that can be read in
/// two ways; both readings are kept". Unknown codes give an empty string.
std::string issue_phrase(const std::string& code);

/// A method of interface.md in plain words: "loglinear" -> "Log-linear models"; and what it
/// assumes.
std::string method_title(const std::string& method);
std::string method_assumption(const std::string& method);

/// What every method assumes, whichever stands for the figure.
struct Assumption {
    std::string code;  ///< stable: "closed-population"
    std::string text;
};
const std::vector<Assumption>& general_assumptions();

/// A field as people call it: "given_name" -> "given name", "category:weapon" -> "weapon".
std::string field_title(const std::string& key);

}  // namespace dalil
