#include "dalil/workflow/report.hpp"

#include <fmt/format.h>

#include <array>

#include "dalil/base/result.hpp"
#include "dalil/base/version.hpp"
#include "dalil/text/date.hpp"
#include "dalil/text/unicode.hpp"
#include "workflow/report_parts.hpp"

namespace dalil {

namespace {

using report::shell_word;

/// "24 November 2026", in UTC.
std::string day_of(std::int64_t time_ms) {
    if (time_ms <= 0) return {};
    constexpr std::array<const char*, 12> kMonths = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const CivilDay day = civil_from_days(static_cast<std::int32_t>(time_ms / 86'400'000));
    return fmt::format("{} {} {}", day.day, kMonths[static_cast<std::size_t>(day.month - 1) % 12],
                       day.year);
}

/// The command that gives the same figures. Not as it was typed: folders would tell whose machine
/// it was.
std::string command_of(const ReportInputs& inputs) {
    std::string command = "dalil run";
    for (const ImportedFile& input : inputs.inputs) command += " " + shell_word(input.file);
    command += " -o FOLDER";
    const AnalysisOptions& options = inputs.options;
    if (!options.by.empty())
        command += " --by " + shell_word(fmt::format("{}", fmt::join(options.by, ",")));
    if (options.level != 0.95) command += fmt::format(" --level {}", options.level);
    if (options.effort != Effort::Standard)
        command += fmt::format(" --effort {}", effort_name(options.effort));
    return command + fmt::format(" --config dalil.toml --seed {}", inputs.seed);
}

}  // namespace

page::ReportView make_report_view(const ReportInputs& inputs, const Context& context) {
    ENSURE(inputs.lists != nullptr && inputs.analysis != nullptr, "a report has results to show");
    page::ReportView view;
    view.title = inputs.title;
    view.date = day_of(inputs.time_ms);
    view.invented = inputs.invented;
    view.level = inputs.options.level;
    view.version = kVersion;
    view.icu_version = icu_version();
    view.effort = effort_name(inputs.options.effort);
    view.seed = inputs.seed;
    view.command = command_of(inputs);
    for (const ImportedFile& input : inputs.inputs) {
        view.inputs.push_back({input.file, input.rows, input.digest});
    }
    report::fill_lists(view, inputs);
    report::fill_people(view, inputs);
    report::fill_linkage(view, inputs, context);
    report::fill_words(view, inputs);
    return view;
}

}  // namespace dalil
