// cli/estimate_command.cpp: estimate, on a case or on a table of overlaps.

#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "dalil/base/file.hpp"
#include "dalil/workflow/case_steps.hpp"
#include "dalil/workflow/estimate_table.hpp"
#include "dalil/workflow/estimates_json.hpp"

namespace dalil::cli {

namespace {

constexpr int kRefused = 5;

std::string stratum_name(const Estimates& estimates, const EstimatedStratum& stratum) {
    std::string name;
    for (std::size_t i = 0; i < estimates.by.size(); ++i) {
        name += fmt::format("{}{}: {}", i == 0 ? "" : ", ", estimates.by[i],
                            stratum.key[i].empty() ? "not known" : stratum.key[i]);
    }
    return name;
}

void print_method(const MethodResult& method, bool headline) {
    std::string figure = "none";
    if (method.estimate) {
        figure = method.low && method.high
                     ? with_interval(*method.estimate, *method.low, *method.high)
                     : thousands(*method.estimate);
    }
    print(fmt::format("  {}{:<27} {}{}\n", headline ? "* " : "  ", method.method,
                      method.lower_bound && method.estimate ? "at least " : "", figure));
}

/// The one variant that is worth a line: how far the selection of a model may lead astray.
void print_bootstrap(const MethodResult& method) {
    for (const Variant& variant : method.variants) {
        const auto interval = variant.parameters.find("interval");
        if (interval == variant.parameters.end() ||
            interval->second != Parameter(std::string("bca")))
            continue;
        if (!variant.estimate || !variant.low || !variant.high) continue;
        print(fmt::format("      {:<25} {}\n", "stepwise, bootstrap",
                          with_interval(*variant.estimate, *variant.low, *variant.high)));
    }
}

void print_stratum(const Estimates& estimates, const EstimatedStratum& stratum) {
    const std::string name = stratum_name(estimates, stratum);
    if (!name.empty()) print(name + "\n");
    const StratumEstimate& e = stratum.estimate;
    print(fmt::format("  {} people on {} lists\n", thousands(static_cast<double>(e.n)),
                      e.lists.size()));
    if (e.refused) {
        print("  refused:\n");
        for (const Reason& reason : e.reasons)
            print(fmt::format("    {} ({})\n", reason.text, reason.code));
    }
    for (const MethodResult& method : e.methods) {
        print_method(method, !e.refused && method.method == e.headline);
        print_bootstrap(method);
    }
    for (const Reason& warning : e.warnings) print(fmt::format("  note: {}\n", warning.text));
}

/// Draws to take away; an input is never overwritten.
Result<void> write_draws(const EstimateArgs& args, const Estimates& estimates) {
    if (!args.draws) return {};
    std::error_code error;
    const auto& input = args.table ? *args.table : *args.case_path;
    if (std::filesystem::equivalent(*args.draws, input, error)) {
        return fail(Fault::Usage, "output-is-input",
                    fmt::format("{} is both read and to be written", args.draws->string()),
                    "give another file to --draws");
    }
    return write_file(*args.draws, draws_csv(estimates));
}

int finish(const EstimateArgs& args, const Estimates& estimates, const std::string& json,
           const Call& call) {
    if (auto written = write_draws(args, estimates); !written)
        return report_error(written.error(), call.common.json);
    if (call.common.json) {
        print(json);
    } else {
        for (const EstimatedStratum& stratum : estimates.strata) print_stratum(estimates, stratum);
    }
    const bool all_refused =
        std::all_of(estimates.strata.begin(), estimates.strata.end(),
                    [](const EstimatedStratum& s) { return s.estimate.refused; });
    return all_refused ? kRefused : 0;
}

}  // namespace

int estimate_command(const EstimateArgs& args, const Call& call) {
    if (args.table) {
        auto table = read_estimate_table(
            *args.table, {args.lists, args.strata, args.covariates, args.replicates}, call.context);
        if (!table) return report_error(table.error(), call.common.json);
        EstimateOptions options;
        options.level = call.common.level;
        options.methods = args.methods;
        // A table is one question and gets the whole answer; a case may hold many strata.
        options.effective_draws = 10000;
        options.sensitivity = args.sensitivity;
        options.keep_draws = args.draws.has_value();
        const auto rule = replicate_rule_named(args.rule).value_or(ReplicateRule::Rubin);
        auto estimates = estimate_table(*table, options, call.context, rule);
        if (!estimates) return report_error(estimates.error(), call.common.json);
        return finish(args, *estimates, estimates_json(*estimates, table->people(), table->lists),
                      call);
    }
    AnalysisOptions options;
    options.by = args.by;
    options.methods = args.methods;
    options.covariates = args.covariates;
    options.level = call.common.level;
    options.keep_draws = args.draws.has_value();
    auto summary = estimate_case(*args.case_path, options, call.context);
    if (!summary) return report_error(summary.error(), call.common.json);
    return finish(args, summary->estimates, estimates_json(summary->estimates, summary->whole),
                  call);
}

}  // namespace dalil::cli
