#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <tsl/robin_map.h>

#include "dalil/base/parallel.hpp"
#include "dalil/link/decisions.hpp"
#include "dalil/link/linkage.hpp"
#include "link/audit.hpp"
#include "link/draws.hpp"
#include "link/fit.hpp"
#include "link/groups.hpp"
#include "link/incremental.hpp"
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

/// Records that are not with most of their person in a draw (not alone, if it is alone).
void find_strays(const Groups& people, const std::vector<std::uint32_t>& best,
                 std::span<const PartitionSample::Change> changes,
                 std::vector<std::uint32_t>& drawn_label, std::vector<std::uint32_t>& strays) {
    std::vector<std::uint32_t> touched, labels;
    for (const auto& change : changes) {
        drawn_label[change.record] = change.label;
        touched.push_back(best[change.record]);
        touched.push_back(best[change.label]);
    }
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    const auto label_of = [&](std::uint32_t r) {
        return drawn_label[r] == ~0U ? best[r] : drawn_label[r];
    };
    for (const std::uint32_t person : touched) {
        const auto records = people.records(person);
        labels.clear();
        for (const std::uint32_t r : records) labels.push_back(label_of(r));
        std::sort(labels.begin(), labels.end());
        for (const std::uint32_t r : records) {
            const auto [first, last] = std::equal_range(labels.begin(), labels.end(), label_of(r));
            // A lone record was touched because another came to it, or it went to another.
            if (records.size() == 1 || 2 * static_cast<std::size_t>(last - first) <= records.size())
                strays.push_back(r);
        }
    }
    for (const auto& change : changes) drawn_label[change.record] = ~0U;
}

/// Share of the draws in which a record is with most of its person.
void set_membership(const Fit& fit, const Groups& people, const PartitionSample& sample,
                    Linkage& out, const Context& context) {
    constexpr std::size_t kDraws = 10;
    const Canonical& canonical = fit.canonical;
    std::vector<std::vector<std::uint32_t>> strays((sample.draws() + kDraws - 1) / kDraws);
    parallel_for(context, sample.draws(), kDraws, [&](std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> drawn_label(canonical.n, ~0U);
        for (std::size_t d = begin; d < end; ++d)
            find_strays(people, fit.partition.cluster_of, sample.changes_of(d), drawn_label,
                        strays[begin / kDraws]);
    });
    std::vector<std::uint32_t> astray(canonical.n, 0);
    for (const auto& part : strays)
        for (const std::uint32_t r : part) ++astray[r];
    out.membership.resize(canonical.n);
    for (std::uint32_t r = 0; r < canonical.n; ++r)
        out.membership[canonical.original[r]] =
            1 - static_cast<float>(astray[r]) / static_cast<float>(std::max(sample.draws(), 1U));
}

/// A drawn person that holds the first record of a person of the best partition takes its label.
void set_draws(const Fit& fit, const PartitionSample& sample, Linkage& out,
               const Context& context) {
    const Canonical& canonical = fit.canonical;
    const auto& best = fit.partition.cluster_of;
    std::vector<std::vector<PartitionDraws::Move>> moves(sample.draws());
    parallel_for(context, sample.draws(), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t d = begin; d < end; ++d) {
            tsl::robin_map<std::uint32_t, std::uint32_t> fresh;
            moves[d].reserve(sample.changes_of(d).size());
            for (const auto& [record, first] : sample.changes_of(d)) {
                std::uint32_t label = out.person_of[canonical.original[first]];
                if (best[first] != first)
                    label = fresh
                                .try_emplace(first, out.people_partition +
                                                        static_cast<std::uint32_t>(fresh.size()))
                                .first->second;
                moves[d].push_back({canonical.original[record], label});
            }
        }
    });
    out.draws = PartitionDraws(out.person_of);
    for (auto& draw : moves) out.draws.add_moves(std::move(draw));
}

void set_doubtful(const Fit& fit, const PartitionSample& sample, Linkage& out) {
    const Canonical& canonical = fit.canonical;
    for (const OpenPair& pair : sample.open) {
        const double p = pair.together;
        if (p < kDoubtful || p > 1 - kDoubtful) continue;
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
    std::unique_ptr<Fit> fitted;
    if (options.earlier) fitted = fit_onwards(records, options, context);
    const bool onwards = fitted != nullptr;
    if (!onwards) fitted = fit(records, options, context);
    Linkage out;
    number_people(*fitted, out);
    PartitionSample sample;
    const EntityModel entity(fitted->canonical, fitted->comparators, fitted->model);
    const Groups people(fitted->partition.cluster_of, entity, context);
    sample = draw_partitions({entity, fitted->prior, fitted->edges, fitted->constraints},
                             fitted->partition, people, draw_options(options.effort), context);
    set_membership(*fitted, people, sample, out, context);
    set_draws(*fitted, sample, out, context);
    set_doubtful(*fitted, sample, out);
    const Shortfall shortfall = [&] {
        const Stage stage(context, "looking for missing links");
        return audit(*fitted, entity, people, sample.draws(), context);
    }();
    for (std::size_t d = 0; d < sample.people.size(); ++d)
        out.people_draws.push_back(std::max(sample.people[d] > 0 ? 1.0 : 0.0,
                                            sample.people[d] - shortfall.missing_links[d]));
    out.people = interval_of(out.people_draws, options.level);
    out.report = make_report(*fitted);
    out.report.incremental = onwards;
    out.report.missed_link_share = shortfall.missed_link_share;
    if (const auto set_aside = DecidedPairs(options.decisions).contradictions().size();
        set_aside > 0)
        out.report.warnings.push_back(fmt::format(
            "{} decisions contradict others and were set aside; the case names them.", set_aside));
    if (options.earlier && !onwards)
        out.report.warnings.emplace_back(
            "The weights of the earlier linkage do not fit these lists, because other columns can "
            "be compared now: everything was linked anew.");
    out.near_pairs = near_pairs(*fitted, context);
    // Explaining needs the weights, not the pairs that they were learned from.
    fitted->pairs = {};
    fitted->edges = {};
    fitted->partition.weights = {};
    out.model = std::make_shared<const LinkModel>(std::move(fitted));
    return out;
}

}  // namespace dalil
