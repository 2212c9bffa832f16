#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dalil/link/decisions.hpp"
#include "dalil/link/linkage.hpp"
#include "link/audit.hpp"
#include "link/draws.hpp"
#include "link/fit.hpp"
#include "link/near_pairs.hpp"
#include "link/report.hpp"

namespace dalil {
namespace {

using namespace linking;

constexpr std::size_t kMostDoubtful = 1'000;
constexpr double kDoubtful = 0.02;

DrawOptions draw_options(Effort effort) {
    DrawOptions out;
    if (effort == Effort::Quick) out.draws = 50;
    if (effort == Effort::Thorough) out.draws = 400;
    return out;
}

/// Numbers people in the order of their first canonical record.
void number_people(const Fit& fit, Linkage& out) {
    const Canonical& canonical = fit.canonical;
    std::vector<std::uint32_t> person(canonical.n, ~0U);
    out.person_of.resize(canonical.n);
    for (std::uint32_t r = 0; r < canonical.n; ++r) {
        const std::uint32_t label = fit.partition.cluster_of[r];
        if (person[label] == ~0U) person[label] = out.people_partition++;
        out.person_of[canonical.original[r]] = person[label];
    }
}

/// Share of the draws in which a record is with most of its person (alone, if it is alone).
void set_membership(const Fit& fit, const PartitionSample& sample, Linkage& out) {
    const Canonical& canonical = fit.canonical;
    const auto& best = fit.partition.cluster_of;
    std::vector<std::uint32_t> size(canonical.n, 0), with(canonical.n, 0);
    for (const std::uint32_t label : best) ++size[label];
    std::vector<std::uint32_t> drawn_size(canonical.n, 0);
    std::vector<std::uint64_t> keys(sample.active.size());
    for (const auto& labels : sample.labels) {
        std::fill(drawn_size.begin(), drawn_size.end(), 0U);
        for (const std::uint32_t label : labels) ++drawn_size[label];
        // Records of one person that share a label in this draw stand together after sorting.
        std::vector<std::pair<std::uint64_t, std::uint32_t>> groups;
        for (std::size_t i = 0; i < sample.active.size(); ++i)
            groups.emplace_back(std::uint64_t{best[sample.active[i]]} << 32U | labels[i],
                                sample.active[i]);
        std::sort(groups.begin(), groups.end());
        for (std::size_t i = 0; i < groups.size();) {
            std::size_t j = i;
            while (j < groups.size() && groups[j].first == groups[i].first) ++j;
            const std::uint32_t whole = size[groups[i].first >> 32U];
            const bool holds =
                whole == 1 ? drawn_size[groups[i].first & ~0U] == 1 : 2 * (j - i) > whole;
            for (; i < j; ++i) with[groups[i].second] += holds;
        }
    }
    out.membership.assign(canonical.n, 1.0F);
    for (const std::uint32_t r : sample.active)
        out.membership[canonical.original[r]] =
            static_cast<float>(with[r]) / static_cast<float>(sample.labels.size());
}

void set_draws(const Fit& fit, const PartitionSample& sample, Linkage& out) {
    const Canonical& canonical = fit.canonical;
    out.draws = PartitionDraws(out.person_of);
    std::vector<std::uint32_t> labels(canonical.n);
    for (std::uint32_t r = 0; r < canonical.n; ++r)
        labels[canonical.original[r]] = fit.partition.cluster_of[r];
    for (const auto& drawn : sample.labels) {
        for (std::size_t i = 0; i < drawn.size(); ++i)
            labels[canonical.original[sample.active[i]]] = drawn[i];
        out.draws.add(labels);
    }
}

void set_doubtful(const Fit& fit, const PartitionSample& sample, Linkage& out) {
    const Canonical& canonical = fit.canonical;
    for (const OpenPair& pair : sample.open) {
        const double p = pair.names_only ? 1 / (1 + std::exp(-pair.log_odds)) : pair.together;
        if (!pair.names_only && (p < kDoubtful || p > 1 - kDoubtful)) continue;
        out.doubtful.push_back({canonical.original[pair.a], canonical.original[pair.b],
                                std::clamp(p, 0.01, 0.99), 2 * p * (1 - p)});
    }
    std::stable_sort(out.doubtful.begin(), out.doubtful.end(),
                     [&](const DoubtfulPair& x, const DoubtfulPair& y) {
                         if (x.effect != y.effect) return x.effect > y.effect;
                         return std::pair(canonical.canonical[x.a], canonical.canonical[x.b]) <
                                std::pair(canonical.canonical[y.a], canonical.canonical[y.b]);
                     });
    if (out.doubtful.size() > kMostDoubtful) out.doubtful.resize(kMostDoubtful);
}

/// Equal-tailed interval of the draws, with linear interpolation between order statistics.
Interval interval_of(std::vector<double> draws, double level) {
    if (draws.empty()) return {};
    std::sort(draws.begin(), draws.end());
    const auto quantile = [&](double p) {
        const double at = p * static_cast<double>(draws.size() - 1);
        const auto low = static_cast<std::size_t>(at);
        const std::size_t high = std::min(low + 1, draws.size() - 1);
        return draws[low] + (at - static_cast<double>(low)) * (draws[high] - draws[low]);
    };
    return {quantile(0.5), quantile((1 - level) / 2), quantile((1 + level) / 2)};
}

}  // namespace

Linkage link(const RecordSet& records, const LinkOptions& options, const Context& context) {
    auto fitted = fit(records, options, context);
    Linkage out;
    number_people(*fitted, out);
    PartitionSample sample;
    {
        const Stage stage(context, "drawing people");
        const EntityModel entity(fitted->canonical, fitted->comparators, fitted->model);
        sample = draw_partitions({entity, fitted->prior, fitted->edges, fitted->constraints},
                                 fitted->partition, draw_options(options.effort), context);
    }
    set_membership(*fitted, sample, out);
    set_draws(*fitted, sample, out);
    set_doubtful(*fitted, sample, out);
    const Shortfall shortfall = [&] {
        const Stage stage(context, "looking for missing links");
        return audit(*fitted, static_cast<std::uint32_t>(sample.people.size()), context);
    }();
    for (std::size_t d = 0; d < sample.people.size(); ++d)
        out.people_draws.push_back(std::max(sample.people[d] > 0 ? 1.0 : 0.0,
                                            sample.people[d] - shortfall.missing_links[d]));
    out.people = interval_of(out.people_draws, options.level);
    out.report = make_report(*fitted);
    out.report.missed_link_share = shortfall.missed_link_share;
    if (const auto set_aside = DecidedPairs(options.decisions).contradictions().size();
        set_aside > 0)
        out.report.warnings.push_back(fmt::format(
            "{} decisions contradict others and were set aside; the case names them.", set_aside));
    out.near_pairs = near_pairs(*fitted, context);
    // Explaining needs the weights, not the pairs that they were learned from.
    fitted->pairs = {};
    fitted->edges = {};
    out.model = std::make_shared<const LinkModel>(std::move(fitted));
    return out;
}

}  // namespace dalil
