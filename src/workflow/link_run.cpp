#include "dalil/workflow/link_run.hpp"

#include <algorithm>
#include <cstring>
#include <set>

#include <fmt/format.h>
#include <tsl/robin_map.h>
#include <nlohmann/json.hpp>

#include "dalil/base/hash.hpp"
#include "dalil/base/version.hpp"
#include "workflow/model_json.hpp"

namespace dalil {

namespace {

using nlohmann::json;

/// Appends little-endian values.
class Writer {
  public:
    template <class T>
    void put(T value) {
        char bytes[sizeof(T)];
        std::memcpy(bytes, &value, sizeof(T));
        out_.append(bytes, sizeof(T));
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

/// Reads what Writer wrote; after the end everything is zero and ok() is false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    template <class T>
    T get() {
        T value{};
        if (rest_.size() < sizeof(T)) {
            ok_ = false;
            return value;
        }
        std::memcpy(&value, rest_.data(), sizeof(T));
        rest_.remove_prefix(sizeof(T));
        return value;
    }
    bool ok() const { return ok_; }
    bool done() const { return ok_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

tl::unexpected<Error> damaged() {
    return fail(Fault::Case, "case-damaged", "the stored linkage cannot be read",
                "run `dalil link` on the case again; its lists are intact");
}

std::string encode_partition(const RecordSet& records, const Linkage& linkage,
                             const Persons& persons) {
    Writer out;
    out.put<std::uint32_t>(records.size());
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        out.put<std::uint64_t>(records.content_keys[r]);
        out.put<std::uint32_t>(linkage.person_of[r]);
        out.put<std::uint32_t>(persons.number_of[linkage.person_of[r]]);
        out.put<float>(linkage.membership[r]);
    }
    return out.take();
}

std::string encode_draws(const Linkage& linkage) {
    Writer out;
    out.put<std::uint32_t>(static_cast<std::uint32_t>(linkage.draws.size()));
    for (std::size_t k = 0; k < linkage.draws.size(); ++k) {
        auto moves = linkage.draws.moves(k);
        std::erase_if(moves, [&](const PartitionDraws::Move& move) {
            return move.label == linkage.person_of[move.record];
        });
        std::sort(moves.begin(), moves.end(),
                  [](const PartitionDraws::Move& x, const PartitionDraws::Move& y) {
                      return x.record < y.record;
                  });
        out.put<double>(linkage.people_draws[k]);
        out.put<std::uint32_t>(static_cast<std::uint32_t>(moves.size()));
        for (const PartitionDraws::Move& move : moves) {
            out.put<std::uint32_t>(move.record);
            out.put<std::uint32_t>(move.label);
        }
    }
    return out.take();
}

std::string encode_near(const std::vector<NearPair>& pairs) {
    Writer out;
    out.put<std::uint32_t>(static_cast<std::uint32_t>(pairs.size()));
    for (const NearPair& pair : pairs) {
        out.put<std::uint32_t>(pair.a);
        out.put<std::uint32_t>(pair.b);
        out.put<float>(pair.log_odds);
    }
    return out.take();
}

bool decode_draws(std::string_view bytes, Linkage& linkage) {
    Reader in(bytes);
    const auto draws = in.get<std::uint32_t>();
    linkage.draws = PartitionDraws(linkage.person_of);
    for (std::uint32_t k = 0; k < draws && in.ok(); ++k) {
        linkage.people_draws.push_back(in.get<double>());
        auto labels = linkage.person_of;
        const auto moved = in.get<std::uint32_t>();
        for (std::uint32_t i = 0; i < moved && in.ok(); ++i) {
            const auto record = in.get<std::uint32_t>();
            const auto label = in.get<std::uint32_t>();
            if (record >= labels.size()) return false;
            labels[record] = label;
        }
        linkage.draws.add(labels);
    }
    return in.done();
}

/// Everything that a linkage depends on but decisions.
std::string fingerprint_of_lists(const Lists& lists, const AnalysisOptions& options,
                                 std::uint64_t seed) {
    std::uint64_t content = 0;
    for (const std::uint64_t key : lists.records.content_keys) content = mix64(content, key);
    content = mix64(content, hash64(to_toml(lists.recipe)));
    return fmt::format("{}/{}/{}/{}/{:016x}", kVersion, seed, options.level,
                       effort_name(options.effort), content);
}

tl::unexpected<Error> outdated(std::string_view what) {
    return fail(Fault::Usage, "link-outdated",
                fmt::format("{} changed since the case was last linked", what),
                "run `dalil link` on the case again");
}

/// An output that runs of earlier versions do not have; empty then.
Result<std::string> optional_output(const CaseFile& file, const Run& run, const char* name) {
    if (std::find(run.outputs.begin(), run.outputs.end(), name) == run.outputs.end())
        return std::string();
    return file.get_output(run.id, name);
}

/// Partition rows as stored.
struct StoredRow {
    std::uint64_t content_key = 0;
    std::uint32_t label = 0, number = 0;
    float membership = 0;
};

Result<std::vector<StoredRow>> decode_partition(std::string_view bytes) {
    Reader in(bytes);
    const auto n = in.get<std::uint32_t>();
    if (bytes.size() != sizeof(std::uint32_t) + std::size_t{n} * 20) return damaged();
    std::vector<StoredRow> rows(n);
    for (StoredRow& row : rows) {
        row = {in.get<std::uint64_t>(), in.get<std::uint32_t>(), in.get<std::uint32_t>(),
               in.get<float>()};
    }
    return rows;
}

Result<std::vector<NearPair>> decode_near(std::string_view bytes, std::uint32_t records) {
    Reader in(bytes);
    std::vector<NearPair> pairs;
    const auto count = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        const auto a = in.get<std::uint32_t>(), b = in.get<std::uint32_t>();
        pairs.push_back({a, b, in.get<float>()});
        if (a >= records || b >= records) return damaged();
    }
    if (!in.done()) return damaged();
    return pairs;
}

/// The stored linkage in records of today, found by their content.
std::shared_ptr<const EarlierLinkage> carried_over(const std::vector<StoredRow>& rows,
                                                   const Linkage& linkage,
                                                   const std::vector<NearPair>& pairs,
                                                   SavedModel model, const RecordSet& records) {
    constexpr std::uint32_t kGone = EarlierLinkage::kNew;
    tsl::robin_map<std::uint64_t, std::uint32_t> record_of;
    record_of.reserve(records.size());
    for (std::uint32_t r = 0; r < records.size(); ++r) record_of[records.content_keys[r]] = r;
    std::vector<std::uint32_t> today(rows.size(), kGone);
    std::set<std::uint32_t> incomplete;  // people of whom a record is gone
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = record_of.find(rows[i].content_key);
        if (at != record_of.end()) today[i] = at->second;
        if (at == record_of.end()) incomplete.insert(rows[i].label);
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (incomplete.count(rows[i].label) != 0) today[i] = kGone;
    auto earlier = std::make_shared<EarlierLinkage>();
    earlier->settled.assign(records.size(), EarlierLinkage::kNew);
    const auto settled = settled_people(linkage);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (today[i] != kGone) earlier->settled[today[i]] = settled[i];
    for (const NearPair& pair : pairs)
        if (today[pair.a] != kGone && today[pair.b] != kGone)
            earlier->near_pairs.push_back({today[pair.a], today[pair.b], pair.log_odds});
    std::vector<std::uint32_t> uncrossed;
    for (const std::uint32_t r : model.uncrossed)
        if (r < today.size() && today[r] != kGone) uncrossed.push_back(today[r]);
    earlier->model = std::move(model);
    earlier->model.uncrossed = std::move(uncrossed);
    return earlier;
}

}  // namespace

std::string link_fingerprint(const Lists& lists, const AnalysisOptions& options,
                             std::uint64_t seed) {
    std::uint64_t decided = 0;
    for (const PairDecision& d : options.decisions) {
        // "Unsure" changes nothing in the linkage.
        if (d.verdict == PairDecision::Verdict::Unsure) continue;
        const std::uint64_t a = lists.records.content_keys[d.a];
        const std::uint64_t b = lists.records.content_keys[d.b];
        decided = mix64(
            decided, mix64(std::min(a, b), std::max(a, b)) + static_cast<std::uint64_t>(d.verdict));
    }
    return fmt::format("{}/{:016x}", fingerprint_of_lists(lists, options, seed), decided);
}

NewRun encode_link_run(const Lists& lists, const Linkage& linkage, const Persons& persons,
                       const AnalysisOptions& options, std::uint64_t seed) {
    json doubtful = json::array();
    for (const DoubtfulPair& pair : linkage.doubtful) {
        doubtful.push_back({pair.a, pair.b, pair.probability, pair.effect});
    }
    const json body = {
        {"version", kVersion},
        {"seed", seed},
        {"level", options.level},
        {"effort", effort_name(options.effort)},
        {"fingerprint", link_fingerprint(lists, options, seed)},
        {"people", {linkage.people.median, linkage.people.low, linkage.people.high}},
        {"people_partition", linkage.people_partition},
        {"next_person", persons.next},
        {"incremental", linkage.report.incremental},
        {"missed_link_share", linkage.report.missed_link_share},
        {"candidate_pairs", linkage.report.candidate_pairs},
        {"incomparable_scripts", linkage.report.incomparable_scripts},
        {"warnings", linkage.report.warnings},
        {"doubtful", std::move(doubtful)},
    };
    NewRun run;
    run.kind = "link";
    run.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    run.outputs = {{"partition", encode_partition(lists.records, linkage, persons)},
                   {"draws", encode_draws(linkage)},
                   {"near", encode_near(linkage.near_pairs)},
                   {"model", model_json(save_model(linkage))}};
    return run;
}

Result<StoredLinkage> load_link_run(const CaseFile& file, const Lists& lists,
                                    const std::vector<PairDecision>& decided,
                                    NewDecisions decisions) {
    auto run = file.latest_run("link");
    if (!run) return fail(std::move(run.error()));
    if (!*run) {
        return fail(Fault::Usage, "not-linked", "the lists of this case are not linked yet",
                    "run `dalil link` on the case first");
    }
    const json body = json::parse((*run)->body, nullptr, false);
    if (body.is_discarded()) return damaged();

    StoredLinkage stored;
    stored.seed = body.value("seed", std::uint64_t{1});
    stored.level = body.value("level", 0.95);
    stored.effort = effort_named(body.value("effort", "standard")).value_or(Effort::Standard);
    AnalysisOptions options;
    options.level = stored.level;
    options.effort = stored.effort;
    options.decisions = decided;
    const std::string fingerprint = body.value("fingerprint", "");
    if (fingerprint != link_fingerprint(lists, options, stored.seed)) {
        if (!fingerprint.starts_with(fingerprint_of_lists(lists, options, stored.seed) + "/"))
            return outdated("lists or recipe");
        if (decisions == NewDecisions::Refuse) return outdated("decisions");
        stored.decisions_changed = true;
    }
    auto partition = file.get_output((*run)->id, "partition");
    if (!partition) return fail(std::move(partition.error()));
    auto draws = file.get_output((*run)->id, "draws");
    if (!draws) return fail(std::move(draws.error()));
    auto rows = decode_partition(*partition);
    if (!rows || rows->size() != lists.records.size()) return damaged();

    Linkage& linkage = stored.linkage;
    linkage.people_partition = body.value("people_partition", 0U);
    stored.persons.number_of.assign(linkage.people_partition, 0);
    for (const StoredRow& row : *rows) {
        if (row.label >= linkage.people_partition) return damaged();
        linkage.person_of.push_back(row.label);
        linkage.membership.push_back(row.membership);
        stored.persons.number_of[row.label] = row.number;
    }
    if (!decode_draws(*draws, linkage)) return damaged();
    auto model = optional_output(file, **run, "model");
    if (!model) return fail(std::move(model.error()));
    stored.model = model_from_json(*model);
    stored.run = (*run)->id;
    const auto people = body.value("people", std::vector<double>(3, 0.0));
    if (people.size() != 3) return damaged();
    linkage.people = {people[0], people[1], people[2]};
    linkage.report.missed_link_share = body.value("missed_link_share", 0.0);
    linkage.report.candidate_pairs = body.value("candidate_pairs", std::uint64_t{0});
    linkage.report.incomparable_scripts =
        body.value("incomparable_scripts", std::vector<std::string>{});
    linkage.report.warnings = body.value("warnings", std::vector<std::string>{});
    for (const json& pair : body.value("doubtful", json::array())) {
        linkage.doubtful.push_back({pair[0].get<std::uint32_t>(), pair[1].get<std::uint32_t>(),
                                    pair[2].get<double>(), pair[3].get<double>()});
    }
    return stored;
}

Result<std::vector<NearPair>> load_near_pairs(const CaseFile& file, const StoredLinkage& stored) {
    auto bytes = file.get_output(stored.run, "near");
    if (!bytes) return fail(std::move(bytes.error()));
    return decode_near(*bytes, static_cast<std::uint32_t>(stored.linkage.person_of.size()));
}

Result<std::shared_ptr<const EarlierLinkage>> load_earlier_linkage(const CaseFile& file,
                                                                   const RecordSet& records) {
    auto run = file.latest_run("link");
    if (!run) return fail(std::move(run.error()));
    if (!*run) return nullptr;
    auto text = optional_output(file, **run, "model");
    if (!text) return fail(std::move(text.error()));
    auto model = model_from_json(*text);
    if (!model) return nullptr;
    auto near = optional_output(file, **run, "near");
    auto partition = file.get_output((*run)->id, "partition");
    auto draws = file.get_output((*run)->id, "draws");
    if (!near || !partition || !draws) return damaged();
    auto rows = decode_partition(*partition);
    if (!rows) return fail(std::move(rows.error()));
    Linkage linkage;
    for (const StoredRow& row : *rows) linkage.person_of.push_back(row.label);
    if (!decode_draws(*draws, linkage)) return damaged();
    auto pairs = decode_near(*near, static_cast<std::uint32_t>(rows->size()));
    if (!pairs) return fail(std::move(pairs.error()));
    return carried_over(*rows, linkage, *pairs, std::move(*model), records);
}

Result<KnownPersons> load_known_persons(const CaseFile& file) {
    KnownPersons known;
    auto run = file.latest_run("link");
    if (!run) return fail(std::move(run.error()));
    if (!*run) return known;
    auto partition = file.get_output((*run)->id, "partition");
    if (!partition) return fail(std::move(partition.error()));
    auto rows = decode_partition(*partition);
    if (!rows) return fail(std::move(rows.error()));
    for (const StoredRow& row : *rows) {
        known.content_keys.push_back(row.content_key);
        known.numbers.push_back(row.number);
    }
    const json body = json::parse((*run)->body, nullptr, false);
    if (body.is_object()) known.next = body.value("next_person", 1U);
    return known;
}

}  // namespace dalil
