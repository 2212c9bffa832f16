#include <algorithm>

#include "dalil/workflow/case_lists.hpp"
#include "dalil/workflow/review.hpp"
#include "workflow/case_records.hpp"
#include "workflow/contradictions.hpp"

namespace dalil {

namespace {

PairDecision::Verdict pair_verdict(Verdict verdict) {
    switch (verdict) {
        case Verdict::Same:
            return PairDecision::Verdict::Same;
        case Verdict::Different:
            return PairDecision::Verdict::Different;
        case Verdict::Unsure:
            break;
    }
    return PairDecision::Verdict::Unsure;
}

struct NamedPair {
    std::uint32_t a = 0, b = 0;
};

Result<NamedPair> find_pair(const RecordSet& records, const DecideRequest& request) {
    const auto a = find_record(records, request.a);
    if (!a) return unknown_id(request.a);
    const auto b = find_record(records, request.b);
    if (!b) return unknown_id(request.b);
    if (*a != *b) return NamedPair{*a, *b};
    return fail(Fault::Usage, "same-record", "both names are of one record",
                "a decision is about two records; `dalil review` shows those in doubt");
}

/// Takes what was decided about the pair until now out of the lists.
std::optional<Decision> take_before(CaseLists& lists, std::uint64_t key_a, std::uint64_t key_b) {
    for (std::size_t i = 0; i < lists.stored_decisions.size(); ++i) {
        const Decision& d = lists.stored_decisions[i];
        if (std::minmax(d.record_a, d.record_b) != std::minmax(key_a, key_b)) continue;
        std::optional<Decision> before = d;
        lists.stored_decisions.erase(lists.stored_decisions.begin() +
                                     static_cast<std::ptrdiff_t>(i));
        lists.decisions.erase(lists.decisions.begin() + static_cast<std::ptrdiff_t>(i));
        return before;
    }
    return std::nullopt;
}

/// Contradictions that the last decision of the lists takes part in.
std::vector<std::string> contradictions_of_last(const CaseLists& lists) {
    std::vector<std::string> texts;
    const DecidedPairs decided(lists.decisions);
    const std::size_t last = lists.decisions.size() - 1;
    for (const Contradiction& c : decided.contradictions()) {
        const bool concerned = c.different == last || c.set_aside == last ||
                               std::find(c.chain.begin(), c.chain.end(), last) != c.chain.end();
        if (concerned) texts.push_back(contradiction_text(c, lists));
    }
    return texts;
}

Result<std::uint64_t> store(CaseFile& file, const Decision& decision, std::int64_t time_ms,
                            const Context& context) {
    auto batch = file.begin(context);
    if (!batch) return fail(std::move(batch.error()));
    auto event = batch->decide(decision, time_ms);
    if (!event) return fail(std::move(event.error()));
    if (auto done = batch->commit(); !done) return fail(std::move(done.error()));
    return *event;
}

}  // namespace

Result<DecideSummary> decide_in_case(const DecideRequest& request, const Context& context) {
    if (request.reason.find_first_not_of(" \t\n") == std::string::npos) {
        return fail(Fault::Usage, "reason-missing", "a decision needs a reason",
                    "say in a few words what it rests on: --reason \"same mother, same village\"");
    }
    auto file = CaseFile::open(request.case_path, CaseFile::Mode::Write);
    if (!file) return fail(std::move(file.error()));
    auto lists = load_case_lists(*file, {}, std::nullopt, context);
    if (!lists) return fail(std::move(lists.error()));
    const RecordSet& records = lists->lists.records;
    auto pair = find_pair(records, request);
    if (!pair) return fail(std::move(pair.error()));

    Decision decision;
    decision.record_a = records.content_keys[pair->a];
    decision.record_b = records.content_keys[pair->b];
    decision.verdict = request.verdict;
    decision.reason = request.reason;
    decision.who = request.who;
    auto event = store(*file, decision, request.time_ms, context);
    if (!event) return fail(std::move(event.error()));

    DecideSummary summary;
    summary.decision = decision.event = *event;
    summary.before = take_before(*lists, decision.record_a, decision.record_b);
    lists->decisions.push_back({pair->a, pair->b, pair_verdict(request.verdict)});
    lists->stored_decisions.push_back(decision);
    summary.contradictions = contradictions_of_last(*lists);
    auto run = file->latest_run("link");
    if (!run) return fail(std::move(run.error()));
    const Verdict until_now = summary.before ? summary.before->verdict : Verdict::Unsure;
    summary.link_outdated = run->has_value() && until_now != request.verdict;
    if (auto closed = file->close(); !closed) return fail(std::move(closed.error()));
    return summary;
}

}  // namespace dalil
