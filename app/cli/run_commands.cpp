// cli/run_commands.cpp: run and synth.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "dalil/synth/synth.hpp"
#include "dalil/workflow/run.hpp"

namespace dalil::cli {

namespace {

/// What changed against the case that was there.
void print_changes(const RunSummary& summary) {
    for (const ImportedFile& input : summary.inputs) {
        if (input.outcome == ImportOutcome::Superseded) {
            print(fmt::format("{}: new version; {} rows added, {} removed, {} unchanged\n",
                              input.name, thousands(static_cast<double>(input.added)),
                              thousands(static_cast<double>(input.removed)),
                              thousands(static_cast<double>(input.unchanged))));
        } else {
            print(fmt::format("{}: {}\n", input.name,
                              input.outcome == ImportOutcome::Unchanged ? "unchanged" : "added"));
        }
    }
    if (!summary.also_in_case.empty()) {
        std::string names;
        for (const std::string& name : summary.also_in_case)
            names += (names.empty() ? "" : ", ") + name;
        print(fmt::format("also in the case: {}\n", names));
    }
    print_person_changes(summary.persons);
}

void print_estimate(const RunSummary& summary) {
    if (!summary.by.empty()) {
        print(
            fmt::format("Estimates of {} of {} groups; the others are refused, with reasons in "
                        "estimates.json\n",
                        summary.strata - summary.strata_refused, summary.strata));
        return;
    }
    const StratumEstimate& estimate = summary.estimate;
    const std::string where = summary.period.empty() ? "" : " for " + summary.period;
    for (const MethodResult& method : estimate.methods) {
        if (estimate.refused || method.method != estimate.headline || !method.estimate) continue;
        const double total = *method.estimate;
        print(fmt::format("Estimated in all{}: {} people; about {} are on no list\n", where,
                          method.low && method.high
                              ? with_interval(total, *method.low, *method.high)
                              : thousands(total),
                          thousands(std::max(0.0, total - static_cast<double>(estimate.n)))));
        return;
    }
    print(fmt::format("No estimate of those on no list{}:\n", where));
    for (const Reason& reason : estimate.reasons) print(fmt::format("  {}\n", reason.text));
}

}  // namespace

int run_command(const RunArgs& args, const Call& call) {
    RunRequest request;
    request.lists = args.lists;
    request.folder = args.out;
    request.config = args.config;
    request.options.by = args.by;
    request.options.level = call.common.level;
    request.options.effort = effort_named(args.effort).value_or(Effort::Standard);
    request.command = call.typed;
    request.time_ms = now_ms();
    auto summary = run_lists(request, call.context);
    if (!summary) return report_error(summary.error(), call.common.json);
    if (call.common.json) {
        print(summary->json);
        return 0;
    }
    if (call.common.quiet) return 0;
    if (summary->case_existed) print_changes(*summary);
    print(fmt::format(
        "{} records on {} {} are {}{} people, at {:g} % (seed {})\n",
        thousands(static_cast<double>(summary->records)), summary->lists,
        summary->lists == 1 ? "list" : "lists", summary->upper_bound ? "at most " : "",
        with_interval(summary->people.median, summary->people.low, summary->people.high),
        100 * call.common.level, call.common.seed));
    print_estimate(*summary);
    if (summary->invented) print("These lists are invented: nobody on them exists\n");
    if (summary->issues == 0) {
        print("Nothing odd was found in the lists\n");
    } else {
        print(fmt::format("{} oddities in the lists are counted in the report\n",
                          thousands(static_cast<double>(summary->issues))));
    }
    print(fmt::format("Report: {}\n", summary->report.string()));
    return 0;
}

int synth_command(const SynthArgs& args, const Call& call) {
    auto made = synthesise({args.people, args.lists, call.common.seed}, args.out, call.context);
    if (!made) return report_error(made.error(), call.common.json);
    if (call.common.json) {
        const nlohmann::ordered_json out = {{"people", made->people},   {"listed", made->listed},
                                            {"records", made->records}, {"lists", made->lists},
                                            {"seed", call.common.seed}, {"invented_data", true}};
        print(out.dump(1) + "\n");
    } else if (!call.common.quiet) {
        print(fmt::format(
            "{} invented people, {} of them on {} records of {} lists in {} (seed {})\n",
            thousands(static_cast<double>(made->people)),
            thousands(static_cast<double>(made->listed)),
            thousands(static_cast<double>(made->records)), made->lists.size(),
            (args.out / "lists").string(), call.common.seed));
    }
    return 0;
}

}  // namespace dalil::cli
