#include "dalil/workflow/estimates_json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "dalil/io/writer.hpp"
#include "dalil/workflow/report.hpp"
#include "workflow/scrutiny_json.hpp"

namespace dalil {

namespace {

using estimates::interval;
using estimates::json;
using estimates::number;

json reasons_of(const std::vector<Reason>& reasons) {
    json list = json::array();
    for (const Reason& reason : reasons) {
        list.push_back({{"code", reason.code}, {"text", reason.text}});
    }
    return list;
}

json parameters_of(const std::map<std::string, Parameter>& parameters) {
    json object = json::object();
    for (const auto& [name, value] : parameters) {
        if (const auto* word = std::get_if<std::string>(&value)) {
            object[name] = *word;
        } else if (const auto* words = std::get_if<std::vector<std::string>>(&value)) {
            object[name] = *words;
        } else {
            object[name] = number(std::get<double>(value));
        }
    }
    return object;
}

json figures_of(const std::map<std::string, double>& figures) {
    json object = json::object();
    for (const auto& [name, value] : figures) object[name] = number(value);
    return object;
}

json modes_of(const std::vector<Mode>& modes) {
    json list = json::array();
    for (const Mode& mode : modes) {
        list.push_back({{"median", number(mode.median)},
                        {"interval", interval(mode.low, mode.high)},
                        {"mass", number(mode.mass)},
                        {"mass_error", number(mode.mass_error)}});
    }
    return list;
}

json variant_of(const Variant& variant) {
    json object = {{"parameters", parameters_of(variant.parameters)},
                   {"estimate", number(variant.estimate)},
                   {"interval", interval(variant.low, variant.high)}};
    if (!variant.figures.empty()) object["figures"] = figures_of(variant.figures);
    if (!variant.warnings.empty()) object["warnings"] = variant.warnings;
    return object;
}

json method_of(const MethodResult& method) {
    json object = {{"method", method.method}, {"estimate", number(method.estimate)}};
    if (method.median) object["median"] = number(method.median);
    if (method.mean) object["mean"] = number(method.mean);
    object["interval"] = interval(method.low, method.high);
    object["level"] = method.level;
    if (method.ess) object["ess"] = number(method.ess);
    if (method.rhat) object["rhat"] = number(method.rhat);
    if (method.between_share) object["between_share"] = number(method.between_share);
    if (!method.modes.empty()) object["modes"] = modes_of(method.modes);
    if (method.lower_bound) object["lower_bound"] = true;
    object["seconds"] = method.seconds;
    object["parameters"] = parameters_of(method.parameters);
    if (!method.figures.empty()) object["figures"] = figures_of(method.figures);
    json variants = json::array();
    for (const Variant& variant : method.variants) variants.push_back(variant_of(variant));
    if (!variants.empty()) object["variants"] = std::move(variants);
    if (!method.chains.empty()) object["chains"] = estimates::chains_of(method.chains);
    object["assumes"] = method_assumption(method.method);
    object["warnings"] = method.warnings;
    return object;
}

json stratum_of(const std::vector<std::string>& by, const EstimatedStratum& stratum) {
    json key = json::object();
    for (std::size_t i = 0; i < by.size(); ++i) key[by[i]] = stratum.key[i];
    const StratumEstimate& estimate = stratum.estimate;
    json methods = json::array();
    for (const MethodResult& method : estimate.methods) methods.push_back(method_of(method));
    json object = {
        {"stratum", std::move(key)},
        {"n", estimate.n},
        {"lists", estimate.lists},
        {"dropped_lists", estimate.dropped_lists},
        {"verdict", estimate.refused ? "refused" : "estimated"},
        {"reasons", reasons_of(estimate.reasons)},
        {"warnings", reasons_of(estimate.warnings)},
        {"headline", estimate.headline.empty() ? json(nullptr) : json(estimate.headline)}};
    for (const MethodResult& method : estimate.methods) {
        if (method.method != estimate.headline) continue;
        object["estimate"] = number(method.estimate);
        object["interval"] = interval(method.low, method.high);
    }
    if (estimate.linkage_share) object["linkage_share"] = number(estimate.linkage_share);
    object["table"] = estimates::table_of(estimate);
    object["spread"] = estimates::spread_of(estimate);
    if (estimate.identification)
        object["identification"] = estimates::identification_of(*estimate.identification);
    if (!estimate.refits.empty()) object["refits"] = estimates::refits_of(estimate.refits);
    object["methods"] = std::move(methods);
    return object;
}

std::string whole(double value) {
    return fmt::format("{}", std::llround(value));
}

}  // namespace

std::string estimates_json(const Estimates& estimates, std::uint64_t n,
                           const std::vector<std::string>& lists) {
    json out = {{"n", n}, {"lists", lists}};
    if (!estimates.period.empty()) out["period"] = estimates.period;
    json strata = json::array();
    for (const EstimatedStratum& stratum : estimates.strata) {
        strata.push_back(stratum_of(estimates.by, stratum));
    }
    out["strata"] = std::move(strata);
    if (!estimates.pooled.empty()) out["pooled"] = estimates::pooled_of(estimates.pooled);
    out["assumptions"] = estimates::assumptions();
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string estimates_json(const Estimates& estimates, const Tally& whole) {
    std::uint64_t n = 0;
    for (const StratumTally& stratum : whole.strata) n += stratum.best.people();
    return estimates_json(estimates, n, whole.lists);
}

std::string draws_csv(const Estimates& estimates) {
    CsvWriter csv;
    for (const std::string& name : estimates.by) csv.cell(name);
    for (const char* name : {"method", "chain", "draw", "total"}) csv.cell(name);
    csv.end_row();
    for (const EstimatedStratum& stratum : estimates.strata) {
        for (const MethodResult& method : stratum.estimate.methods) {
            const bool mixture = method.draws.size() == 1;
            for (std::size_t c = 0; c < method.draws.size(); ++c) {
                for (std::size_t d = 0; d < method.draws[c].size(); ++d) {
                    for (const std::string& value : stratum.key) csv.cell(value);
                    csv.cell(method.method);
                    csv.cell(fmt::format("{}", mixture ? 0 : c + 1));
                    csv.cell(fmt::format("{}", d + 1));
                    csv.cell(whole(method.draws[c][d]));
                    csv.end_row();
                }
            }
        }
    }
    return csv.text();
}

std::string counts_csv(const Tally& tally) {
    CsvWriter csv;
    for (const std::string& name : tally.by) csv.cell(name);
    for (const char* name : {"records", "people", "people_low", "people_high"}) csv.cell(name);
    csv.end_row();
    for (const StratumTally& stratum : tally.strata) {
        for (const std::string& value : stratum.key) csv.cell(value);
        csv.cell(fmt::format("{}", stratum.records));
        csv.cell(whole(stratum.people.median));
        csv.cell(whole(stratum.people.low));
        csv.cell(whole(stratum.people.high));
        csv.end_row();
    }
    return csv.text();
}

std::string overlaps_csv(const Tally& tally) {
    CsvWriter csv;
    for (const std::string& name : tally.by) csv.cell(name);
    for (const std::string& list : tally.lists) csv.cell(list);
    for (const char* name : {"count", "count_low", "count_high"}) csv.cell(name);
    csv.end_row();
    for (const StratumTally& stratum : tally.strata) {
        for (const OverlapCell& cell : stratum.overlaps) {
            for (const std::string& value : stratum.key) csv.cell(value);
            for (std::size_t j = 0; j < tally.lists.size(); ++j) {
                csv.cell(cell.pattern >> j & 1 ? "1" : "0");
            }
            csv.cell(whole(cell.count));
            csv.cell(whole(cell.low));
            csv.cell(whole(cell.high));
            csv.end_row();
        }
    }
    return csv.text();
}

}  // namespace dalil
