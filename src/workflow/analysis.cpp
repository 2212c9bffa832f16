#include "dalil/workflow/analysis.hpp"

#include <algorithm>
#include <numeric>

#include "dalil/tally/covariates.hpp"
#include "dalil/workflow/inputs.hpp"

namespace dalil {

namespace {

/// Counting across scripts that cannot be compared yet gives an upper bound; from that, no
/// estimate.
std::optional<Reason> script_refusal(const Linkage& linkage) {
    if (linkage.report.incomparable_scripts.empty()) return std::nullopt;
    std::string pairs;
    for (const std::string& pair : linkage.report.incomparable_scripts) {
        pairs += (pairs.empty() ? "" : ", ") + pair;
    }
    return Reason{
        "scripts-not-comparable",
        "names in these scripts cannot yet be compared reliably, so overlaps are undercounted: " +
            pairs};
}

std::vector<CaptureTable> restricted(const std::vector<CaptureTable>& draws,
                                     const std::vector<std::uint32_t>& lists) {
    std::vector<CaptureTable> tables;
    tables.reserve(draws.size());
    for (const CaptureTable& draw : draws) tables.push_back(restrict_lists(draw, lists));
    return tables;
}

/// Lists that stand in the tally, as positions of sources: all of them, or those that cover a
/// period.
std::vector<std::uint32_t> lists_of(const Coverage& coverage, const std::string& period,
                                    std::size_t all) {
    for (const Period& p : coverage.periods) {
        if (p.name == period) return p.lists;
    }
    std::vector<std::uint32_t> lists(all);
    std::iota(lists.begin(), lists.end(), 0U);
    return lists;
}

// Of more people the learners take longer than all the rest: only if they were asked for.
constexpr std::uint64_t kMostWithCovariates = 50'000;

/// What is known about people, for the method that uses it; nothing when another was asked for.
class Covariates {
  public:
    static Result<Covariates> of(const RecordSet& records, const Linkage& linkage,
                                 const std::vector<std::string>& by,
                                 const AnalysisOptions& options) {
        Covariates out;
        const bool wanted =
            options.methods.empty() || std::find(options.methods.begin(), options.methods.end(),
                                                 "doubly_robust") != options.methods.end();
        out.chosen_ = !options.covariates.empty();
        const std::vector<std::string> names =
            out.chosen_ ? options.covariates : usual_covariates(records, by);
        if (!wanted || names.empty()) return out;
        out.asked_ = out.chosen_ || !options.methods.empty();
        auto tally = CovariateTally::of(records, linkage, by, names);
        if (tally) {
            out.tally_ = std::move(*tally);
        } else if (out.chosen_) {
            return fail(std::move(tally.error()));
        }
        return out;
    }

    /// The estimate of one stratum by all methods.
    StratumEstimate estimate(const std::vector<std::string>& key,
                             const std::vector<std::uint32_t>& lists, const CaptureTable& best,
                             const std::vector<CaptureTable>& draws, EstimateOptions settings,
                             const Context& context) const {
        if (!tally_ || (!asked_ && best.people() > kMostWithCovariates)) {
            return estimate_draws(best, draws, settings, context);
        }
        CovariateSample sample = tally_->stratum(key, lists);
        sample.chosen = chosen_;
        settings.covariates = &sample;
        return estimate_draws(best, draws, settings, context);
    }

  private:
    std::optional<CovariateTally> tally_;
    bool chosen_ = false, asked_ = false;
};

Result<Estimates> estimate_by_period(const Lists& lists, const Linkage& linkage,
                                     const Coverage& coverage, const AnalysisOptions& options,
                                     const EstimateOptions& settings, const Context& context) {
    RecordSet dated = lists.records;
    add_period_field(dated, coverage);
    auto periods = tally(dated, linkage, {"period"}, options.level, context);
    if (!periods) return fail(std::move(periods.error()));
    const auto covariates = Covariates::of(dated, linkage, {"period"}, options);
    if (!covariates) return fail(covariates.error());
    Estimates result;
    result.by = {"period"};
    result.period = coverage.periods[coverage.fullest()].name;
    for (const StratumTally& stratum : periods->strata) {
        const auto covered = lists_of(coverage, stratum.key.front(), dated.sources.size());
        if (stratum.key.front() == result.period) result.headline = result.strata.size();
        result.strata.push_back(
            {stratum.key,
             covariates->estimate(stratum.key, covered, restrict_lists(stratum.best, covered),
                                  restricted(stratum.draws, covered), settings, context)});
    }
    return result;
}

constexpr double kFewestDraws = 500;  // fewer than 400 are refused
// A sampler on so many would take as long as all the rest of a quick run.
constexpr std::uint64_t kMostSampledQuickly = 200'000;

/// Enough for the digits that are printed; fewer where many strata or very many people make each
/// draw dear.
double effective_draws(const AnalysisOptions& options, const Counts& counts) {
    double draws = options.effort == Effort::Quick      ? kFewestDraws
                   : options.effort == Effort::Thorough ? 10000
                                                        : 2000;
    std::uint64_t people = 0;
    for (const StratumTally& stratum : counts.whole.strata) people += stratum.best.people();
    if (people > 50000) draws /= 4;
    if (!options.by.empty() && counts.by.strata.size() > 8) draws /= 2;
    return std::max(draws, kFewestDraws);
}

}  // namespace

std::size_t Estimates::refused() const {
    return static_cast<std::size_t>(
        std::count_if(strata.begin(), strata.end(),
                      [](const EstimatedStratum& s) { return s.estimate.refused; }));
}

std::string_view effort_name(Effort effort) {
    switch (effort) {
        case Effort::Quick:
            return "quick";
        case Effort::Thorough:
            return "thorough";
        case Effort::Standard:
            break;
    }
    return "standard";
}

std::optional<Effort> effort_named(std::string_view name) {
    for (const Effort effort : {Effort::Quick, Effort::Standard, Effort::Thorough}) {
        if (name == effort_name(effort)) return effort;
    }
    return std::nullopt;
}

Lists prepare_lists(std::vector<Table> tables, const std::vector<std::string>& owners,
                    const std::optional<Recipe>& corrections, std::vector<Issue> issues,
                    const Context& context) {
    const Stage stage(context, "understanding columns");
    Lists lists;
    std::vector<Issue> found;
    lists.recipe = infer_recipe(tables, found);
    settle_names(tables, lists.recipe, found, owners);
    if (corrections) {
        // What a person stated about headers decides what the columns mean, so the rest is inferred
        // anew.
        found.clear();
        lists.recipe = infer_recipe(tables, *corrections, found);
        settle_names(tables, lists.recipe, found, owners);
        apply_corrections(lists.recipe, *corrections, found);
        settle_names(tables, lists.recipe, found, owners);
    }
    issues.insert(issues.end(), found.begin(), found.end());
    lists.records = make_records(tables, lists.recipe);
    for (const Table& table : tables) {
        issues.insert(issues.end(), table.issues.begin(), table.issues.end());
    }
    issues.insert(issues.end(), lists.records.issues.begin(), lists.records.issues.end());
    lists.tables = std::move(tables);
    lists.issues = std::move(issues);
    return lists;
}

Linkage link_lists(const Lists& lists, const AnalysisOptions& options, const Context& context) {
    LinkOptions settings;
    settings.level = options.level;
    settings.effort = options.effort;
    settings.decisions = options.decisions;
    settings.earlier = options.earlier;
    return link(lists.records, settings, context);
}

Result<Counts> count_lists(const Lists& lists, const Linkage& linkage,
                           const AnalysisOptions& options, const Context& context) {
    Counts counts;
    auto whole = tally(lists.records, linkage, {}, options.level, context);
    if (!whole) return fail(std::move(whole.error()));
    counts.whole = std::move(*whole);
    if (!options.by.empty()) {
        auto by = tally(lists.records, linkage, options.by, options.level, context);
        if (!by) return fail(std::move(by.error()));
        counts.by = std::move(*by);
    }
    for (const auto& [meaning, name] : {std::pair(Meaning::EventDate, "event_year"),
                                        std::pair(Meaning::BirthDate, "birth_year")}) {
        if (lists.records.field(meaning) == nullptr) continue;
        auto years = tally(lists.records, linkage, {name}, options.level, context);
        if (!years) return fail(std::move(years.error()));
        counts.over_time = std::move(*years);
        break;
    }
    return counts;
}

Result<Estimates> estimate_lists(const Lists& lists, const Linkage& linkage, const Counts& counts,
                                 const AnalysisOptions& options, const Context& context) {
    const Stage stage(context, "estimating");
    EstimateOptions settings;
    settings.level = options.level;
    settings.methods = options.methods;
    settings.sensitivity = options.effort == Effort::Thorough && options.by.empty();
    settings.keep_draws = options.keep_draws;
    settings.effective_draws = effective_draws(options, counts);
    if (options.effort == Effort::Quick) settings.most_sampled = kMostSampledQuickly;
    settings.forced_refusal = script_refusal(linkage);
    const Coverage coverage = find_coverage(lists.records);
    if (options.by.empty() && !coverage.same_for_all) {
        return estimate_by_period(lists, linkage, coverage, options, settings, context);
    }
    const Tally& strata = options.by.empty() ? counts.whole : counts.by;
    const auto covariates = Covariates::of(lists.records, linkage, options.by, options);
    if (!covariates) return fail(covariates.error());
    std::vector<std::uint32_t> all(lists.records.sources.size());
    std::iota(all.begin(), all.end(), 0U);
    Estimates result;
    result.by = options.by;
    for (const StratumTally& stratum : strata.strata) {
        context.check_stop();
        result.strata.push_back(
            {stratum.key, covariates->estimate(stratum.key, all, stratum.best, stratum.draws,
                                               settings, context)});
    }
    if (settings.forced_refusal) return result;
    std::vector<const StratumEstimate*> estimated;
    std::vector<const CaptureTable*> tables;
    for (const EstimatedStratum& stratum : result.strata) estimated.push_back(&stratum.estimate);
    for (const StratumTally& stratum : strata.strata) tables.push_back(&stratum.best);
    result.pooled = compare_with_pooled(estimated, tables, settings, context);
    return result;
}

Result<Analysis> analyse(const Lists& lists, const AnalysisOptions& options,
                         const Context& context) {
    Analysis analysis;
    analysis.linkage = link_lists(lists, options, context);
    auto counts = count_lists(lists, analysis.linkage, options, context);
    if (!counts) return fail(std::move(counts.error()));
    analysis.counts = std::move(*counts);
    auto estimates = estimate_lists(lists, analysis.linkage, analysis.counts, options, context);
    if (!estimates) return fail(std::move(estimates.error()));
    analysis.estimates = std::move(*estimates);
    return analysis;
}

}  // namespace dalil
