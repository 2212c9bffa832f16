#include "estimate/loglinear.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <optional>

#include "dalil/base/parallel.hpp"
#include "estimate/kernel.hpp"
#include "estimate/normal.hpp"
#include "estimate/stepwise.hpp"

namespace dalil {

namespace {

constexpr double kAveragedDelta = 10;  // weight below exp(-5) of the best: no say
constexpr std::size_t kFewestShown = 20;
constexpr std::size_t kMostAveraged = 300;
constexpr double kStepwiseThreshold = 0.02;
constexpr std::size_t kTriedPerStep = 24;

struct Fitted {
    Model model;
    std::string name;
    Existence existence = Existence::Exists;
    std::optional<LoglinearFit> fit;
    std::optional<ProfileInterval> interval;
    double delta = 0, weight = 0;
};

Fitted fit_one(const CellTable& cells, Model model) {
    Fitted result;
    Loglinear problem(cells, model);
    result.existence = problem.existence();
    result.fit = problem.fit();
    result.name = model_name(model);
    result.model = std::move(model);
    return result;
}

std::vector<Fitted> fit_all(const CellTable& cells, const std::vector<Model>& models,
                            const Context& context) {
    std::vector<Fitted> fitted(models.size());
    parallel_for(context, models.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) fitted[i] = fit_one(cells, models[i]);
    });
    return fitted;
}

/// BIC of a model that fits perfectly, apart from the price of its parameters: no model can do
/// better.
double perfect_fit(const CellTable& cells) {
    double log_likelihood = -cells.n - cells.log_factorials;
    for (const double count : cells.counts) {
        if (count > 0) log_likelihood += count * std::log(count);
    }
    return -2 * log_likelihood;
}

/// Two-list models found by adding and dropping one effect at a time while BIC falls; all visited
/// ones.
std::vector<Fitted> search_pairs(const CellTable& cells, const Context& context) {
    std::map<std::vector<std::uint64_t>, Fitted> visited;
    const auto bic = [](const Fitted& f) { return f.fit ? f.fit->bic : HUGE_VAL; };
    Fitted current = fit_one(cells, main_effects(cells.lists));
    visited.emplace(current.model.terms, current);
    while (true) {
        std::vector<Model> neighbours;
        std::vector<std::pair<double, std::uint64_t>> absent;
        Loglinear problem(cells, current.model);
        const bool usable = current.fit && problem.fit();
        for (std::size_t a = 0; a < cells.lists; ++a) {
            for (std::size_t b = a + 1; b < cells.lists; ++b) {
                const std::uint64_t pair = std::uint64_t{1} << a | std::uint64_t{1} << b;
                Model next = current.model;
                const auto place = std::find(next.terms.begin(), next.terms.end(), pair);
                if (place != next.terms.end()) {
                    next.terms.erase(place);
                    neighbours.push_back(std::move(next));
                    continue;
                }
                const double expected = usable ? problem.expected_margins()[pair] : 1;
                const double surprise =
                    (cells.margins[pair] - expected) / std::sqrt(expected + 0.5);
                absent.emplace_back(-std::abs(surprise), pair);
            }
        }
        std::sort(absent.begin(), absent.end());
        if (absent.size() > kTriedPerStep) absent.resize(kTriedPerStep);
        for (const auto& [surprise, pair] : absent) {
            auto generators = current.model.terms;
            generators.push_back(pair);
            neighbours.push_back(closed_model(cells.lists, generators));
        }
        std::erase_if(neighbours, [&](const Model& m) { return visited.count(m.terms) != 0; });
        Fitted best = current;
        for (Fitted& f : fit_all(cells, neighbours, context)) {
            if (bic(f) < bic(best)) best = f;
            visited.emplace(f.model.terms, std::move(f));
        }
        if (best.name == current.name) break;
        current = std::move(best);
    }
    std::vector<Fitted> all;
    for (auto& [terms, fitted] : visited) all.push_back(std::move(fitted));
    return all;
}

/// The effects of two lists or more as a bit set of masks; up to five lists.
std::uint32_t family_of(const Model& model) {
    std::uint32_t family = 0;
    for (const std::uint64_t term : model.terms) {
        if (std::popcount(term) > 1) family |= std::uint32_t{1} << term;
    }
    return family;
}

double likelihood_part(const CellTable& cells, const Fitted& f) {
    return f.fit->bic - std::log(cells.n) * static_cast<double>(f.model.terms.size() + 1);
}

/// Five lists: from the largest models down, fitting only those that can still come near the best.
/// No model fits better than a larger one that contains it, so a bad fit rules out all that is
/// inside it, and many effects rule out a model by their price alone. What is left out lies beyond
/// the averaged models.
std::vector<Fitted> search_downwards(const CellTable& cells, const Context& context) {
    double best = HUGE_VAL;
    for (const Fitted& f : search_pairs(cells, context)) {
        if (f.fit) best = std::min(best, f.fit->bic);
    }
    std::map<std::size_t, std::vector<Model>, std::greater<>> levels;
    for (Model& model : all_models(cells.lists))
        levels[model.terms.size()].push_back(std::move(model));
    std::map<std::uint32_t, double> least;  // -2 log-likelihood cannot be below this
    const double perfect = perfect_fit(cells);
    std::vector<Fitted> all;
    for (auto& [size, models] : levels) {
        const double price = std::log(cells.n) * static_cast<double>(size + 1);
        std::vector<Model> hopeful;
        for (Model& model : models) {
            const std::uint32_t family = family_of(model);
            double bound = perfect;
            for (std::uint32_t term = 3; term + 1 < std::uint32_t{1} << cells.lists; ++term) {
                const auto larger = least.find(family | std::uint32_t{1} << term);
                if (larger != least.end()) bound = std::max(bound, larger->second);
            }
            least[family] = bound;
            if (bound + price < best + kAveragedDelta) hopeful.push_back(std::move(model));
        }
        for (Fitted& f : fit_all(cells, hopeful, context)) {
            if (f.fit) {
                best = std::min(best, f.fit->bic);
                least[family_of(f.model)] = likelihood_part(cells, f);
            }
            all.push_back(std::move(f));
        }
    }
    return all;
}

std::vector<Fitted> search_all(const CellTable& cells, const Context& context) {
    return cells.lists == 5 ? search_downwards(cells, context)
                            : fit_all(cells, all_models(cells.lists), context);
}

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

void add_intervals(const CellTable& cells, std::vector<Fitted>& fitted, std::size_t fewest,
                   double z, const Context& context) {
    parallel_for(context, fitted.size(), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (fitted[i].weight == 0 && i >= fewest) continue;
            fitted[i].interval = Loglinear(cells, fitted[i].model).interval(*fitted[i].fit, z);
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

/// The figures of SparseMSE: interval n + exp(log n0 +- z se).
Variant two_list_variant(const CellTable& cells, const UsableTable& usable, const Model& model,
                         const std::string& selection, double z) {
    const Fitted f = fit_one(cells, model);
    Variant variant = variant_of(cells, f);
    variant.figures.erase("delta_bic");
    variant.figures.erase("weight");
    variant.parameters["selection"] = selection;
    variant.parameters["interval"] = std::string("asymptotic");
    std::vector<std::string> terms;
    for (const std::uint64_t term : model.terms) {
        if (std::popcount(term) != 2) continue;
        const auto first = static_cast<std::size_t>(std::countr_zero(term));
        const auto second = static_cast<std::size_t>(std::countr_zero(term & (term - 1)));
        terms.push_back(usable.table.lists[first] + ":" + usable.table.lists[second]);
    }
    variant.parameters["terms"] = terms;
    if (f.fit) {
        const double factor = std::exp(z * std::sqrt(f.fit->log_variance));
        variant.low = cells.n + f.fit->unlisted / factor;
        variant.high = cells.n + f.fit->unlisted * factor;
    }
    return variant;
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
    for (const Fitted& f : models) {
        if (f.weight == 0) continue;
        evidence += std::exp(-0.5 * f.delta);
        out.averaged.push_back(f.model);
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
        all = cells.lists <= 5 ? search_all(cells, context) : search_pairs(cells, context);
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
            if (f.fit) f.interval = Loglinear(cells, f.model).interval(*f.fit, z);
            if (f.fit && !models.empty()) f.delta = f.fit->bic - models.front().fit->bic;
            result.variants.push_back(variant_of(cells, f));
        }
    }
    result.variants.push_back(
        two_list_variant(cells, usable, main_effects(cells.lists), "two-list, main effects", z));
    result.variants.push_back(two_list_variant(
        cells, usable, stepwise_model(cells, kStepwiseThreshold), "two-list, stepwise p < .02", z));
    return out;
}

}  // namespace dalil
