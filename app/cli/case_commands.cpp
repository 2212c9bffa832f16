// cli/case_commands.cpp: init, import, link, count, export, check.

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "dalil/workflow/case_steps.hpp"
#include "dalil/workflow/export.hpp"
#include "dalil/workflow/outputs.hpp"

namespace dalil::cli {

namespace {

using json = nlohmann::ordered_json;

void print_json(const json& value) {
    print(value.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

std::string_view outcome_word(ImportOutcome outcome, bool dry_run) {
    switch (outcome) {
        case ImportOutcome::Unchanged:
            return "unchanged";
        case ImportOutcome::Superseded:
            return dry_run ? "would be a new version" : "new version";
        case ImportOutcome::Added:
            break;
    }
    return dry_run ? "would be added" : "added";
}

AnalysisOptions analysis_options(const Call& call, const std::vector<std::string>& by,
                                 const std::string& effort) {
    AnalysisOptions options;
    options.by = by;
    options.level = call.common.level;
    options.effort = effort_named(effort).value_or(Effort::Standard);
    return options;
}

json stratum_json(const Tally& tally, const StratumTally& stratum) {
    json key = json::object();
    for (std::size_t i = 0; i < tally.by.size(); ++i) key[tally.by[i]] = stratum.key[i];
    return {{"stratum", std::move(key)},
            {"records", stratum.records},
            {"people", stratum.people.median},
            {"people_low", stratum.people.low},
            {"people_high", stratum.people.high}};
}

}  // namespace

void print_person_changes(const Persons& persons) {
    constexpr std::size_t kShown = 20;
    if (persons.created + persons.changes.size() == 0) {
        print("Since the last time, nobody changed\n");
        return;
    }
    print(fmt::format("Since the last time: {} new {}, {} merged, {} split, {} gone\n",
                      thousands(static_cast<double>(persons.created)),
                      persons.created == 1 ? "person" : "persons", persons.merged, persons.split,
                      persons.gone));
    for (std::size_t i = 0; i < persons.changes.size(); ++i) {
        if (i == kShown) {
            print(fmt::format("  and {} more; --json lists all\n",
                              thousands(static_cast<double>(persons.changes.size() - kShown))));
            break;
        }
        print(fmt::format("  {}\n", change_text(persons.changes[i])));
    }
}

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

int init_command(const InitArgs& args, const Call& call) {
    if (auto made = init_case(args.case_path); !made)
        return report_error(made.error(), call.common.json);
    if (call.common.json) {
        print_json({{"case", args.case_path.string()}});
    } else if (!call.common.quiet) {
        print(fmt::format("{} is ready. Next: dalil import {} LIST...\n", args.case_path.string(),
                          args.case_path.string()));
    }
    return 0;
}

int import_command(const ImportArgs& args, const Call& call) {
    auto summary = import_into_case(
        {args.case_path, args.lists, args.as, args.recipe, args.dry_run, now_ms()}, call.context);
    if (!summary) return report_error(summary.error(), call.common.json);
    if (call.common.json) {
        json files = json::array();
        for (const ImportedFile& f : summary->files) {
            files.push_back({{"name", f.name},
                             {"file", f.file},
                             {"sha256", f.digest},
                             {"outcome", outcome_word(f.outcome, args.dry_run)},
                             {"rows", f.rows},
                             {"rows_added", f.added},
                             {"rows_removed", f.removed},
                             {"rows_unchanged", f.unchanged}});
        }
        json records = json::object();
        for (const auto& [name, count] : summary->records) records[name] = count;
        print_json({{"files", std::move(files)},
                    {"records", std::move(records)},
                    {"issues", json::parse(issues_json(summary->issues))["issues"]},
                    {"recipe", summary->recipe}});
        return 0;
    }
    if (call.common.quiet) return 0;
    for (const ImportedFile& f : summary->files) {
        print(fmt::format("{}: {}; {} rows added, {} removed, {} unchanged\n", f.name,
                          outcome_word(f.outcome, args.dry_run),
                          thousands(static_cast<double>(f.added)),
                          thousands(static_cast<double>(f.removed)),
                          thousands(static_cast<double>(f.unchanged))));
    }
    std::uint64_t oddities = 0;
    for (const Issue& issue : summary->issues) oddities += issue.count;
    print(
        fmt::format("{} oddities in the lists of the case; `dalil import --json --dry-run` lists "
                    "them with their cells\n",
                    thousands(static_cast<double>(oddities))));
    if (!args.dry_run) print(fmt::format("Next: dalil link {}\n", args.case_path.string()));
    return 0;
}

int link_command(const LinkArgs& args, const Call& call) {
    auto summary =
        link_case(args.case_path, analysis_options(call, {}, args.effort), now_ms(), call.context,
                  args.incremental ? LinkMode::Incremental : LinkMode::Anew);
    if (!summary) return report_error(summary.error(), call.common.json);
    const Linkage& linkage = summary->linkage;
    if (call.common.json) {
        print_json({{"records", summary->lists.records.size()},
                    {"people", linkage.people.median},
                    {"people_low", linkage.people.low},
                    {"people_high", linkage.people.high},
                    {"level", call.common.level},
                    {"seed", call.common.seed},
                    {"people_partition", linkage.people_partition},
                    {"doubtful_pairs", linkage.doubtful.size()},
                    {"incremental", linkage.report.incremental},
                    {"pairs_compared", linkage.report.candidate_pairs},
                    {"persons_kept", summary->persons.kept},
                    {"persons_new", summary->persons.created},
                    {"persons_split", summary->persons.split},
                    {"persons_merged", summary->persons.merged},
                    {"persons_gone", summary->persons.gone},
                    {"person_changes", json::parse(person_changes_json(summary->persons.changes))},
                    {"contradictions", summary->contradictions},
                    {"warnings", linkage.report.warnings},
                    {"incomparable_scripts", linkage.report.incomparable_scripts}});
        return 0;
    }
    if (call.common.quiet) return 0;
    print(fmt::format("{} records are {} people, at {:g} % (seed {})\n",
                      thousands(summary->lists.records.size()),
                      with_interval(linkage.people.median, linkage.people.low, linkage.people.high),
                      100 * call.common.level, call.common.seed));
    if (summary->relinked) print_person_changes(summary->persons);
    for (const std::string& text : summary->contradictions) print(text + "\n");
    const std::string path = args.case_path.string();
    print(fmt::format("{} pairs are doubtful: dalil review {}\nNext: dalil count {}\n",
                      linkage.doubtful.size(), path, path));
    return 0;
}

int count_command(const CountArgs& args, const Call& call) {
    auto counted =
        count_case(args.case_path, analysis_options(call, args.by, "standard"), call.context);
    if (!counted) return report_error(counted.error(), call.common.json);
    const Tally& tally = counted->tally;
    if (call.common.json) {
        json strata = json::array();
        for (const StratumTally& stratum : tally.strata)
            strata.push_back(stratum_json(tally, stratum));
        print_json({{"by", tally.by},
                    {"level", call.common.level},
                    {"upper_bound", counted->upper_bound},
                    {"strata", std::move(strata)}});
        return 0;
    }
    for (const StratumTally& stratum : tally.strata) {
        std::string name;
        for (std::size_t i = 0; i < tally.by.size(); ++i) {
            name += fmt::format("{}{}: {}", i == 0 ? "" : ", ", tally.by[i],
                                stratum.key[i].empty() ? "not known" : stratum.key[i]);
        }
        print(fmt::format(
            "{}{}{} people, {} records\n", name, name.empty() ? "" : "  ",
            with_interval(stratum.people.median, stratum.people.low, stratum.people.high),
            thousands(static_cast<double>(stratum.records))));
    }
    if (counted->upper_bound) {
        print(
            "These are upper bounds: names in some scripts cannot be compared yet (see the "
            "report).\n");
    }
    return 0;
}

int export_command(const ExportArgs& args, const Call& call) {
    auto summary = export_case(args.case_path, args.out, call.context);
    if (!summary) return report_error(summary.error(), call.common.json);
    if (call.common.json) {
        json files = json::array();
        for (const auto& file : summary->files) files.push_back(file.string());
        print_json({{"records", summary->records},
                    {"people", summary->people},
                    {"files", std::move(files)}});
    } else if (!call.common.quiet) {
        print(fmt::format("{} records of {} people written to {}\n",
                          thousands(static_cast<double>(summary->records)),
                          thousands(static_cast<double>(summary->people)), args.out.string()));
    }
    return 0;
}

int check_command(const CheckArgs& args, const Call& call) {
    auto findings = check_case(args.case_path, call.context);
    if (!findings) return report_error(findings.error(), call.common.json);
    if (call.common.json) {
        json list = json::array();
        for (const Finding& finding : *findings)
            list.push_back({{"code", finding.code}, {"text", finding.text}});
        print_json({{"clean", findings->empty()}, {"findings", std::move(list)}});
    } else {
        for (const Finding& finding : *findings)
            print(fmt::format("{}: {}\n", finding.code, finding.text));
        if (findings->empty() && !call.common.quiet)
            print(fmt::format("{}: clean\n", args.case_path.string()));
    }
    return findings->empty() ? 0 : 4;
}

}  // namespace dalil::cli
