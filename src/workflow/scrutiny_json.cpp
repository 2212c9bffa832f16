#include "workflow/scrutiny_json.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/workflow/report.hpp"

namespace dalil::estimates {

namespace {

constexpr std::size_t kMostCells = 4096;  // more stand in overlaps.csv alone

std::string pattern_of(std::uint64_t pattern, std::size_t lists) {
    std::string digits;
    for (std::size_t j = 0; j < lists; ++j) digits += (pattern >> j & 1) != 0 ? '1' : '0';
    return digits;
}

json dropped_of(const StratumEstimate& stratum) {
    json list = json::array();
    for (const std::string& name : stratum.dropped_lists) {
        const auto at = static_cast<std::size_t>(
            std::find(stratum.lists.begin(), stratum.lists.end(), name) - stratum.lists.begin());
        const bool empty = at < stratum.facts.sizes.size() && stratum.facts.sizes[at] == 0;
        list.push_back(
            {{"list", name},
             {"code", empty ? "empty-list" : "equal-lists"},
             {"text", empty ? "it holds nobody" : "it holds exactly the people of another list"}});
    }
    return list;
}

}  // namespace

json number(double value) {
    return std::isfinite(value) ? json(value) : json(nullptr);
}

json number(const std::optional<double>& value) {
    return value ? number(*value) : json(nullptr);
}

json interval(const std::optional<double>& low, const std::optional<double>& high) {
    if (!low && !high) return nullptr;
    return json::array({number(low), number(high)});
}

json table_of(const StratumEstimate& stratum) {
    const TableFacts& facts = stratum.facts;
    const std::size_t lists = stratum.lists.size();
    json sizes = json::object(), overlaps = json::array(), cells = json::array();
    for (std::size_t j = 0; j < facts.sizes.size(); ++j) sizes[stratum.lists[j]] = facts.sizes[j];
    for (const PairFacts& pair : facts.overlaps) {
        overlaps.push_back({{"pair", {stratum.lists[pair.first], stratum.lists[pair.second]}},
                            {"people", pair.people},
                            {"expected_if_independent", number(pair.expected)}});
    }
    if (facts.cells.size() <= kMostCells) {
        for (const CaptureCell& cell : facts.cells) {
            cells.push_back({{"pattern", pattern_of(cell.pattern, lists)}, {"count", cell.count}});
            if (cell.at_most) cells.back()["at_most"] = true;
        }
    }
    json impossible = json::array();
    for (const std::uint64_t pattern : facts.impossible)
        impossible.push_back(pattern_of(pattern, lists));
    return {{"sizes", std::move(sizes)},
            {"overlaps", std::move(overlaps)},
            {"cells", facts.cells.size() <= kMostCells ? std::move(cells) : json(nullptr)},
            {"impossible", std::move(impossible)},
            {"cells_with", {{"nobody", facts.empty}, {"one", facts.of_one}, {"two", facts.of_two}}},
            {"dropped", dropped_of(stratum)}};
}

json spread_of(const StratumEstimate& stratum) {
    const MethodResult *least = nullptr, *most = nullptr;
    int count = 0;
    for (const MethodResult& m : stratum.methods) {
        if (!m.estimate || m.lower_bound || *m.estimate < static_cast<double>(stratum.n)) continue;
        if (least == nullptr || *m.estimate < *least->estimate) least = &m;
        if (most == nullptr || *m.estimate > *most->estimate) most = &m;
        ++count;
    }
    if (count < 2) return nullptr;
    const auto one = [](const MethodResult& m) {
        return json{{"method", m.method}, {"estimate", number(m.estimate)}};
    };
    return {{"smallest", one(*least)},
            {"largest", one(*most)},
            {"ratio", number(*most->estimate / std::max(*least->estimate, 1.0))}};
}

json refits_of(const std::vector<Refit>& refits) {
    json list = json::array();
    for (const Refit& refit : refits) {
        json one = {{"kind", refit.kind}, {"lists", refit.lists}};
        if (refit.kind == "without_cell") one["people"] = refit.people;
        one["method"] = refit.method;
        one["estimate"] = number(refit.estimate);
        one["interval"] = interval(refit.low, refit.high);
        one["all"] = number(refit.all);
        list.push_back(std::move(one));
    }
    return list;
}

json identification_of(const Identification& identification) {
    json points = json::array();
    for (const Identification::Point& p : identification.points) {
        points.push_back({{"xi", number(p.xi)},
                          {"estimate", number(p.estimate)},
                          {"interval", interval(p.low, p.high)}});
    }
    return {{"points", std::move(points)},
            {"xi_halves", number(identification.xi_halves)},
            {"xi_doubles", number(identification.xi_doubles)}};
}

json chains_of(const std::vector<ChainRecord>& chains) {
    json list = json::array();
    for (const ChainRecord& chain : chains) {
        list.push_back({{"draws", chain.draws},
                        {"mode_shares", chain.mode_shares},
                        {"exchange_rates", chain.exchange_rates}});
    }
    return list;
}

json pooled_of(const std::vector<PooledFit>& fits) {
    json list = json::array();
    for (const PooledFit& fit : fits) {
        list.push_back({{"method", fit.method},
                        {"strata", fit.strata},
                        {"without_estimate", fit.without},
                        {"sum", number(fit.sum)},
                        {"sum_interval", interval(fit.low, fit.high)},
                        {"pooled", number(fit.pooled)},
                        {"pooled_interval", interval(fit.pooled_low, fit.pooled_high)}});
    }
    return list;
}

json assumptions() {
    json list = json::array();
    for (const Assumption& assumption : general_assumptions())
        list.push_back({{"code", assumption.code}, {"text", assumption.text}});
    return list;
}

}  // namespace dalil::estimates
