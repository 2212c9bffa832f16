#include "estimate/methods.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "dalil/base/result.hpp"
#include "estimate/chao.hpp"
#include "estimate/decomposable.hpp"
#include "estimate/highest_interaction.hpp"
#include "estimate/independence_posterior.hpp"
#include "estimate/latent_class.hpp"
#include "estimate/loglinear.hpp"
#include "estimate/pairs.hpp"

namespace dalil {

namespace {

// Monte-Carlo error of the ends is then about a twentieth of the interval's width.
constexpr double kEnoughForHeadline = 2500;
constexpr double kFullDraws = 10000;  // asked of a sampler, at which a search takes its full time
constexpr double kDrawEffort = 0.25;  // of a search that a draw of the linkage needs of its own
// Draws of the linkage pool their short runs of a sampler.
constexpr double kPatienceForReplicates = 5;
constexpr std::size_t kSweepsOfAll = 20000, kLeastSweeps = 150;

MethodRun run_pairs(const UsableTable& usable, PairMethod method, double level) {
    MethodRun run;
    run.result = estimate_pairs(usable, method, level);
    const MethodResult& r = run.result;
    if (r.estimate) {
        run.components.push_back(
            component_from(r.figures.at("listed"), *r.estimate, *r.low, *r.high, level));
    }
    return run;
}

MethodRun run_latent_class(std::string_view method, const UsableTable& usable,
                           const MethodPlan& plan, const Context& context, MethodPlan* learned) {
    LatentOptions options;
    options.method = method;
    options.level = plan.level;
    options.enough = plan.effective_draws;
    options.stream = plan.stream;
    options.keep_draws = plan.keep_draws;
    options.sensitivity = plan.sensitivity && plan.variants;
    // Beta(1, 2): before the lists are seen, a chance of being on a list is a third in the mean.
    if (method == "latent_class_low_visibility") {
        options.prior.lambda_b = 2;
        options.enough = std::min(options.enough, kEnoughForHeadline);
    }
    if (plan.diagnose) {
        options.patience = kPatienceForReplicates;
    } else if (!plan.ladders.empty()) {
        MethodRun run;
        run.components = continue_latent_class(usable, plan.ladders, plan.sweeps, options, context);
        return run;
    }
    LatentRun out = estimate_latent_class(usable, options, context);
    if (learned != nullptr) learned->ladders = std::move(out.ladders);
    return std::move(out.run);
}

MethodRun run_decomposable(const UsableTable& usable, const MethodPlan& plan,
                           const Context& context, MethodPlan* learned) {
    DecomposableOptions options;
    options.level = plan.level;
    options.variants = plan.variants;
    options.effort = std::min(1.0, std::sqrt(plan.effective_draws / kFullDraws));
    if (!plan.variants) options.effort *= kDrawEffort;
    options.found = plan.graphs;
    DecomposableRun out = estimate_decomposable(usable, options, context);
    if (learned != nullptr) learned->graphs = std::move(out.found);
    return std::move(out.run);
}

MethodRun dispatch(std::string_view method, const UsableTable& usable, const MethodPlan& plan,
                   const Context& context, MethodPlan* learned) {
    if (method == "chao_lower_bound") return estimate_chao(usable, ChaoModel::Mth, plan.level);
    if (method == "chao_mh") return estimate_chao(usable, ChaoModel::Mh, plan.level);
    if (method == "petersen") return run_pairs(usable, PairMethod::Petersen, plan.level);
    if (method == "chapman") return run_pairs(usable, PairMethod::Chapman, plan.level);
    if (method == "independence") return estimate_independence(usable, plan.level);
    if (method == "no_highest_interaction")
        return estimate_no_highest_interaction(usable, plan.level);
    if (is_sampler(method)) return run_latent_class(method, usable, plan, context, learned);
    if (method == "independence_posterior")
        return estimate_independence_posterior(usable, plan.level);
    if (method == "decomposable") return run_decomposable(usable, plan, context, learned);
    ENSURE(method == "loglinear", "a method that exists");
    LoglinearOptions options;
    options.level = plan.level;
    options.named = plan.models;
    options.candidates = plan.averaged;
    options.variants = plan.variants;
    LoglinearRun out = estimate_loglinear(usable, options, context);
    if (learned != nullptr) learned->averaged = std::move(out.averaged);
    return std::move(out.run);
}

void scale(std::vector<Component>& components, double weight) {
    double total = 0;
    for (const Component& c : components) total += c.weight;
    for (Component& c : components) c.weight *= weight / total;
}

}  // namespace

void mix_pairs(MethodRun& best, const std::vector<WeightedTable>& tables,
               const std::vector<MethodRun>& runs, double level) {
    MethodResult& result = best.result;
    for (std::size_t v = 0; v < result.variants.size(); ++v) {
        Variant& variant = result.variants[v];
        std::vector<Component> all;
        for (std::size_t i = 0; i < tables.size(); ++i) {
            for (const Variant& other : runs[i].result.variants) {
                if (!other.estimate || other.parameters != variant.parameters) continue;
                all.push_back(component_from(other.figures.at("listed"), *other.estimate,
                                             *other.low, *other.high, level));
                all.back().weight = tables[i].weight;
            }
        }
        if (all.empty() || !variant.estimate) continue;
        variant.figures["estimate_best"] = *variant.estimate;
        variant.estimate = quantile(all, 0.5);
        variant.low = quantile(all, 0.5 - 0.5 * level);
        variant.high = quantile(all, 0.5 + 0.5 * level);
        if (variant.parameters != result.parameters) continue;
        result.figures["estimate_best"] = variant.figures["estimate_best"];
        result.estimate = result.median = variant.estimate;
        result.low = variant.low;
        result.high = variant.high;
        best.components = std::move(all);
    }
}

bool is_sampler(std::string_view method) {
    return method.starts_with("latent_class");
}

bool is_bound(std::string_view method) {
    return method == "chao_lower_bound" || method == "chao_mh";
}

MethodRun run_method(std::string_view method, const UsableTable& usable, const MethodPlan& plan,
                     const Context& context, MethodPlan* learned) {
    context.check_stop();
    const auto begin = std::chrono::steady_clock::now();
    MethodRun run = dispatch(method, usable, plan, context, learned);
    run.result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return run;
}

std::vector<MethodRun> run_on_tables(const MethodRun& best, const UsableTable& best_table,
                                     const std::vector<WeightedTable>& tables,
                                     const MethodPlan& plan, const Context& context) {
    MethodPlan quick = plan;
    quick.variants = false;
    quick.sweeps = std::max(kLeastSweeps, kSweepsOfAll / tables.size());
    std::vector<MethodRun> runs(tables.size());
    parallel_for(context, tables.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            // Models are about lists: with other lists they are searched anew.
            MethodPlan own = quick;
            if (tables[i].usable.table.lists != best_table.table.lists) {
                own.averaged.clear();
                own.ladders.clear();
                own.graphs.reset();
            }
            own.stream = i + 1;
            runs[i] = run_method(best.result.method, tables[i].usable, own, context);
        }
    });
    return runs;
}

std::optional<double> mix_over_tables(MethodRun& best, const UsableTable& best_table,
                                      const std::vector<WeightedTable>& tables,
                                      const MethodPlan& plan, bool weigh_by_fit,
                                      const Context& context) {
    if (best.components.empty() || tables.empty()) return std::nullopt;
    const auto begin = std::chrono::steady_clock::now();
    std::vector<MethodRun> runs = run_on_tables(best, best_table, tables, plan, context);
    if (best.result.method == "petersen" || best.result.method == "chapman") {
        mix_pairs(best, tables, runs, plan.level);
        return std::nullopt;
    }
    double highest = -HUGE_VAL;
    for (const MethodRun& run : runs) {
        if (!run.components.empty()) highest = std::max(highest, run.log_evidence);
    }
    std::vector<std::vector<Component>> parts;
    std::vector<Component> all;
    double lost = 0, weight = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        double own = tables[i].weight;
        if (weigh_by_fit) own *= std::exp(runs[i].log_evidence - highest);
        weight += own;
        if (runs[i].components.empty()) {
            lost += own;
            continue;
        }
        scale(runs[i].components, own);
        all.insert(all.end(), runs[i].components.begin(), runs[i].components.end());
        parts.push_back(std::move(runs[i].components));
    }
    MethodResult& result = best.result;
    if (all.empty()) return std::nullopt;
    if (lost > 0.1 * weight) {
        result.warnings.push_back(
            "in more than a tenth of the draws of the linkage this method has no estimate");
    }
    result.figures["estimate_best"] = *result.estimate;
    result.estimate = result.median = quantile(all, 0.5);
    result.mean = mean_of_medians(all);
    result.low = quantile(all, 0.5 - 0.5 * plan.level);
    result.high = quantile(all, 0.5 + 0.5 * plan.level);
    if (best.verdict_interval) {
        best.verdict_interval = {quantile(all, 0.5 - 0.5 * kVerdictLevel),
                                 quantile(all, 0.5 + 0.5 * kVerdictLevel)};
    }
    best.components = std::move(all);
    result.seconds +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return between_share(parts);
}

}  // namespace dalil
