// How sure the links are, and which pairs deserve a look.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "workflow/report_parts.hpp"

namespace dalil::report {

namespace {

constexpr std::size_t kPairsShown = 8, kBins = 20, kMostDoubtful = 1000;

std::string place_of(const Lists& lists, std::uint32_t record) {
    const RecordRef& ref = lists.records.records[record];
    const Table& table = lists.tables[lists.records.sources[ref.source].table];
    return fmt::format("{}{}{}, row {}", table.file, table.sheet.empty() ? "" : ", ", table.sheet,
                       table.row_info[ref.table_row].number);
}

std::vector<std::uint64_t> histogram_of(const std::vector<DoubtfulPair>& pairs) {
    if (pairs.empty()) return {};
    std::vector<std::uint64_t> bins(kBins, 0);
    for (const DoubtfulPair& pair : pairs) {
        const double place = std::clamp(pair.probability, 0.0, 1.0) * static_cast<double>(kBins);
        ++bins[std::min(kBins - 1, static_cast<std::size_t>(place))];
    }
    return bins;
}

std::vector<page::EvidenceView> evidence_of(const PairExplanation& explanation) {
    std::vector<page::EvidenceView> evidence;
    for (const FieldEvidence& field : explanation.fields) {
        if (field.level == "missing") continue;
        evidence.push_back({field_title(field.field), field.level, field.weight});
    }
    return evidence;
}

void fill_pairs(page::LinkageView& view, const ReportInputs& inputs, const Context& context) {
    const Lists& lists = *inputs.lists;
    const Linkage& linkage = inputs.analysis->linkage;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const DoubtfulPair& pair : linkage.doubtful) {
        if (pairs.size() == kPairsShown) break;
        pairs.emplace_back(pair.a, pair.b);
        view.pairs.push_back({record_reference(lists.records, pair.a),
                              record_reference(lists.records, pair.b),
                              place_of(lists, pair.a),
                              place_of(lists, pair.b),
                              pair.probability,
                              pair.effect,
                              {}});
    }
    if (pairs.empty()) return;
    LinkOptions options;
    options.level = inputs.options.level;
    options.effort = inputs.options.effort;
    options.decisions = inputs.options.decisions;
    const auto explanations = explain(lists.records, linkage, pairs, options, context);
    for (std::size_t i = 0; i < explanations.size() && i < view.pairs.size(); ++i) {
        view.pairs[i].evidence = evidence_of(explanations[i]);
    }
}

/// "Arabic / Han" -> "Arabic and Han".
std::string script_pairs(const std::vector<std::string>& pairs) {
    std::string text;
    for (std::string pair : pairs) {
        if (const std::size_t at = pair.find(" / "); at != std::string::npos)
            pair.replace(at, 3, " and ");
        text += (text.empty() ? "" : ", ") + pair;
    }
    return text;
}

}  // namespace

std::string record_reference(const RecordSet& records, std::uint32_t record) {
    const RecordRef& ref = records.records[record];
    return fmt::format("{}!{}", records.sources[ref.source].name, ref.row);
}

void fill_linkage(page::ReportView& view, const ReportInputs& inputs, const Context& context) {
    const Linkage& linkage = inputs.analysis->linkage;
    const LinkReport& report = linkage.report;
    page::LinkageView& links = view.linkage;
    links.pairs_compared = report.candidate_pairs;
    links.draws = linkage.draws.size();
    links.doubtful = linkage.doubtful.size();
    links.doubtful_is_minimum = linkage.doubtful.size() >= kMostDoubtful;
    links.histogram = histogram_of(linkage.doubtful);
    links.missed_link_share = report.missed_link_share;
    links.warnings = report.warnings;
    for (const std::string& field : report.fields_used) links.fields.push_back(field_title(field));
    for (const LinkReport::Level& level : report.levels) {
        links.weights.push_back(
            {field_title(level.field), level.level, level.m, level.u, level.weight});
    }
    fill_pairs(links, inputs, context);
    if (report.incomparable_scripts.empty()) return;
    view.upper_bound = true;
    view.upper_bound_why = fmt::format(
        "Names in these scripts cannot yet be compared with each other reliably: {}. A person who "
        "stands on lists in "
        "both may be counted twice.",
        script_pairs(report.incomparable_scripts));
}

}  // namespace dalil::report
