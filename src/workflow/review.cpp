#include "dalil/workflow/review.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "dalil/link/decisions.hpp"
#include "dalil/workflow/case_steps.hpp"
#include "workflow/case_records.hpp"
#include "workflow/contradictions.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostDoubtful = 1000;  // as many as a linkage keeps

struct Queue {
    std::vector<DoubtfulPair> pairs;
    std::size_t unsure = 0, decided = 0;  // the last `unsure` of `pairs` were said to be unsure
};

/// The pairs in doubt are in order of their effect already.
Queue undecided_pairs(const LinkedCase& linked) {
    const DecidedPairs decided(linked.lists.decisions);
    Queue queue;
    std::vector<DoubtfulPair> unsure;
    for (const DoubtfulPair& pair : linked.stored.linkage.doubtful) {
        const auto verdict = decided.verdict(pair.a, pair.b);
        if (!verdict) {
            queue.pairs.push_back(pair);
        } else if (*verdict == PairDecision::Verdict::Unsure) {
            unsure.push_back(pair);
        } else {
            ++queue.decided;
        }
    }
    queue.unsure = unsure.size();
    queue.pairs.insert(queue.pairs.end(), unsure.begin(), unsure.end());
    return queue;
}

std::vector<PairExplanation> explain_pairs(LinkedCase& linked,
                                           const std::vector<DoubtfulPair>& doubtful,
                                           const Context& context) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const DoubtfulPair& pair : doubtful) pairs.emplace_back(pair.a, pair.b);
    if (pairs.empty()) return {};
    return explain_in_case(linked, pairs, context);
}

}  // namespace

Result<Review> review_case(const ReviewRequest& request, const Context& context) {
    auto linked = load_linked_case(request.case_path, context, NewDecisions::Accept);
    if (!linked) return fail(std::move(linked.error()));
    Queue queue = undecided_pairs(*linked);
    Review review;
    review.unsure = queue.unsure;
    review.decided = queue.decided;
    review.undecided = queue.pairs.size() - queue.unsure;
    review.at_least = linked->stored.linkage.doubtful.size() >= kMostDoubtful;
    review.link_outdated = linked->stored.decisions_changed;
    review.contradictions = contradiction_texts(linked->lists);
    if (request.limit > 0 && queue.pairs.size() > request.limit) queue.pairs.resize(request.limit);
    auto explanations = explain_pairs(*linked, queue.pairs, context);
    const Lists& lists = linked->lists.lists;
    for (std::size_t i = 0; i < queue.pairs.size(); ++i) {
        const DoubtfulPair& pair = queue.pairs[i];
        ReviewItem item;
        item.a = shown_record(lists, linked->stored, pair.a);
        item.b = shown_record(lists, linked->stored, pair.b);
        item.pair = {item.a.record, item.b.record, std::move(explanations[i])};
        item.probability = pair.probability;
        item.effect = pair.effect;
        item.unsure = i >= review.undecided;
        review.items.push_back(std::move(item));
    }
    return review;
}

std::string review_json(const Review& review) {
    using json = nlohmann::ordered_json;
    json pairs = json::array();
    for (const ReviewItem& item : review.items) {
        pairs.push_back({{"a", json_of(item.a)},
                         {"b", json_of(item.b)},
                         {"probability", item.probability},
                         {"effect", item.effect},
                         {"unsure", item.unsure},
                         {"why", json_of(item.pair)}});
    }
    const json out = {{"undecided", review.undecided},
                      {"unsure", review.unsure},
                      {"decided", review.decided},
                      {"at_least", review.at_least},
                      {"link_outdated", review.link_outdated},
                      {"contradictions", review.contradictions},
                      {"pairs", std::move(pairs)}};
    return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace dalil
