// What the estimate of the headline rests on.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dalil/plot/numerals.hpp"
#include "workflow/report_parts.hpp"

namespace dalil::report {

namespace {

constexpr int kCurvePoints = 12;  // on each side of what is assumed
constexpr double kShownDelta = 6;

std::optional<page::Span> span_of(const std::optional<double>& estimate,
                                  const std::optional<double>& low,
                                  const std::optional<double>& high) {
    if (!estimate) return std::nullopt;
    return page::Span{*estimate, low.value_or(*estimate), high.value_or(*estimate)};
}

/// The headline; of a refused stratum the first that has a curve, as the evidence.
const MethodResult* shown_method(const StratumEstimate& stratum) {
    for (const MethodResult& m : stratum.methods) {
        if (!stratum.headline.empty() && m.method == stratum.headline && m.estimate) return &m;
    }
    for (const char* name : {"latent_class_low_visibility", "latent_class", "loglinear"}) {
        for (const MethodResult& m : stratum.methods) {
            if (m.method == name && !m.density.empty()) return &m;
        }
    }
    return nullptr;
}

std::optional<double> figure_named(const MethodResult& method, const char* name) {
    const auto found = method.figures.find(name);
    return found == method.figures.end() ? std::nullopt : std::optional(found->second);
}

void fill_sampler(page::ScrutinyView& view, const MethodResult& method) {
    view.method = method_title(method.method);
    for (const DensityPoint& point : method.density)
        view.density.points.push_back({point.total, point.density});
    view.density.value = span_of(method.estimate, method.low, method.high).value_or(page::Span{});
    for (const Mode& mode : method.modes) {
        view.modes.push_back({{mode.median, mode.low, mode.high}, mode.mass, mode.mass_error});
        view.density.humps.push_back({{mode.median, mode.low, mode.high}, mode.mass});
    }
    for (const ChainRecord& chain : method.chains) {
        page::ChainView one;
        one.draws = chain.draws;
        one.mode_shares = chain.mode_shares;
        one.trace = chain.trace;
        if (!chain.exchange_rates.empty()) {
            const auto [least, most] =
                std::minmax_element(chain.exchange_rates.begin(), chain.exchange_rates.end());
            one.least_exchange = *least;
            one.most_exchange = *most;
        }
        view.chains.push_back(std::move(one));
    }
    view.rhat = method.rhat;
    view.ess = method.ess;
    view.predictive_p = figure_named(method, "predictive_p");
    view.best_links = figure_named(method, "estimate_best");
}

std::string change_words(const Refit& refit) {
    if (refit.kind == "merged_lists") return "As one list:";
    if (refit.kind == "without_list") return "Without";
    return refit.people == 1 ? std::string("Without the one person on")
                             : fmt::format("Without the {} people on", refit.people);
}

/// One row for each change, with one column for each method that was refitted.
void fill_refits(page::ScrutinyView& view, const StratumEstimate& stratum) {
    std::vector<std::string> names;
    for (const Refit& refit : stratum.refits) {
        if (std::find(names.begin(), names.end(), refit.method) != names.end()) continue;
        names.push_back(refit.method);
        view.refit_methods.push_back(method_title(refit.method));
        view.refit_all.emplace_back(page::Span{refit.all, refit.all, refit.all});
        for (const MethodResult& m : stratum.methods) {
            if (m.method == refit.method && m.estimate && *m.estimate == refit.all)
                view.refit_all.back() = span_of(m.estimate, m.low, m.high);
        }
    }
    std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> rows;
    for (const Refit& refit : stratum.refits) {
        const auto [row, added] = rows.try_emplace({refit.kind, refit.lists}, view.refits.size());
        if (added) {
            view.refits.push_back({change_words(refit), refit.lists, {}});
            view.refits.back().totals.resize(names.size());
        }
        const auto column = static_cast<std::size_t>(
            std::find(names.begin(), names.end(), refit.method) - names.begin());
        // The whole table's figure is rounded like the others of its column.
        page::Span& all = *view.refit_all[column];
        if (all.low == all.high && refit.low && refit.high)
            all = {refit.all, refit.all, refit.all + (*refit.high - *refit.low)};
        view.refits[row->second].totals[column] = span_of(refit.estimate, refit.low, refit.high);
    }
}

void fill_factors(page::ReportView& view, const StratumEstimate& stratum) {
    page::ScrutinyView& scrutiny = view.scrutiny;
    if (!stratum.identification) return;
    const Identification& found = *stratum.identification;
    // The documented as the rest of the page has them, doubt about links included.
    const auto listed =
        view.estimate_scope.empty() ? view.people.median : static_cast<double>(stratum.n);
    const auto assumed = std::find_if(found.points.begin(), found.points.end(),
                                      [](const Identification::Point& p) { return p.xi == 1; });
    if (assumed == found.points.end() || !(assumed->estimate > listed)) return;
    for (int i = -kCurvePoints; i <= kCurvePoints; ++i) {
        const double factor = std::pow(3.0, static_cast<double>(i) / kCurvePoints);
        const auto at = [&](double total) {
            return listed + std::max(0.0, total - listed) * factor;
        };
        scrutiny.factors.points.push_back(
            {factor, {at(assumed->estimate), at(assumed->low), at(assumed->high)}});
    }
    scrutiny.factors.reference = listed;
    scrutiny.factors.reference_label = plot::format_count(listed) + " documented";
    if (found.xi_halves) scrutiny.halves = 1 / *found.xi_halves;
    if (found.xi_doubles) scrutiny.doubles = 1 / *found.xi_doubles;
}

double number_in(const Variant& variant, const char* name) {
    const auto found = variant.parameters.find(name);
    if (found == variant.parameters.end()) return NAN;
    const auto* value = std::get_if<double>(&found->second);
    return value == nullptr ? NAN : *value;
}

/// What a variant changed, in words; empty if it is no prior.
std::string prior_words(const Variant& variant) {
    if (const double delta = number_in(variant, "delta"); std::isfinite(delta))
        return fmt::format("weight {} on each cell", plot::format_decimal(delta, 2));
    if (const double a = number_in(variant, "lambda_a"); std::isfinite(a)) {
        return fmt::format("chances of being listed Beta({:g}, {:g})", a,
                           number_in(variant, "lambda_b"));
    }
    if (const double a = number_in(variant, "alpha_shape"); std::isfinite(a))
        return fmt::format("concentration Gamma({:g}, {:g})", a, number_in(variant, "alpha_rate"));
    if (const double k = number_in(variant, "classes"); std::isfinite(k))
        return fmt::format("{:g} classes", k);
    if (const double cap = number_in(variant, "cap"); std::isfinite(cap))
        return fmt::format("up to {:g} times as many unlisted as listed", cap);
    if (variant.parameters.contains("total_prior"))
        return "every number of people alike, in place of 1/N";
    return {};
}

std::string default_prior(const MethodResult& method) {
    if (method.method == "decomposable") return "weight of one person in all";
    const bool low = method.method == "latent_class_low_visibility";
    return low ? "chances Beta(1, 2), 1/N" : "chances Beta(1, 1), 1/N";
}

void fill_alternatives(page::ScrutinyView& view, const StratumEstimate& stratum) {
    for (const MethodResult& method : stratum.methods) {
        bool first = true;
        for (const Variant& variant : method.variants) {
            const std::string words = prior_words(variant);
            if (words.empty()) continue;
            if (first) {
                view.alternatives.push_back({method_title(method.method), default_prior(method),
                                             span_of(method.estimate, method.low, method.high)});
            }
            first = false;
            view.alternatives.push_back({method_title(method.method), words,
                                         span_of(variant.estimate, variant.low, variant.high)});
        }
    }
}

void fill_models(page::ScrutinyView& view, const StratumEstimate& stratum) {
    for (const MethodResult& method : stratum.methods) {
        if (method.method != "loglinear") continue;
        for (const Variant& variant : method.variants) {
            const auto delta = variant.figures.find("delta_bic");
            const auto name = variant.parameters.find("model");
            if (delta == variant.figures.end() || delta->second >= kShownDelta ||
                name == variant.parameters.end() || !variant.estimate)
                continue;
            view.models.push_back({std::get<std::string>(name->second), delta->second,
                                   *span_of(variant.estimate, variant.low, variant.high)});
        }
    }
}

}  // namespace

void fill_scrutiny(page::ReportView& view, const StratumEstimate& stratum) {
    page::ScrutinyView& scrutiny = view.scrutiny;
    if (const MethodResult* method = shown_method(stratum)) fill_sampler(scrutiny, *method);
    fill_refits(scrutiny, stratum);
    fill_factors(view, stratum);
    fill_alternatives(scrutiny, stratum);
    fill_models(scrutiny, stratum);
    scrutiny.empty_cells = stratum.facts.empty;
    scrutiny.cells_of_one = stratum.facts.of_one;
    scrutiny.cells_of_two = stratum.facts.of_two;
}

}  // namespace dalil::report
