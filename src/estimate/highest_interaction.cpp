#include "estimate/highest_interaction.hpp"

#include <array>
#include <bit>
#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

constexpr std::array<std::pair<const char*, double>, 6> kFactors = {
    {{"1/3", 1.0 / 3}, {"1/2", 0.5}, {"2/3", 2.0 / 3}, {"3/2", 1.5}, {"2", 2}, {"3", 3}}};

}  // namespace

MethodRun estimate_no_highest_interaction(const UsableTable& usable, double level) {
    MethodRun run;
    MethodResult& result = run.result;
    result.method = "no_highest_interaction";
    result.level = level;
    const std::size_t lists = usable.lists();
    if (lists < 2 || lists > 16 || usable.table.cells.size() != (std::size_t{1} << lists) - 1) {
        result.warnings.push_back("needs people in every pattern of lists");
        return run;
    }
    if (usable.censored) {
        result.warnings.push_back("cells known only as an upper bound are not usable here");
        return run;
    }
    double log_unlisted = 0, variance = 0;
    for (const CaptureCell& cell : usable.table.cells) {
        const auto count = static_cast<double>(cell.count);
        log_unlisted += (std::popcount(cell.pattern) % 2 == 1 ? 1 : -1) * std::log(count);
        variance += 1 / count;
    }
    const auto n = static_cast<double>(usable.n);
    const double unlisted = std::exp(log_unlisted);
    // Delta method, with the Poisson variance of the unlisted themselves.
    const double factor = std::exp(normal_width(level) * std::sqrt(variance + 1 / unlisted));
    result.estimate = n + unlisted;
    result.low = n + unlisted / factor;
    result.high = n + unlisted * factor;
    result.figures["n0"] = unlisted;
    result.figures["se"] = unlisted * std::sqrt(variance + 1 / unlisted);
    result.parameters["xi"] = 1.0;
    for (const auto& [name, xi] : kFactors) {
        Variant& variant = result.variants.emplace_back();
        variant.parameters["xi"] = xi;
        variant.parameters["xi_as_fraction"] = std::string(name);
        variant.estimate = n + unlisted / xi;
        variant.low = n + unlisted / xi / factor;
        variant.high = n + unlisted / xi * factor;
    }
    run.components.push_back(component_from(n, *result.estimate, *result.low, *result.high, level));
    return run;
}

}  // namespace dalil
