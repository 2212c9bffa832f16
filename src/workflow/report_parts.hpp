// workflow/report_parts.hpp: the parts of a report's view, one function each. See
// dalil/workflow/report.hpp.
#pragma once

#include <string>

#include "dalil/workflow/report.hpp"

namespace dalil::report {

/// Lists, sheets that are none, issues, guessed columns.
void fill_lists(page::ReportView& view, const ReportInputs& inputs);
/// People, overlaps, groups, estimates.
void fill_people(page::ReportView& view, const ReportInputs& inputs);
/// What the estimate of the headline rests on.
void fill_scrutiny(page::ReportView& view, const StratumEstimate& stratum);
/// Doubtful pairs, weights, what the linkage warns of.
void fill_linkage(page::ReportView& view, const ReportInputs& inputs, const Context& context);
/// What to do now, and the methods in words; reads what the others filled.
void fill_words(page::ReportView& view, const ReportInputs& inputs);

/// A word for a shell, in quotes if it needs them.
std::string shell_word(const std::string& word);
/// "appeals!118", as commands take it.
std::string record_reference(const RecordSet& records, std::uint32_t record);

}  // namespace dalil::report
