#include "dalil/workflow/run.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include <fmt/format.h>

#include "dalil/base/file.hpp"
#include "dalil/workflow/estimates_json.hpp"
#include "dalil/workflow/link_run.hpp"
#include "dalil/workflow/outputs.hpp"
#include "dalil/workflow/report.hpp"

namespace dalil {

namespace {

using OutputFiles = std::vector<std::pair<std::string, std::string>>;
using Seconds = std::vector<std::pair<std::string, double>>;

/// Seconds since the last question.
class Clock {
  public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        return seconds;
    }

  private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

constexpr std::string_view kOutputs[] = {"people.csv",     "counts.csv", "overlaps.csv",
                                         "estimates.json", "run.json",   "dalil.toml",
                                         "report.html",    "case.dalil"};

/// An input is never overwritten, under whatever name it is reached.
Result<void> refuse_to_overwrite(const RunRequest& request) {
    for (const std::string_view name : kOutputs) {
        const auto output = request.folder / name;
        for (const auto& list : request.lists) {
            std::error_code error;
            const bool same = std::filesystem::equivalent(output, list, error) ||
                              std::filesystem::weakly_canonical(output, error) ==
                                  std::filesystem::weakly_canonical(list, error);
            if (same) {
                return fail(
                    Fault::Usage, "output-is-input",
                    fmt::format("{} is both a list to read and a file to write", list.string()),
                    "choose another folder with -o");
            }
        }
    }
    return {};
}

Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error && std::filesystem::is_directory(folder)) return {};
    return fail(Fault::Outside, "folder-unwritable",
                fmt::format("could not make the folder {}{}", folder.string(),
                            error ? ": " + error.message()
                                  : std::string(": a file of that name is in the way")),
                "choose another folder with -o");
}

/// What a run works on: the case if there is one, the files, and the lists of both.
struct Work {
    std::optional<CaseFile> file;
    bool existed = false;
    std::vector<InputFile> inputs;
    std::vector<ImportedFile> imported;
    std::optional<std::string> corrections;
    CaseLists lists;
    KnownPersons known;
    std::vector<Issue> issues;
};

Result<void> read_corrections(const RunRequest& request, Work& work) {
    if (!request.config) return {};
    auto text = read_file(*request.config);
    if (!text) return fail(std::move(text.error()));
    work.corrections = std::move(*text);
    return {};
}

std::vector<ImportedFile> all_new(const std::vector<InputFile>& inputs) {
    std::vector<ImportedFile> imported;
    for (const InputFile& input : inputs) {
        std::uint64_t rows = 0;
        for (const Table& table : input.tables) rows += table.rows();
        imported.push_back(
            {input.name, input.file, input.digest, ImportOutcome::Added, rows, rows, 0, 0});
    }
    return imported;
}

/// Reads everything; writes nothing.
Result<Work> gather(const RunRequest& request, const Context& context) {
    Work work;
    const auto case_path = request.folder / "case.dalil";
    work.existed = std::filesystem::exists(case_path);
    InputNames names;
    if (work.existed) {
        auto file = CaseFile::open(case_path, CaseFile::Mode::Write);
        if (!file) return fail(std::move(file.error()));
        work.file = std::move(*file);
        auto known = names_in_case(*work.file);
        if (!known) return fail(std::move(known.error()));
        names.known = std::move(*known);
    }
    if (auto read = read_corrections(request, work); !read) return fail(std::move(read.error()));
    auto inputs = read_inputs(request.lists, names, context, work.issues);
    if (!inputs) return fail(std::move(inputs.error()));
    work.inputs = std::move(*inputs);

    auto lists = work.existed ? load_case_lists(*work.file, work.inputs, work.corrections, context)
                              : lists_of_files(work.inputs, work.corrections, context);
    if (!lists) return fail(std::move(lists.error()));
    work.lists = std::move(*lists);
    if (work.existed && work.corrections) {
        auto unchanged = has_corrections(*work.file, *work.corrections);
        if (!unchanged) return fail(std::move(unchanged.error()));
        if (*unchanged) work.corrections.reset();
    }
    auto& issues = work.lists.lists.issues;
    issues.insert(issues.begin(), work.issues.begin(), work.issues.end());
    if (!work.existed) {
        work.imported = all_new(work.inputs);
        return work;
    }
    auto compared = compare_with_case(*work.file, work.inputs);
    if (!compared) return fail(std::move(compared.error()));
    work.imported = std::move(*compared);
    auto known = load_known_persons(*work.file);
    if (!known) return fail(std::move(known.error()));
    work.known = std::move(*known);
    return work;
}

/// One commit: originals, tables, recipe, linkage.
Result<void> commit(const RunRequest& request, Work& work, const NewRun& link_run,
                    const Context& context) {
    if (!work.file) {
        auto file = CaseFile::create(request.folder / "case.dalil");
        if (!file) return fail(std::move(file.error()));
        work.file = std::move(*file);
    }
    {
        auto batch = work.file->begin(context);
        if (!batch) return fail(std::move(batch.error()));
        if (auto put = put_inputs(*batch, work.inputs, work.corrections, request.time_ms); !put) {
            return fail(std::move(put.error()));
        }
        if (auto run = batch->put_run(link_run, request.time_ms); !run)
            return fail(std::move(run.error()));
        if (auto done = batch->commit(); !done) return fail(std::move(done.error()));
    }
    return work.file->close();
}

std::vector<std::string> lists_not_named(const Work& work) {
    std::set<std::string> named;
    for (const InputFile& input : work.inputs) named.insert(input.name);
    std::vector<std::string> others;
    for (const SourceVersion& source : work.lists.sources) {
        if (named.count(source.name) == 0) others.push_back(source.name);
    }
    return others;
}

Result<void> no_records(const Work& work) {
    if (work.lists.lists.records.size() > 0) return {};
    std::string files;
    for (const InputFile& input : work.inputs) files += (files.empty() ? "" : ", ") + input.file;
    return fail(Fault::Input, "no-records", "no list of people was found in " + files,
                "check that the right sheets are there; a recipe given with --config can mark a "
                "sheet as a list");
}

/// Runs the stages after import, noting how long each took.
Result<Analysis> analyse_timed(const Lists& lists, const AnalysisOptions& options, Seconds& seconds,
                               const Context& context) {
    Clock clock;
    Analysis analysis;
    analysis.linkage = link_lists(lists, options, context);
    seconds.emplace_back("link", clock.lap());
    auto counts = count_lists(lists, analysis.linkage, options, context);
    if (!counts) return fail(std::move(counts.error()));
    analysis.counts = std::move(*counts);
    seconds.emplace_back("count", clock.lap());
    auto estimates = estimate_lists(lists, analysis.linkage, analysis.counts, options, context);
    if (!estimates) return fail(std::move(estimates.error()));
    analysis.estimates = std::move(*estimates);
    seconds.emplace_back("estimate", clock.lap());
    return analysis;
}

std::string report_html(const RunRequest& request, const Work& work, const Analysis& analysis,
                        const AnalysisOptions& options, const Context& context) {
    ReportInputs report;
    report.lists = &work.lists.lists;
    report.analysis = &analysis;
    report.inputs = work.imported;
    report.options = options;
    report.seed = context.seed;
    report.invented = work.lists.invented;
    report.command = request.command;
    report.time_ms = request.time_ms;
    return page::render_report(make_report_view(report, context));
}

RunSummary summarise(const RunRequest& request, const Work& work, const Analysis& analysis,
                     const Persons& persons) {
    const Lists& lists = work.lists.lists;
    RunSummary summary;
    summary.records = lists.records.size();
    summary.people = analysis.linkage.people;
    summary.people_partition = analysis.linkage.people_partition;
    summary.invented = work.lists.invented;
    summary.upper_bound = !analysis.linkage.report.incomparable_scripts.empty();
    summary.inputs = work.imported;
    summary.also_in_case = lists_not_named(work);
    summary.persons = persons;
    summary.case_existed = work.existed;
    for (const ListRecipe& list : lists.recipe.lists) {
        ++(list.is_list ? summary.lists : summary.not_lists);
    }
    for (const Issue& issue : lists.issues) summary.issues += issue.count;
    summary.by = request.options.by;
    summary.strata = analysis.estimates.strata.size();
    summary.strata_refused = analysis.estimates.refused();
    if (summary.by.empty() && summary.strata > 0) {
        summary.estimate = analysis.estimates.strata[analysis.estimates.headline].estimate;
    }
    summary.period = analysis.estimates.period;
    summary.report = request.folder / "report.html";
    return summary;
}

}  // namespace

Result<RunSummary> run_lists(const RunRequest& request, const Context& context) {
    Clock clock;
    Seconds seconds;
    if (auto safe = refuse_to_overwrite(request); !safe) return fail(std::move(safe.error()));
    auto gathered = gather(request, context);
    if (!gathered) return fail(std::move(gathered.error()));
    Work work = std::move(*gathered);
    const Lists& lists = work.lists.lists;
    if (auto some = no_records(work); !some) return fail(std::move(some.error()));
    seconds.emplace_back("import", clock.lap());

    AnalysisOptions options = request.options;
    options.decisions = work.lists.decisions;
    auto analysed = analyse_timed(lists, options, seconds, context);
    if (!analysed) return fail(std::move(analysed.error()));
    const Analysis& analysis = *analysed;
    const Persons persons = name_persons(lists.records, analysis.linkage, work.known);

    clock.lap();
    const Tally& counted = options.by.empty() ? analysis.counts.whole : analysis.counts.by;
    OutputFiles files = {
        {"people.csv", people_csv(lists.records, analysis.linkage, persons)},
        {"counts.csv", counts_csv(counted)},
        {"overlaps.csv", overlaps_csv(counted)},
        {"estimates.json", estimates_json(analysis.estimates, analysis.counts.whole)},
        {"dalil.toml", to_toml(lists.recipe)},
        {"report.html", report_html(request, work, analysis, options, context)},
    };
    const NewRun link_run =
        encode_link_run(lists, analysis.linkage, persons, options, context.seed);
    seconds.emplace_back("report", clock.lap());

    RunSummary summary = summarise(request, work, analysis, persons);
    if (auto made = make_folder(request.folder); !made) return fail(std::move(made.error()));
    context.check_stop();
    if (auto done = commit(request, work, link_run, context); !done) {
        return fail(std::move(done.error()));
    }
    seconds.emplace_back("save", clock.lap());
    summary.json = run_json({&lists, &analysis, &persons, options, work.imported, context.seed,
                             work.lists.invented, seconds});
    files.emplace_back("run.json", summary.json);
    for (const auto& [name, text] : files) {
        if (auto written = write_file(request.folder / name, text); !written) {
            return fail(std::move(written.error()));
        }
    }
    return summary;
}

}  // namespace dalil
