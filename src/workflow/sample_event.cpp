#include "workflow/sample_event.hpp"

#include <fmt/format.h>
#include <tsl/robin_map.h>
#include <nlohmann/json.hpp>

namespace dalil {

using nlohmann::json;

std::string sample_event(const StoredSample& stored, const RecordSet& records) {
    const ReviewSample& sample = stored.sample;
    json strata = json::array();
    for (const ReviewStratum& s : sample.strata) {
        strata.push_back(
            {{"name", s.name}, {"linked", s.linked}, {"pairs", s.pairs}, {"expected", s.expected}});
    }
    json pairs = json::array();
    for (const SampledPair& pair : sample.pairs) {
        pairs.push_back({fmt::format("{:016x}", records.content_keys[pair.a]),
                         fmt::format("{:016x}", records.content_keys[pair.b]), pair.stratum});
    }
    const json body = {{"run", stored.run},           {"seed", stored.seed},
                       {"asked", stored.asked},       {"beyond", sample.beyond},
                       {"strata", std::move(strata)}, {"pairs", std::move(pairs)}};
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<StoredSample> sample_from_event(const std::string& body, const RecordSet& records) {
    tsl::robin_map<std::uint64_t, std::uint32_t> record_of;
    for (std::uint32_t r = 0; r < records.size(); ++r) record_of[records.content_keys[r]] = r;
    StoredSample stored;
    try {
        const json in = json::parse(body);
        stored.run = in.at("run").get<std::uint64_t>();
        stored.seed = in.at("seed").get<std::uint64_t>();
        stored.asked = in.at("asked").get<std::size_t>();
        stored.sample.beyond = in.at("beyond").get<double>();
        for (const json& s : in.at("strata")) {
            stored.sample.strata.push_back({s.at("name").get<std::string>(),
                                            s.at("linked").get<bool>(), s.at("pairs").get<double>(),
                                            s.at("expected").get<double>()});
        }
        for (const json& pair : in.at("pairs")) {
            ++stored.size;
            const auto stratum = pair.at(2).get<std::uint32_t>();
            const auto a = record_of.find(std::stoull(pair.at(0).get<std::string>(), nullptr, 16));
            const auto b = record_of.find(std::stoull(pair.at(1).get<std::string>(), nullptr, 16));
            if (stratum >= stored.sample.strata.size()) throw std::out_of_range("stratum");
            if (a == record_of.end() || b == record_of.end()) continue;
            stored.sample.pairs.push_back({a->second, b->second, stratum});
        }
    } catch (const std::exception&) {
        return fail(Fault::Case, "case-damaged", "the sample of pairs in the case cannot be read",
                    "draw a new one with `dalil review CASE --sample N`");
    }
    return stored;
}

}  // namespace dalil
