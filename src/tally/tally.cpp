#include "dalil/tally/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dalil/base/parallel.hpp"
#include "tally/partition_count.hpp"
#include "tally/quantiles.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostStrata = 5000;

using Cells = std::vector<StratumCell>;

/// The cells of one stratum in one partition; cells are sorted by stratum.
std::pair<Cells::const_iterator, Cells::const_iterator> range_of(const Cells& cells,
                                                                 std::uint64_t stratum) {
    const auto begin = std::lower_bound(
        cells.begin(), cells.end(), stratum,
        [](const StratumCell& cell, std::uint64_t key) { return cell.stratum < key; });
    const auto end = std::upper_bound(
        begin, cells.end(), stratum,
        [](std::uint64_t key, const StratumCell& cell) { return key < cell.stratum; });
    return {begin, end};
}

CaptureTable table_of(const Cells& cells, std::uint64_t stratum,
                      const std::vector<std::string>& lists) {
    CaptureTable table;
    table.lists = lists;
    const auto [begin, end] = range_of(cells, stratum);
    for (auto cell = begin; cell != end; ++cell)
        table.cells.push_back({cell->pattern, cell->people, false});
    return table;
}

std::uint64_t people_in(const Cells& cells) {
    std::uint64_t total = 0;
    for (const StratumCell& cell : cells) total += cell.people;
    return total;
}

/// How far missed links make a draw count too many people: corrected over counted. Missed links are
/// taken to be spread over strata like people.
std::vector<double> corrections(const Linkage& linkage, const std::vector<Cells>& draws) {
    std::vector<double> factors;
    for (std::size_t d = 0; d < draws.size(); ++d) {
        const auto counted = static_cast<double>(people_in(draws[d]));
        const bool known = linkage.people_draws.size() == draws.size() && counted > 0;
        factors.push_back(known ? linkage.people_draws[d] / counted : 1);
    }
    return factors;
}

Interval people_of(const StratumTally& stratum, const std::vector<double>& factors,
                   const Linkage& linkage, double level) {
    if (stratum.key.empty()) return linkage.people;
    const auto best = static_cast<double>(stratum.best.people());
    if (factors.empty()) {
        const double all = linkage.people_partition;
        if (all <= 0) return {best, best, best};
        return {best * linkage.people.median / all, best * linkage.people.low / all,
                best * linkage.people.high / all};
    }
    std::vector<double> draws;
    for (std::size_t d = 0; d < factors.size(); ++d) {
        draws.push_back(static_cast<double>(stratum.draws[d].people()) * factors[d]);
    }
    return interval_of(std::move(draws), level);
}

/// Median and interval of every pattern that occurs in any draw; a draw without it counts zero.
std::vector<OverlapCell> overlaps_of(const StratumTally& stratum, double level) {
    std::map<std::uint64_t, std::vector<double>> counts;
    const std::size_t draws = stratum.draws.size();
    for (std::size_t d = 0; d < draws; ++d) {
        for (const CaptureCell& cell : stratum.draws[d].cells) {
            auto& values = counts.try_emplace(cell.pattern, draws, 0.0).first->second;
            values[d] = static_cast<double>(cell.count);
        }
    }
    std::vector<OverlapCell> cells;
    if (draws == 0) {
        for (const CaptureCell& cell : stratum.best.cells) {
            const auto count = static_cast<double>(cell.count);
            cells.push_back({cell.pattern, count, count, count});
        }
    }
    for (auto& [pattern, values] : counts) {
        const Interval interval = whole_interval_of(std::move(values), level);
        if (interval.high > 0)
            cells.push_back({pattern, interval.median, interval.low, interval.high});
    }
    return cells;
}

std::vector<std::uint64_t> all_strata(const Cells& best, const std::vector<Cells>& draws,
                                      bool whole) {
    std::vector<std::uint64_t> strata;
    const auto collect = [&](const Cells& cells) {
        for (const StratumCell& cell : cells) {
            if (strata.empty() || strata.back() != cell.stratum) strata.push_back(cell.stratum);
        }
    };
    collect(best);
    for (const Cells& cells : draws) collect(cells);
    if (whole) strata.push_back(0);
    std::sort(strata.begin(), strata.end());
    strata.erase(std::unique(strata.begin(), strata.end()), strata.end());
    return strata;
}

Result<std::vector<Dimension>> make_dimensions(const RecordSet& records,
                                               const std::vector<std::string>& by) {
    std::vector<Dimension> dimensions;
    std::uint64_t product = 1;
    for (const std::string& name : by) {
        auto dimension = make_dimension(records, name);
        if (!dimension) return fail(std::move(dimension.error()));
        if (__builtin_mul_overflow(product, dimension->values.size(), &product) ||
            product >> 63 != 0) {
            return fail(Fault::Usage, "too-many-strata", "the fields have too many values together",
                        "count by fewer fields");
        }
        dimensions.push_back(std::move(*dimension));
    }
    return dimensions;
}

StratumTally stratum_tally(std::uint64_t id, const std::vector<std::string>& lists,
                           const Cells& best, const std::vector<Cells>& draws) {
    StratumTally stratum;
    const auto [begin, end] = range_of(best, id);
    for (auto cell = begin; cell != end; ++cell) stratum.records += cell->records;
    stratum.best = table_of(best, id, lists);
    for (const Cells& cells : draws) stratum.draws.push_back(table_of(cells, id, lists));
    return stratum;
}

}  // namespace

Result<Tally> tally(const RecordSet& records, const Linkage& linkage,
                    const std::vector<std::string>& by, double level, const Context& context) {
    if (records.sources.size() > 64) {
        return fail(Fault::Input, "too-many-lists",
                    fmt::format("{} lists were given; overlaps are counted for up to 64",
                                records.sources.size()),
                    "join lists of the same origin into one file");
    }
    auto dimensions = make_dimensions(records, by);
    if (!dimensions) return fail(std::move(dimensions.error()));
    const std::vector<Dimension> named = *dimensions;
    const PartitionCounter counter(records, std::move(*dimensions));

    const PartitionCounter::Base base = counter.base(linkage.person_of);
    const Cells& best = base.cells;
    std::vector<Cells> draws(linkage.draws.size());
    Stage stage(context, "counting", draws.size());
    parallel_for(context, draws.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t d = begin; d < end; ++d)
            draws[d] = counter.count(base, linkage.draws.moves(d));
        stage.advance(end - begin);
    });

    Tally result;
    result.by = by;
    for (const Source& source : records.sources) result.lists.push_back(source.name);
    const auto strata = all_strata(best, draws, by.empty());
    if (strata.size() > kMostStrata) {
        return fail(Fault::Usage, "too-many-strata",
                    fmt::format("counting by these fields gives {} groups; {} are possible",
                                strata.size(), kMostStrata),
                    "count by a field with fewer values");
    }
    const auto factors = corrections(linkage, draws);
    for (const std::uint64_t id : strata) {
        StratumTally stratum = stratum_tally(id, result.lists, best, draws);
        const auto ranks = counter.ranks_of(id);
        for (std::size_t d = 0; d < named.size(); ++d)
            stratum.key.push_back(named[d].values[ranks[d]]);
        stratum.people = people_of(stratum, factors, linkage, level);
        stratum.overlaps = overlaps_of(stratum, level);
        result.strata.push_back(std::move(stratum));
    }
    return result;
}

}  // namespace dalil
