#include "dalil/workflow/pooled.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

constexpr double kDraws = 1000;  // effective, of the one fit of all
constexpr std::uint64_t kMostSampled = 50000;

std::optional<CaptureTable> united(const std::vector<const CaptureTable*>& tables) {
    CaptureTable all;
    std::map<std::uint64_t, CaptureCell> cells;
    for (const CaptureTable* table : tables) {
        if (all.lists.empty()) all.lists = table->lists;
        if (table->lists != all.lists || !table->impossible.empty()) return std::nullopt;
        for (const CaptureCell& cell : table->cells) {
            if (cell.at_most) return std::nullopt;
            CaptureCell& into = cells[cell.pattern];
            into.pattern = cell.pattern;
            into.count += cell.count;
        }
    }
    for (const auto& [pattern, cell] : cells) all.cells.push_back(cell);
    return all;
}

const MethodResult* find(const StratumEstimate& stratum, const std::string& method) {
    for (const MethodResult& m : stratum.methods) {
        if (m.method == method && m.estimate && m.low && m.high) return &m;
    }
    return nullptr;
}

/// Those of most use that were computed: what stands for strata, and the two that are quick.
std::vector<std::string> methods_of(const std::vector<const StratumEstimate*>& strata,
                                    std::uint64_t people) {
    std::set<std::string> headlines;
    for (const StratumEstimate* stratum : strata) headlines.insert(stratum->headline);
    std::vector<std::string> methods;
    for (const std::string& name : method_names()) {
        const bool quick = name == "loglinear" || name == "decomposable";
        const bool sampled = name.starts_with("latent_class");
        if (!quick && !headlines.contains(name)) continue;
        if (sampled && people > kMostSampled) continue;
        const bool any = std::any_of(strata.begin(), strata.end(), [&](const auto* stratum) {
            return !stratum->refused && find(*stratum, name) != nullptr;
        });
        if (any) methods.push_back(name);
    }
    return methods;
}

PooledFit sum_of(const std::string& method, const std::vector<const StratumEstimate*>& strata) {
    PooledFit fit;
    fit.method = method;
    double below = 0, above = 0;
    for (const StratumEstimate* stratum : strata) {
        const MethodResult* m = stratum->refused ? nullptr : find(*stratum, method);
        if (m == nullptr) {
            fit.sum += static_cast<double>(stratum->n);
            ++fit.without;
            continue;
        }
        fit.sum += *m->estimate;
        below += std::pow(*m->estimate - *m->low, 2);
        above += std::pow(*m->high - *m->estimate, 2);
        ++fit.strata;
    }
    fit.low = fit.sum - std::sqrt(below);
    fit.high = fit.sum + std::sqrt(above);
    return fit;
}

}  // namespace

std::vector<PooledFit> compare_with_pooled(const std::vector<const StratumEstimate*>& strata,
                                           const std::vector<const CaptureTable*>& tables,
                                           const EstimateOptions& options, const Context& context) {
    ENSURE(strata.size() == tables.size(), "one table for each estimate");
    if (strata.size() < 2) return {};
    const auto all = united(tables);
    if (!all) return {};
    const std::vector<std::string> methods = methods_of(strata, all->people());
    if (methods.empty()) return {};
    EstimateOptions own = options;
    own.methods = methods;
    own.effective_draws = std::min(options.effective_draws, kDraws);
    own.sensitivity = own.refits = own.keep_draws = false;
    const StratumEstimate whole = estimate(*all, own, context);
    std::vector<PooledFit> fits;
    for (const std::string& method : methods) {
        PooledFit fit = sum_of(method, strata);
        if (const MethodResult* m = find(whole, method)) {
            fit.pooled = m->estimate;
            fit.pooled_low = m->low;
            fit.pooled_high = m->high;
        }
        fits.push_back(std::move(fit));
    }
    return fits;
}

}  // namespace dalil
