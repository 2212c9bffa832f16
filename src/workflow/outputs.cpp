#include "dalil/workflow/outputs.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dalil/base/version.hpp"
#include "dalil/io/writer.hpp"
#include "dalil/text/unicode.hpp"

namespace dalil {

namespace {

using json = nlohmann::ordered_json;

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::Note:
            return "note";
        case Severity::Error:
            return "error";
        case Severity::Warning:
            break;
    }
    return "warning";
}

std::string_view outcome_name(ImportOutcome outcome) {
    switch (outcome) {
        case ImportOutcome::Unchanged:
            return "unchanged";
        case ImportOutcome::Superseded:
            return "superseded";
        case ImportOutcome::Added:
            break;
    }
    return "added";
}

json issue_list(const std::vector<Issue>& issues) {
    json list = json::array();
    for (const Issue& issue : issues) {
        list.push_back({{"code", issue.code},
                        {"severity", severity_name(issue.severity)},
                        {"where", issue.where.text()},
                        {"count", issue.count},
                        {"text", issue.text}});
    }
    return list;
}

json inputs_of(const std::vector<ImportedFile>& inputs) {
    json list = json::array();
    for (const ImportedFile& input : inputs) {
        list.push_back({{"name", input.name},
                        {"file", input.file},
                        {"sha256", input.digest},
                        {"rows", input.rows},
                        {"outcome", outcome_name(input.outcome)},
                        {"rows_added", input.added},
                        {"rows_removed", input.removed}});
    }
    return list;
}

json changes_of(const std::vector<PersonChange>& changes) {
    json list = json::array();
    for (const PersonChange& change : changes) {
        json before = json::array(), now = json::array();
        for (const std::uint32_t number : change.before) before.push_back(person_id(number));
        for (const std::uint32_t number : change.now) now.push_back(person_id(number));
        list.push_back({{"kind", change_name(change.kind)},
                        {"before", std::move(before)},
                        {"now", std::move(now)}});
    }
    return list;
}

json lists_of(const Lists& lists) {
    json list = json::array();
    std::vector<const Source*> source_of_table(lists.tables.size(), nullptr);
    for (const Source& source : lists.records.sources) source_of_table[source.table] = &source;
    for (std::size_t t = 0; t < lists.tables.size(); ++t) {
        const Table& table = lists.tables[t];
        json one = {{"source", table.source}, {"file", table.file},
                    {"sheet", table.sheet},   {"hidden", table.hidden},
                    {"rows", table.rows()},   {"is_list", lists.recipe.lists[t].is_list}};
        if (!table.encoding.empty()) one["encoding"] = table.encoding;
        if (source_of_table[t] != nullptr) {
            one["records"] = source_of_table[t]->records;
            one["script"] = source_of_table[t]->script;
        }
        list.push_back(std::move(one));
    }
    return list;
}

json model_of(const LinkReport& report) {
    json levels = json::array();
    for (const LinkReport::Level& level : report.levels) {
        levels.push_back({{"field", level.field},
                          {"level", level.level},
                          {"m", level.m},
                          {"u", level.u},
                          {"weight", level.weight}});
    }
    return {{"candidate_pairs", report.candidate_pairs},
            {"patterns", report.patterns},
            {"missed_link_share", report.missed_link_share},
            {"fields", report.fields_used},
            {"keys", report.keys_used},
            {"levels", std::move(levels)}};
}

/// The figure that stands for everybody; with strata asked for there is none, only how many have
/// one.
json estimate_of(const Estimates& estimates, bool by_strata) {
    json out;
    if (estimates.strata.empty()) return out;
    if (by_strata) {
        out["strata"] = estimates.strata.size();
        out["refused"] = estimates.refused();
        return out;
    }
    const StratumEstimate& total = estimates.strata[estimates.headline].estimate;
    out["verdict"] = total.refused ? "refused" : "estimated";
    if (!estimates.period.empty()) out["period"] = estimates.period;
    for (const MethodResult& method : total.methods) {
        if (total.refused || method.method != total.headline || !method.estimate) continue;
        out["method"] = method.method;
        out["estimate"] = *method.estimate;
        if (method.low && method.high) out["interval"] = {*method.low, *method.high};
    }
    json reasons = json::array();
    for (const Reason& reason : total.reasons)
        reasons.push_back({{"code", reason.code}, {"text", reason.text}});
    out["reasons"] = std::move(reasons);
    return out;
}

}  // namespace

std::string people_csv(const RecordSet& records, const Linkage& linkage, const Persons& persons) {
    std::vector<std::uint32_t> order(records.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto key = [&](std::uint32_t r) {
        return std::pair(std::string_view(records.sources[records.records[r].source].name),
                         records.records[r].row);
    };
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    CsvWriter csv;
    for (const char* name : {"source", "row", "person", "probability"}) csv.cell(name);
    csv.end_row();
    for (const std::uint32_t r : order) {
        csv.cell(records.sources[records.records[r].source].name);
        csv.cell(fmt::format("{}", records.records[r].row));
        csv.cell(persons.id(linkage.person_of[r]));
        csv.cell(fmt::format("{:.4f}", linkage.membership[r]));
        csv.end_row();
    }
    return csv.text();
}

std::string run_json(const RunRecord& run) {
    const Linkage& linkage = run.analysis->linkage;
    std::vector<std::string> warnings = linkage.report.warnings;
    for (const EstimatedStratum& stratum : run.analysis->estimates.strata) {
        for (const Reason& warning : stratum.estimate.warnings) {
            if (std::find(warnings.begin(), warnings.end(), warning.text) == warnings.end()) {
                warnings.push_back(warning.text);
            }
        }
    }
    json out = {{"records", run.lists->records.size()},
                {"people", linkage.people.median},
                {"people_low", linkage.people.low},
                {"people_high", linkage.people.high},
                {"level", run.options.level},
                {"people_partition", linkage.people_partition},
                {"upper_bound", !linkage.report.incomparable_scripts.empty()},
                {"incomparable_scripts", linkage.report.incomparable_scripts},
                {"estimate", estimate_of(run.analysis->estimates, !run.options.by.empty())},
                {"invented_data", run.invented},
                {"version", kVersion},
                {"icu_version", icu_version()},
                {"seed", run.seed},
                {"effort", effort_name(run.options.effort)},
                {"by", run.options.by},
                {"draws", linkage.draws.size()},
                {"inputs", inputs_of(run.inputs)},
                {"lists", lists_of(*run.lists)},
                {"persons",
                 {{"kept", run.persons->kept},
                  {"created", run.persons->created},
                  {"split", run.persons->split},
                  {"merged", run.persons->merged},
                  {"gone", run.persons->gone},
                  {"changes", changes_of(run.persons->changes)}}},
                {"linkage", model_of(linkage.report)},
                {"doubtful_pairs", linkage.doubtful.size()},
                {"warnings", std::move(warnings)},
                {"issues", issue_list(run.lists->issues)},
                {"recipe", to_toml(run.lists->recipe)}};
    json timings = json::object();
    for (const auto& [stage, seconds] : run.seconds) timings[stage] = seconds;
    out["timings"] = std::move(timings);
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string person_changes_json(const std::vector<PersonChange>& changes) {
    return changes_of(changes).dump();
}

std::string issues_json(const std::vector<Issue>& issues) {
    return json{{"issues", issue_list(issues)}}.dump(1, ' ', false,
                                                     json::error_handler_t::replace) +
           "\n";
}

}  // namespace dalil
