#include "dalil/estimate/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "dalil/base/result.hpp"
#include "estimate/student.hpp"

namespace dalil {

namespace {

constexpr double kNobody = 0.1;  // stands for no unlisted person, whose logarithm does not exist

double degrees_of_freedom(double m, double within, double between, ReplicateRule rule) {
    if (between <= 0) return std::numeric_limits<double>::infinity();
    const double factor = rule == ReplicateRule::Rubin ? 1 + 1 / m : m + 1;
    const double ratio = 1 + within / (factor * between);
    return (m - 1) * ratio * ratio;
}

}  // namespace

std::optional<ReplicateRule> replicate_rule_named(std::string_view name) {
    if (name == "rubin") return ReplicateRule::Rubin;
    if (name == "verdata") return ReplicateRule::Verdata;
    return std::nullopt;
}

ReplicatePosterior summarize_replicate(double listed, std::span<const double> totals) {
    ENSURE(totals.size() > 1, "a replicate has draws");
    const auto count = static_cast<double>(totals.size());
    ReplicatePosterior out;
    out.listed = listed;
    double first = 0;
    for (double total : totals) {
        const double unlisted = total - listed;
        out.mean_unlisted += unlisted / count;
        first += std::log(std::max(unlisted, kNobody)) / count;
    }
    double second = 0;
    for (double total : totals) {
        const double off = std::log(std::max(total - listed, kNobody)) - first;
        second += off * off;
    }
    out.mean_log_unlisted = first;
    out.var_log_unlisted = second / (count - 1);
    return out;
}

CombinedReplicates combine_replicates(std::span<const ReplicatePosterior> replicates, double level,
                                      ReplicateRule rule) {
    double m = 0, listed = 0, unlisted = 0, middle = 0;
    CombinedReplicates out;
    for (const ReplicatePosterior& r : replicates) {
        m += r.weight;
        listed += r.weight * r.listed;
        unlisted += r.weight * r.mean_unlisted;
        middle += r.weight * r.mean_log_unlisted;
        out.within += r.weight * r.var_log_unlisted;
    }
    ENSURE(m >= 2, "one replicate says nothing about the others");
    middle /= m;
    out.within /= m;
    for (const ReplicatePosterior& r : replicates) {
        const double off = r.mean_log_unlisted - middle;
        out.between += r.weight * off * off / (m - 1);
    }
    const double between = (1 + 1 / m) * out.between, total = out.within + between;
    out.df = degrees_of_freedom(m, out.within, out.between, rule);
    const double reach = student_quantile(0.5 + 0.5 * level, out.df) * std::sqrt(total);
    out.listed = std::round(listed / m);
    out.estimate = out.listed + unlisted / m;
    out.median = out.listed + std::exp(middle);
    out.low = out.listed + std::exp(middle - reach);
    out.high = out.listed + std::exp(middle + reach);
    out.between_share = total > 0 ? between / total : 0;
    return out;
}

CaptureTable mean_table(std::span<const CaptureTable> tables) {
    CaptureTable mean;
    if (tables.empty()) return mean;
    mean.lists = tables[0].lists;
    mean.impossible = tables[0].impossible;
    std::map<std::uint64_t, std::uint64_t> sums;
    for (const CaptureTable& table : tables) {
        ENSURE(table.lists == mean.lists, "replicates of the same lists");
        for (const CaptureCell& cell : table.cells) sums[cell.pattern] += cell.count;
    }
    const auto m = static_cast<std::uint64_t>(tables.size());
    for (const auto& [pattern, sum] : sums) {
        if (const std::uint64_t count = (sum + m / 2) / m; count > 0) {
            mean.cells.push_back({pattern, count, false});
        }
    }
    return mean;
}

}  // namespace dalil
