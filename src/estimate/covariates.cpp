#include "dalil/estimate/covariates.hpp"

#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace dalil {

namespace {

constexpr std::size_t kFewestNumbers = 12;

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

}  // namespace

Covariate make_covariate(std::string name, std::vector<std::string> levels) {
    Covariate covariate{std::move(name), std::move(levels), false, {}};
    if (covariate.levels.size() <= kFewestNumbers + 1) return covariate;
    std::vector<double> values{0};
    for (std::size_t level = 1; level < covariate.levels.size(); ++level) {
        const auto value = number_in(covariate.levels[level]);
        if (!value) return covariate;
        values.push_back(*value);
    }
    covariate.numeric = true;
    covariate.values = std::move(values);
    return covariate;
}

CaptureTable CovariateTable::captures() const {
    std::map<std::uint64_t, std::uint64_t> counts;
    for (const CovariateCell& cell : cells) counts[cell.pattern] += cell.count;
    CaptureTable table;
    table.lists = lists;
    for (const auto& [pattern, count] : counts)
        if (pattern != 0 && count > 0) table.cells.push_back({pattern, count, false});
    return table;
}

}  // namespace dalil
