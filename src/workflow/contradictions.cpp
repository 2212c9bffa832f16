#include "workflow/contradictions.hpp"

#include <fmt/format.h>

#include "dalil/workflow/review.hpp"
#include "workflow/case_records.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostTold = 100;

std::string said(const CaseLists& lists, std::size_t decision) {
    const PairDecision& pair = lists.decisions[decision];
    const Decision& stored = lists.stored_decisions[decision];
    return fmt::format("{} {} {} (decision {})", record_id(lists.lists.records, pair.a),
                       verdict_name(stored.verdict), record_id(lists.lists.records, pair.b),
                       stored.event);
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::Same:
            return "same";
        case Verdict::Different:
            return "different";
        case Verdict::Unsure:
            break;
    }
    return "unsure";
}

std::string contradiction_text(const Contradiction& contradiction, const CaseLists& lists) {
    std::string chain;
    for (std::size_t i = 0; i < contradiction.chain.size(); ++i) {
        const bool last = i + 1 == contradiction.chain.size();
        chain += (i == 0 ? "" : last ? " and " : ", ") + said(lists, contradiction.chain[i]);
    }
    return fmt::format(
        "{}, but {}: these cannot all hold. What is said to be different stays different, and "
        "decision {} (same) is set aside. Decide one of these pairs anew to settle it.",
        chain, said(lists, contradiction.different),
        lists.stored_decisions[contradiction.set_aside].event);
}

std::vector<std::string> contradiction_texts(const CaseLists& lists) {
    std::vector<std::string> texts;
    const DecidedPairs decided(lists.decisions);
    for (const Contradiction& c : decided.contradictions()) {
        if (texts.size() == kMostTold) break;
        texts.push_back(contradiction_text(c, lists));
    }
    return texts;
}

}  // namespace dalil
