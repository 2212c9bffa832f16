#include "dalil/workflow/case_steps.hpp"

#include "dalil/base/file.hpp"
#include "dalil/workflow/estimate_table.hpp"
#include "workflow/contradictions.hpp"

namespace dalil {

namespace {

Result<std::optional<std::string>> read_optional(const std::optional<std::filesystem::path>& path) {
    if (!path) return std::optional<std::string>();
    auto text = read_file(*path);
    if (!text) return fail(std::move(text.error()));
    return std::optional<std::string>(std::move(*text));
}

std::vector<std::pair<std::string, std::uint64_t>> records_per_list(const RecordSet& records) {
    std::vector<std::pair<std::string, std::uint64_t>> counts;
    for (const Source& source : records.sources) counts.emplace_back(source.name, source.records);
    return counts;
}

/// What `link` says when nothing was new.
LinkSummary as_it_stands(CaseLists lists, StoredLinkage stored) {
    LinkSummary summary;
    summary.contradictions = contradiction_texts(lists);
    summary.persons = std::move(stored.persons);
    summary.persons.kept = stored.linkage.people_partition;
    summary.linkage = std::move(stored.linkage);
    summary.lists = std::move(lists.lists);
    summary.unchanged = summary.relinked = true;
    return summary;
}

}  // namespace

Result<void> init_case(const std::filesystem::path& path) {
    auto file = CaseFile::create(path);
    if (!file) return fail(std::move(file.error()));
    return file->close();
}

Result<ImportSummary> import_into_case(const ImportRequest& request, const Context& context) {
    auto mode = request.dry_run ? CaseFile::Mode::Read : CaseFile::Mode::Write;
    auto file = CaseFile::open(request.case_path, mode);
    if (!file) return fail(std::move(file.error()));
    auto known = names_in_case(*file);
    if (!known) return fail(std::move(known.error()));
    auto corrections = read_optional(request.recipe);
    if (!corrections) return fail(std::move(corrections.error()));

    ImportSummary summary;
    auto inputs = read_inputs(request.lists, {request.as, *known}, context, summary.issues);
    if (!inputs) return fail(std::move(inputs.error()));
    auto compared = compare_with_case(*file, *inputs);
    if (!compared) return fail(std::move(compared.error()));
    summary.files = std::move(*compared);
    auto after = load_case_lists(*file, *inputs, *corrections, context);
    if (!after) return fail(std::move(after.error()));
    summary.issues.insert(summary.issues.end(), after->lists.issues.begin(),
                          after->lists.issues.end());
    summary.records = records_per_list(after->lists.records);
    summary.recipe = to_toml(after->lists.recipe);
    if (request.dry_run) return summary;

    auto batch = file->begin(context);
    if (!batch) return fail(std::move(batch.error()));
    if (auto put = put_inputs(*batch, *inputs, *corrections, request.time_ms); !put) {
        return fail(std::move(put.error()));
    }
    if (auto done = batch->commit(); !done) return fail(std::move(done.error()));
    return summary;
}

Result<LinkSummary> link_case(const std::filesystem::path& path, const AnalysisOptions& options,
                              std::int64_t time_ms, const Context& context, LinkMode mode) {
    auto file = CaseFile::open(path, CaseFile::Mode::Write);
    if (!file) return fail(std::move(file.error()));
    auto loaded = load_case_lists(*file, {}, std::nullopt, context);
    if (!loaded) return fail(std::move(loaded.error()));
    auto before = load_known_persons(*file);
    if (!before) return fail(std::move(before.error()));
    AnalysisOptions settings = options;
    settings.decisions = loaded->decisions;

    if (mode == LinkMode::Incremental) {
        if (auto stored = load_link_run(*file, loaded->lists, loaded->decisions))
            return as_it_stands(std::move(*loaded), std::move(*stored));
        auto earlier = load_earlier_linkage(*file, loaded->lists.records);
        if (!earlier) return fail(std::move(earlier.error()));
        settings.earlier = std::move(*earlier);
    }
    LinkSummary summary;
    summary.contradictions = contradiction_texts(*loaded);
    summary.linkage = link_lists(loaded->lists, settings, context);
    summary.relinked = !before->numbers.empty();
    summary.persons = name_persons(loaded->lists.records, summary.linkage, *before);
    auto batch = file->begin(context);
    if (!batch) return fail(std::move(batch.error()));
    auto run = batch->put_run(
        encode_link_run(loaded->lists, summary.linkage, summary.persons, settings, context.seed),
        time_ms);
    if (!run) return fail(std::move(run.error()));
    if (auto done = batch->commit(); !done) return fail(std::move(done.error()));
    summary.lists = std::move(loaded->lists);
    return summary;
}

Result<LinkedCase> load_linked_case(const std::filesystem::path& path, const Context& context,
                                    NewDecisions decisions) {
    auto file = CaseFile::open(path, CaseFile::Mode::Read);
    if (!file) return fail(std::move(file.error()));
    auto loaded = load_case_lists(*file, {}, std::nullopt, context);
    if (!loaded) return fail(std::move(loaded.error()));
    auto stored = load_link_run(*file, loaded->lists, loaded->decisions, decisions);
    if (!stored) return fail(std::move(stored.error()));
    return LinkedCase{std::move(*loaded), std::move(*stored)};
}

Result<CountSummary> count_case(const std::filesystem::path& path, const AnalysisOptions& options,
                                const Context& context) {
    auto linked = load_linked_case(path, context);
    if (!linked) return fail(std::move(linked.error()));
    auto counted = tally(linked->lists.lists.records, linked->stored.linkage, options.by,
                         options.level, context);
    if (!counted) return fail(std::move(counted.error()));
    return CountSummary{std::move(*counted),
                        !linked->stored.linkage.report.incomparable_scripts.empty()};
}

Result<EstimateSummary> estimate_case(const std::filesystem::path& path,
                                      const AnalysisOptions& options, const Context& context) {
    if (auto known = check_methods(options.methods); !known) return fail(std::move(known.error()));
    auto linked = load_linked_case(path, context);
    if (!linked) return fail(std::move(linked.error()));
    const Lists& lists = linked->lists.lists;
    auto counts = count_lists(lists, linked->stored.linkage, options, context);
    if (!counts) return fail(std::move(counts.error()));
    auto estimates = estimate_lists(lists, linked->stored.linkage, *counts, options, context);
    if (!estimates) return fail(std::move(estimates.error()));
    return EstimateSummary{std::move(*estimates), std::move(counts->whole)};
}

Result<std::vector<Finding>> check_case(const std::filesystem::path& path, const Context& context) {
    auto file = CaseFile::open(path, CaseFile::Mode::Read);
    if (!file) return fail(std::move(file.error()));
    return file->check(context);
}

}  // namespace dalil
