#include "estimate/replicate_methods.hpp"

#include <algorithm>
#include <chrono>

namespace dalil {

namespace {

/// The method's own moments, or those of its components, whose widths are on the same scale.
ReplicatePosterior posterior_of(const MethodRun& run, double weight) {
    ReplicatePosterior out;
    if (run.posterior) {
        out = *run.posterior;
    } else {
        std::vector<Component> unlisted = run.components;
        out.listed = unlisted.front().listed;
        for (Component& c : unlisted) c.listed = 0;
        const LogMoments moments = log_moments(unlisted);
        out.mean_unlisted = mean_of_medians(unlisted);
        out.mean_log_unlisted = moments.mean;
        out.var_log_unlisted = moments.variance;
    }
    out.weight = weight;
    return out;
}

/// The chains of all replicates are as good as those of the worst.
void keep_worst(MethodResult& result, const std::vector<MethodRun>& runs,
                const std::vector<WeightedTable>& replicates) {
    double at_cap = 0, weight = 0;
    result.ess = result.rhat = {};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const MethodResult& r = runs[i].result;
        if (!r.ess || !r.rhat) continue;
        result.ess = std::min(result.ess.value_or(*r.ess), *r.ess);
        result.rhat = std::max(result.rhat.value_or(*r.rhat), *r.rhat);
        at_cap += replicates[i].weight * r.figures.at("at_cap");
        weight += replicates[i].weight;
    }
    if (weight > 0) result.figures["at_cap"] = at_cap / weight;
}

void take(const CombinedReplicates& combined, double replicates, MethodResult& result) {
    result.estimate = result.mean = combined.estimate;
    result.median = combined.median;
    result.low = combined.low;
    result.high = combined.high;
    result.between_share = combined.between_share;
    result.figures["replicates"] = replicates;
    result.figures["within"] = combined.within;
    result.figures["between"] = combined.between;
    result.figures["df"] = combined.df;
}

}  // namespace

void combine_over_replicates(MethodRun& best, const UsableTable& mean,
                             const std::vector<WeightedTable>& replicates, const MethodPlan& plan,
                             ReplicateRule rule, const Context& context) {
    if (best.components.empty() || replicates.empty()) return;
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<MethodRun> runs = run_on_tables(best, mean, replicates, plan, context);
    MethodResult& result = best.result;
    // What the sampler says about its own run is about the mean table, which nobody asked for.
    if (is_sampler(result.method)) {
        result.warnings.clear();
        result.figures.clear();
        keep_worst(result, runs, replicates);
    }
    if (result.method == "petersen" || result.method == "chapman") {
        mix_pairs(best, replicates, runs, plan.level);
        return;
    }
    std::vector<ReplicatePosterior> parts;
    double answered = 0, all = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        all += replicates[i].weight;
        if (runs[i].components.empty()) continue;
        answered += replicates[i].weight;
        parts.push_back(posterior_of(runs[i], replicates[i].weight));
    }
    result.figures["estimate_mean_table"] = *result.estimate;
    if (answered < 2) {
        result.estimate = result.mean = result.median = result.low = result.high = {};
        best.components.clear();
        best.verdict_interval.reset();
        return;
    }
    if (answered < 0.9 * all) {
        result.warnings.push_back(
            "in more than a tenth of the replicates this method has no estimate");
    }
    const CombinedReplicates combined = combine_replicates(parts, plan.level, rule);
    take(combined, answered, result);
    result.chains.clear();
    result.draws.clear();
    best.components = {
        component_from(combined.listed, combined.median, combined.low, combined.high, plan.level)};
    result.parameters["rule"] = std::string(rule == ReplicateRule::Rubin ? "rubin" : "verdata");
    if (best.verdict_interval) {
        const CombinedReplicates usual = combine_replicates(parts, kVerdictLevel, rule);
        best.verdict_interval = {usual.low, usual.high};
    }
    result.seconds +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace dalil
