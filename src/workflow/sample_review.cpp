#include "dalil/workflow/sample_review.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dalil/link/decisions.hpp"
#include "dalil/workflow/case_steps.hpp"
#include "workflow/case_records.hpp"
#include "workflow/sample_event.hpp"

namespace dalil {

namespace {

using json = nlohmann::ordered_json;
using Answers = std::vector<std::optional<PairDecision::Verdict>>;

Answers answers_to(const ReviewSample& sample, const std::vector<PairDecision>& decisions) {
    const DecidedPairs decided(decisions);
    Answers answers;
    for (const SampledPair& pair : sample.pairs) answers.push_back(decided.verdict(pair.a, pair.b));
    return answers;
}

Result<std::optional<StoredSample>> latest_sample(const CaseFile& file, const RecordSet& records) {
    auto event = file.last_event(kSampleDrawn);
    if (!event) return fail(std::move(event.error()));
    if (!*event) return std::optional<StoredSample>();
    auto stored = sample_from_event((*event)->body, records);
    if (!stored) return fail(std::move(stored.error()));
    return std::optional<StoredSample>(std::move(*stored));
}

bool has_open_pairs(const StoredSample& stored, const CaseLists& lists) {
    for (const auto& answer : answers_to(stored.sample, lists.decisions))
        if (!answer) return true;
    return false;
}

Result<StoredSample> draw_sample(CaseFile& file, const SampleRequest& request,
                                 const CaseLists& lists, StoredLinkage& linked,
                                 const Context& context) {
    if (linked.linkage.near_pairs.empty()) {
        auto near = load_near_pairs(file, linked);
        if (!near) return fail(std::move(near.error()));
        linked.linkage.near_pairs = std::move(*near);
    }
    const RecordSet& records = lists.lists.records;
    StoredSample drawn;
    drawn.sample = draw_review_sample(records, linked.linkage, request.size, context.seed);
    drawn.asked = request.size;
    drawn.size = drawn.sample.pairs.size();
    drawn.run = linked.run;
    drawn.seed = context.seed;
    auto batch = file.begin(context);
    if (!batch) return fail(std::move(batch.error()));
    auto event = batch->append(kSampleDrawn, sample_event(drawn, records), request.time_ms);
    if (!event) return fail(std::move(event.error()));
    if (auto done = batch->commit(); !done) return fail(std::move(done.error()));
    return drawn;
}

void fill_items(SampleReview& review, const StoredSample& stored, const CaseLists& lists,
                const StoredLinkage& linked, std::size_t limit) {
    const Answers answers = answers_to(stored.sample, lists.decisions);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i]) {
            ++(*answers[i] == PairDecision::Verdict::Unsure ? review.unsure : review.decided);
            continue;
        }
        ++review.open;
        if (limit > 0 && review.items.size() == limit) continue;
        const SampledPair& pair = stored.sample.pairs[i];
        review.items.push_back(
            {shown_record(lists.lists, linked, pair.a), shown_record(lists.lists, linked, pair.b)});
    }
    review.size = stored.size;
    review.gone = stored.size - stored.sample.pairs.size();
}

json rate_json(const Rate& rate) {
    return {{"estimate", rate.estimate}, {"low", rate.low}, {"high", rate.high}};
}

/// A record without what the linkage made of it.
json blind_json(const ShownRecord& record) {
    json shown = json_of(record);
    shown.erase("person");
    shown.erase("probability");
    return shown;
}

}  // namespace

Result<SampleReview> sample_in_case(const SampleRequest& request, const Context& context) {
    if (request.size < kSmallestSample) {
        return fail(Fault::Usage, "sample-too-small",
                    fmt::format("a sample of {} pairs says too little", request.size),
                    fmt::format("take at least {}; 200 give the accuracy within a few per cent",
                                kSmallestSample));
    }
    auto file = CaseFile::open(request.case_path, CaseFile::Mode::Write);
    if (!file) return fail(std::move(file.error()));
    auto lists = load_case_lists(*file, {}, std::nullopt, context);
    if (!lists) return fail(std::move(lists.error()));
    auto linked = load_link_run(*file, lists->lists, lists->decisions, NewDecisions::Accept);
    if (!linked) return fail(std::move(linked.error()));
    auto latest = latest_sample(*file, lists->lists.records);
    if (!latest) return fail(std::move(latest.error()));

    SampleReview review;
    const bool goes_on =
        latest->has_value() && (*latest)->asked == request.size && has_open_pairs(**latest, *lists);
    if (!goes_on) {
        auto drawn = draw_sample(*file, request, *lists, *linked, context);
        if (!drawn) return fail(std::move(drawn.error()));
        *latest = std::move(*drawn);
        review.drawn = true;
    }
    fill_items(review, **latest, *lists, *linked, request.limit);
    if (auto closed = file->close(); !closed) return fail(std::move(closed.error()));
    return review;
}

std::string sample_json(const SampleReview& review) {
    json pairs = json::array();
    for (const SampledItem& item : review.items)
        pairs.push_back({{"a", blind_json(item.a)}, {"b", blind_json(item.b)}});
    const json out = {{"size", review.size},       {"drawn", review.drawn},
                      {"decided", review.decided}, {"unsure", review.unsure},
                      {"open", review.open},       {"gone", review.gone},
                      {"pairs", std::move(pairs)}};
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<CaseAccuracy> accuracy_in_case(const std::filesystem::path& path, double level,
                                      const Context& context) {
    auto file = CaseFile::open(path, CaseFile::Mode::Read);
    if (!file) return fail(std::move(file.error()));
    auto lists = load_case_lists(*file, {}, std::nullopt, context);
    if (!lists) return fail(std::move(lists.error()));
    auto stored = latest_sample(*file, lists->lists.records);
    if (!stored) return fail(std::move(stored.error()));
    if (!stored->has_value()) {
        return fail(Fault::Usage, "no-sample", "no sample of pairs was drawn in this case",
                    "draw one with `dalil review CASE --sample 200` and decide its pairs");
    }
    const StoredSample& sample = **stored;
    CaseAccuracy found;
    found.accuracy = estimate_accuracy(sample.sample, answers_to(sample.sample, lists->decisions),
                                       level, sample.seed);
    if (!found.accuracy.refusal.empty()) {
        return fail(
            Fault::Refused, "sample-undecided", found.accuracy.refusal,
            fmt::format("decide more: `dalil review CASE --sample {} --next`", sample.asked));
    }
    auto run = file->latest_run("link");
    if (!run) return fail(std::move(run.error()));
    found.of_earlier_linkage = !run->has_value() || (*run)->id != sample.run;
    found.strata = sample.sample.strata;
    found.beyond = sample.sample.beyond;
    found.size = sample.size;
    found.gone = sample.size - sample.sample.pairs.size();
    found.level = level;
    return found;
}

std::string accuracy_json(const CaseAccuracy& found) {
    json strata = json::array();
    for (std::size_t s = 0; s < found.strata.size(); ++s) {
        strata.push_back({{"name", found.strata[s].name},
                          {"linked", found.strata[s].linked},
                          {"pairs", found.strata[s].pairs},
                          {"decided", found.accuracy.strata[s].decided},
                          {"same", found.accuracy.strata[s].same}});
    }
    const json out = {{"precision", rate_json(found.accuracy.precision)},
                      {"recall", rate_json(found.accuracy.recall)},
                      {"beyond_sample", found.beyond},
                      {"recall_of_all", rate_json(found.accuracy.recall_of_all)},
                      {"level", found.level},
                      {"sample", found.size},
                      {"decided", found.accuracy.decided},
                      {"unsure", found.accuracy.unsure},
                      {"open", found.accuracy.open},
                      {"gone", found.gone},
                      {"of_earlier_linkage", found.of_earlier_linkage},
                      {"strata", std::move(strata)}};
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace dalil
