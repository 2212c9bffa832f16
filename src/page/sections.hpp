// page/sections.hpp: the sections of the report in the order in which they are read. Each writes
// nothing if the view holds nothing for it.
#pragma once

#include "dalil/page/report_view.hpp"
#include "dalil/plot/markup.hpp"

namespace dalil::page {

using plot::Markup;

/// Kicker, headline, lead, the bar, and what limits the answer.
void write_answer(Markup& out, const ReportView& view);
/// The lists, what was odd in them, which guesses to look at.
void write_lists(Markup& out, const ReportView& view);
void write_overlaps(Markup& out, const ReportView& view);
void write_breakdowns(Markup& out, const ReportView& view);
/// Estimates side by side.
void write_methods(Markup& out, const ReportView& view);
/// What the figure rests on: its curve, refits, what no list can tell, priors, chains.
void write_scrutiny(Markup& out, const ReportView& view);
void write_linkage(Markup& out, const ReportView& view);
void write_steps(Markup& out, const ReportView& view);
/// Methods in words, weights, digests: for the reader who must defend the figure.
void write_defence(Markup& out, const ReportView& view);

/// Whether a section has anything to show; the table of contents asks too.
bool has_lists(const ReportView& view);
bool has_overlaps(const ReportView& view);
bool has_methods(const ReportView& view);
bool has_linkage(const ReportView& view);
std::string breakdown_id(std::size_t index);

}  // namespace dalil::page
