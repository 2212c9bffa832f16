#include "estimate/independence_posterior.hpp"

#include <fmt/format.h>

#include <vector>

#include "estimate/wide_log_gamma.hpp"

namespace dalil {

namespace {

constexpr double kMassAtEnd = 0.01;

/// log of the density at N without the factors that do not depend on it.
long double log_density(const std::vector<double>& sizes, double n, double unlisted) {
    const long double total = static_cast<long double>(n) + unlisted;
    const long double all = wide_log_gamma(total + 2);
    long double sum = wide_log_gamma(total + 1) - wide_log_gamma(unlisted + 1.0L) - std::log(total);
    for (const double size : sizes) sum += wide_log_gamma(total - size + 1) - all;
    return sum;
}

}  // namespace

UnlistedPosterior independence_posterior(const CaptureTable& table) {
    const auto n = static_cast<double>(table.people());
    std::vector<double> sizes;
    long double fixed = 0;
    for (const CaptureCell& cell : table.cells)
        fixed -= wide_log_gamma(static_cast<long double>(cell.count) + 1);
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        sizes.push_back(static_cast<double>(table.size_of(j)));
        fixed += wide_log_gamma(sizes.back() + 1.0L);
    }
    return UnlistedPosterior(
        {0, kMostUnlisted * n, 1}, [&](std::span<const double> unlisted, std::span<double> out) {
            for (std::size_t i = 0; i < unlisted.size(); ++i)
                out[i] = static_cast<double>(fixed + log_density(sizes, n, unlisted[i]));
        });
}

void set_figures(MethodRun& run, const UnlistedPosterior& posterior, double listed, double level) {
    MethodResult& result = run.result;
    result.estimate = result.median = listed + posterior.quantile(0.5);
    result.mean = listed + posterior.mean();
    result.low = listed + posterior.quantile(0.5 - 0.5 * level);
    result.high = listed + posterior.quantile(0.5 + 0.5 * level);
    result.figures["mode"] = listed + posterior.mode();
    result.figures["mass_at_end"] = posterior.mass_at_end();
    if (posterior.mass_at_end() > kMassAtEnd) {
        result.warnings.push_back(fmt::format(
            "{:.1f} % of the posterior lies at the end of what the prior allows ({:.0f} "
            "unlisted for each listed): the data do not bound the number from above",
            100 * posterior.mass_at_end(), kMostUnlisted));
    }
    run.components = posterior.components(listed);
    run.log_evidence = posterior.log_evidence();
}

MethodRun estimate_independence_posterior(const UsableTable& usable, double level) {
    MethodRun run;
    run.result.method = "independence_posterior";
    run.result.level = level;
    run.result.parameters["prior"] =
        std::string("chances uniform, p(N) proportional to 1/N, N - n up to 20 n");
    if (usable.n == 0) {
        run.result.warnings.push_back("no list holds anybody");
        return run;
    }
    if (!usable.table.impossible.empty()) {
        run.result.warnings.push_back("not computed where patterns cannot occur");
        return run;
    }
    set_figures(run, independence_posterior(usable.table), static_cast<double>(usable.n), level);
    return run;
}

}  // namespace dalil
