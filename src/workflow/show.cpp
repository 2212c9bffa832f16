#include "dalil/workflow/show.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dalil/workflow/case_steps.hpp"
#include "workflow/case_records.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostPairs = 200;

std::vector<std::uint32_t> records_of_person(const LinkedCase& linked, const std::string& id) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t r = 0; r < linked.lists.lists.records.size(); ++r) {
        if (linked.stored.persons.id(linked.stored.linkage.person_of[r]) == id)
            members.push_back(r);
    }
    return members;
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Pairs within the records, then doubtful pairs that touch one of them.
Pairs pairs_to_explain(const Linkage& linkage, const std::vector<std::uint32_t>& members) {
    Pairs pairs;
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = i + 1; j < members.size() && pairs.size() < kMostPairs; ++j) {
            pairs.emplace_back(members[i], members[j]);
        }
    }
    const auto inside = [&](std::uint32_t r) {
        return std::find(members.begin(), members.end(), r) != members.end();
    };
    for (const DoubtfulPair& d : linkage.doubtful) {
        if (inside(d.a) != inside(d.b) && pairs.size() < kMostPairs) pairs.emplace_back(d.a, d.b);
    }
    return pairs;
}

}  // namespace

std::vector<PairExplanation> explain_in_case(
    LinkedCase& linked, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs,
    const Context& context) {
    LinkOptions options;
    options.level = linked.stored.level;
    options.effort = linked.stored.effort;
    options.decisions = linked.lists.decisions;
    Context same_seed = context;
    same_seed.seed = linked.stored.seed;
    const RecordSet& records = linked.lists.lists.records;
    Linkage& linkage = linked.stored.linkage;
    if (!linkage.model && linked.stored.model)
        linkage.model = restore_model(records, *linked.stored.model, options);
    return explain(records, linkage, pairs, options, same_seed);
}

Result<Shown> show_in_case(const std::filesystem::path& path, const std::vector<std::string>& ids,
                           const Context& context) {
    auto linked = load_linked_case(path, context, NewDecisions::Accept);
    if (!linked) return fail(std::move(linked.error()));
    const RecordSet& records = linked->lists.lists.records;
    const Linkage& linkage = linked->stored.linkage;

    Shown shown;
    std::vector<std::uint32_t> members;
    Pairs pairs;
    if (ids.size() == 2) {
        for (const std::string& id : ids) {
            const auto r = find_record(records, id);
            if (!r) return unknown_id(id);
            members.push_back(*r);
        }
        shown.what = fmt::format("pair {} and {}", ids[0], ids[1]);
        pairs.emplace_back(members[0], members[1]);
    } else if (const auto r = find_record(records, ids.front())) {
        members = {*r};
        shown.what = "record " + ids.front();
        for (std::uint32_t other = 0; other < records.size(); ++other) {
            if (other != *r && linkage.person_of[other] == linkage.person_of[*r])
                pairs.emplace_back(*r, other);
        }
        for (const auto& pair : pairs_to_explain(linkage, members)) pairs.push_back(pair);
        if (pairs.size() > kMostPairs) pairs.resize(kMostPairs);
    } else {
        members = records_of_person(*linked, ids.front());
        if (members.empty()) return unknown_id(ids.front());
        shown.what = "person " + ids.front();
        pairs = pairs_to_explain(linkage, members);
    }
    for (const std::uint32_t r : members)
        shown.records.push_back(shown_record(linked->lists.lists, linked->stored, r));

    if (!pairs.empty()) {
        for (PairExplanation& why : explain_in_case(*linked, pairs, context)) {
            std::string a = record_id(records, why.a);
            std::string b = record_id(records, why.b);
            shown.pairs.push_back({std::move(a), std::move(b), std::move(why)});
        }
    }
    return shown;
}

std::string shown_json(const Shown& shown) {
    using json = nlohmann::ordered_json;
    json records = json::array();
    for (const ShownRecord& r : shown.records) records.push_back(json_of(r));
    json pairs = json::array();
    for (const ShownPair& p : shown.pairs) pairs.push_back(json_of(p));
    const json out = {
        {"what", shown.what}, {"records", std::move(records)}, {"pairs", std::move(pairs)}};
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace dalil
