#include "estimate/loglinear.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "dalil/base/parallel.hpp"
#include "estimate/bootstrap.hpp"
#include "estimate/kernel.hpp"
#include "estimate/model_search.hpp"
#include "estimate/normal.hpp"
#include "estimate/stepwise.hpp"

namespace dalil {

namespace {

constexpr std::size_t kFewestShown = 20;
constexpr std::size_t kMostAveraged = 300;
constexpr std::size_t kMostInDraws = 30;    // models refitted on each draw of the linkage
constexpr std::size_t kProfiledLists = 10;  // beyond, intervals of models are asymptotic
constexpr double kStepwiseThreshold = 0.02;
constexpr std::string_view kStepwise = "two-list, stepwise p < .02";
constexpr std::size_t kBootstrapLists = 8;
constexpr double kBootstrapPeople = 1'000'000;
constexpr std::uint32_t kFirstBootstrapSeed = 1233;  // seed 1 draws as SparseMSE's default, 1234
constexpr double kFewReplicates = 5;                 // beyond an end: it is noise

/// Those with an estimate, best BIC first, with differences and weights.
std::vector<Fitted> ranked(std::vector<Fitted> fitted) {
    std::erase_if(fitted, [](const Fitted& f) { return !f.fit; });
    std::sort(fitted.begin(), fitted.end(), [](const Fitted& a, const Fitted& b) {
        return std::pair(a.fit->bic, a.name) < std::pair(b.fit->bic, b.name);
    });
    double total = 0;
    for (std::size_t i = 0; i < fitted.size(); ++i) {
        fitted[i].delta = fitted[i].fit->bic - fitted.front().fit->bic;
        const bool counts = fitted[i].delta < kAveragedDelta && i < kMostAveraged;
        fitted[i].weight = counts ? std::exp(-0.5 * fitted[i].delta) : 0;
        total += fitted[i].weight;
    }
    for (Fitted& f : fitted) f.weight /= total;
    return fitted;
}

/// Profile likelihood; on wide tables, where that costs seconds, log n0 +- z se.
ProfileInterval interval_of(const CellTable& cells, const Fitted& f, double z) {
    if (cells.lists <= kProfiledLists) return Loglinear(cells, f.model).interval(*f.fit, z);
    const double factor = std::exp(z * std::sqrt(f.fit->log_variance));
    return {f.fit->unlisted / factor, f.fit->unlisted * factor};
}

void add_intervals(const CellTable& cells, std::vector<Fitted>& fitted, std::size_t fewest,
                   double z, const Context& context) {
    parallel_for(context, fitted.size(), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (fitted[i].weight == 0 && i >= fewest) continue;
            fitted[i].interval = interval_of(cells, fitted[i], z);
        }
    });
}

Variant variant_of(const CellTable& cells, const Fitted& f) {
    Variant variant;
    variant.parameters["model"] = f.name;
    if (!f.fit) {
        variant.warnings.push_back(f.existence == Existence::NotIdentified
                                       ? "the model is not identified by these lists"
                                       : "the maximum-likelihood estimate does not exist");
        variant.figures["existence"] = static_cast<double>(f.existence);
        return variant;
    }
    variant.estimate = cells.n + f.fit->unlisted;
    if (f.interval) {
        variant.low = cells.n + f.interval->low;
        if (f.interval->high) variant.high = cells.n + *f.interval->high;
    }
    variant.figures = {{"se", f.fit->se()}, {"deviance", f.fit->deviance}, {"df", f.fit->df},
                       {"aic", f.fit->aic}, {"bic", f.fit->bic},           {"delta_bic", f.delta},
                       {"weight", f.weight}};
    if (f.existence != Existence::Exists) {
        variant.figures["existence"] = static_cast<double>(f.existence);
        variant.warnings.push_back(
            "some effects run to infinity or are not identified; the total is finite all the same");
    }
    return variant;
}

std::vector<std::string> two_list_terms(const UsableTable& usable, const Model& model) {
    std::vector<std::string> terms;
    for (const std::uint64_t term : model.terms) {
        if (std::popcount(term) != 2) continue;
        const auto first = static_cast<std::size_t>(std::countr_zero(term));
        const auto second = static_cast<std::size_t>(std::countr_zero(term & (term - 1)));
        terms.push_back(usable.table.lists[first] + ":" + usable.table.lists[second]);
    }
    return terms;
}

/// The figures of SparseMSE: interval n + exp(log n0 +- z se).
Variant two_list_variant(const CellTable& cells, const UsableTable& usable, const Model& model,
                         const std::string& selection, double z) {
    const Fitted f = fit_one(cells, model);
    Variant variant = variant_of(cells, f);
    variant.figures.erase("delta_bic");
    variant.figures.erase("weight");
    variant.parameters["selection"] = selection;
    variant.parameters["interval"] = std::string("asymptotic");
    variant.parameters["terms"] = two_list_terms(usable, model);
    if (f.fit) {
        const double factor = std::exp(z * std::sqrt(f.fit->log_variance));
        variant.low = cells.n + f.fit->unlisted / factor;
        variant.high = cells.n + f.fit->unlisted * factor;
    }
    return variant;
}

void warn_of_doubts(const BootstrapInterval& found, double replicates, Variant& variant) {
    auto& warnings = variant.warnings;
    if (!found.low) {
        warnings.push_back(
            "no interval: the replicates lie on one side of the estimate, or it has none");
    } else if (found.low_share * replicates < kFewReplicates ||
               (1 - found.high_share) * replicates < kFewReplicates) {
        warnings.push_back(fmt::format(
            "an end of the interval lies among the last {:.0f} of {:.0f} replicates: other random "
            "numbers would move it",
            kFewReplicates, replicates));
    }
    if (found.infinite > 0) {
        warnings.push_back(
            fmt::format("replicates in which nobody is on two lists: {}; they count as infinite",
                        found.infinite));
    }
    if (found.no_pairs > 0) {
        warnings.push_back(
            fmt::format("replicates in which a list is empty: {}; they have main effects only",
                        found.no_pairs));
    }
    if (!found.acceleration_known)
        warnings.push_back("without one person nobody is on two lists: acceleration set to zero");
}

/// The stepwise figure with the interval of a bootstrap that selects the model anew.
Variant bootstrap_variant(const CellTable& cells, const UsableTable& usable,
                          const Variant& stepwise, double level, const Context& context) {
    BootstrapOptions options;
    options.level = level;
    options.seed = kFirstBootstrapSeed + static_cast<std::uint32_t>(context.seed);
    Variant variant;
    variant.parameters = stepwise.parameters;
    variant.parameters["interval"] = std::string("bca");
    variant.estimate = stepwise.estimate;
    if (usable.lists() > kBootstrapLists || cells.n > kBootstrapPeople) {
        variant.warnings.push_back(fmt::format(
            "no bootstrap: it would take too long with more than {} lists or {:.0f} people",
            kBootstrapLists, kBootstrapPeople));
        return variant;
    }
    const auto replicates = static_cast<double>(options.replicates);
    variant.parameters["replicates"] = replicates;
    variant.parameters["seed"] = static_cast<double>(options.seed);
    const BootstrapInterval found = bootstrap_stepwise(cells, kStepwiseThreshold, options, context);
    variant.low = found.low;
    variant.high = found.high;
    variant.figures = {{"bias", found.bias},
                       {"acceleration", found.acceleration},
                       {"low_share", found.low_share},
                       {"high_share", found.high_share},
                       {"models", static_cast<double>(found.models)},
                       {"infinite", static_cast<double>(found.infinite)}};
    if (found.percentile_low) variant.figures["percentile_low"] = *found.percentile_low;
    if (found.percentile_high) variant.figures["percentile_high"] = *found.percentile_high;
    warn_of_doubts(found, replicates, variant);
    return variant;
}

void add_two_list_variants(const CellTable& cells, const UsableTable& usable, double z,
                           double level, MethodResult& result, const Context& context) {
    result.variants.push_back(
        two_list_variant(cells, usable, main_effects(cells.lists), "two-list, main effects", z));
    result.variants.push_back(two_list_variant(
        cells, usable, fit_stepwise(cells, kStepwiseThreshold).model, std::string(kStepwise), z));
    result.variants.push_back(
        bootstrap_variant(cells, usable, result.variants.back(), level, context));
}

/// A likelihood that never falls counts as falling e^30 further up.
Component component_of(const CellTable& cells, const Fitted& f, double level) {
    const double high = f.interval->high.value_or(f.fit->unlisted * std::exp(30.0));
    Component component = component_from(cells.n, cells.n + f.fit->unlisted,
                                         cells.n + f.interval->low, cells.n + high, level);
    component.weight = f.weight;
    return component;
}

void add_average(const CellTable& cells, const std::vector<Fitted>& models, LoglinearRun& out,
                 double level) {
    MethodResult& result = out.run.result;
    double least = HUGE_VAL, most = 0;
    std::size_t shown = 0;
    double evidence = 0;
    const std::size_t most_in_draws =
        cells.lists <= kProfiledLists ? kMostInDraws : kMostInDraws / 3;
    for (const Fitted& f : models) {
        if (f.weight == 0) continue;
        evidence += std::exp(-0.5 * f.delta);
        if (out.averaged.size() < most_in_draws) out.averaged.push_back(f.model);
        out.run.components.push_back(component_of(cells, f, level));
        if (f.delta >= kShownDelta) continue;
        least = std::min(least, cells.n + f.fit->unlisted);
        most = std::max(most, cells.n + f.fit->unlisted);
        ++shown;
    }
    out.run.log_evidence = std::log(evidence) - 0.5 * models.front().fit->bic;
    result.estimate = result.median = quantile(out.run.components, 0.5);
    result.mean = mean_of_medians(out.run.components);
    result.low = quantile(out.run.components, 0.5 - 0.5 * level);
    result.high = quantile(out.run.components, 0.5 + 0.5 * level);
    result.parameters["best"] = models.front().name;
    result.figures["bic_best"] = models.front().fit->bic;
    result.figures["models"] = static_cast<double>(out.considered);
    result.figures["models_without_estimate"] = static_cast<double>(out.without_estimate);
    result.figures["models_near_best"] = static_cast<double>(shown);
    result.figures["spread_low"] = least;
    result.figures["spread_high"] = most;
}

}  // namespace

LoglinearRun estimate_loglinear(const UsableTable& usable, const LoglinearOptions& options,
                                const Context& context) {
    LoglinearRun out;
    MethodResult& result = out.run.result;
    result.method = "loglinear";
    result.level = options.level;
    const double z = normal_width(options.level);
    if (usable.lists() < 3 || usable.lists() > kWidestCells) {
        result.warnings.push_back(
            usable.lists() < 3
                ? "dependence between lists cannot be seen with fewer than three"
                : fmt::format("effects between lists are fitted up to {} lists", kWidestCells));
        return out;
    }
    const CellTable cells(usable.table);
    std::vector<Fitted> all;
    if (!options.candidates.empty()) {
        all = fit_all(cells, options.candidates, context);
    } else {
        all = search_models(cells, context);
    }
    const std::size_t tried = all.size();
    out.considered = options.candidates.empty() && cells.lists == 5 ? all_models(5).size() : tried;
    std::vector<Fitted> models = ranked(std::move(all));
    out.without_estimate = tried - models.size();
    add_intervals(cells, models, options.variants ? kFewestShown : 0, z, context);
    if (!models.empty()) add_average(cells, models, out, options.level);
    if (!options.variants) return out;

    for (std::size_t i = 0; i < models.size(); ++i) {
        if (i < kFewestShown || models[i].delta < kShownDelta)
            result.variants.push_back(variant_of(cells, models[i]));
    }
    for (const std::string& name : options.named) {
        const auto model = parse_model(name, cells.lists);
        const bool shown =
            model &&
            std::any_of(result.variants.begin(), result.variants.end(), [&](const Variant& v) {
                return std::get<std::string>(v.parameters.at("model")) == model_name(*model);
            });
        if (!model) {
            result.warnings.push_back("no such model of these lists: " + name);
        } else if (!shown) {
            Fitted f = fit_one(cells, *model);
            if (f.fit) f.interval = interval_of(cells, f, z);
            if (f.fit && !models.empty()) f.delta = f.fit->bic - models.front().fit->bic;
            result.variants.push_back(variant_of(cells, f));
        }
    }
    add_two_list_variants(cells, usable, z, options.level, result, context);
    return out;
}

}  // namespace dalil
