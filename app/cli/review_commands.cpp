// cli/review_commands.cpp: review and decide.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/evidence.hpp"
#include "dalil/workflow/review.hpp"
#include "dalil/workflow/sample_review.hpp"

namespace dalil::cli {

namespace {

void print_heading(const ReviewItem& item, std::size_t number) {
    print(fmt::format("\n{}. A {} and B {}{}\n", number, isolated(item.a.record),
                      isolated(item.b.record), item.unsure ? " (said to be unsure)" : ""));
    print(fmt::format(
        "  {:.0f} % likely one person; now {}; deciding moves the count by {:.2f} on "
        "average\n",
        100 * item.probability,
        item.pair.why.together ? fmt::format("one, {}", item.a.person)
                               : fmt::format("two, {} and {}", item.a.person, item.b.person),
        item.effect));
}

/// One line for each answer, ready to be typed.
void print_answers(const std::string& case_path, const ShownRecord& a, const ShownRecord& b) {
    print("\n");
    for (const char* verdict : {"same", "different", "unsure"}) {
        print(fmt::format("dalil decide {} {} {} {} --reason \"...\"\n", quoted(case_path),
                          quoted(a.record), quoted(b.record), verdict));
    }
}

void print_notes(const Review& review, const std::string& case_path) {
    for (const std::string& text : review.contradictions) print(fmt::format("\n{}\n", text));
    if (review.link_outdated) {
        print(fmt::format("\nDecisions wait to be taken into the count: dalil link {}\n",
                          quoted(case_path)));
    }
}

std::string waiting(const Review& review) {
    std::string text =
        fmt::format("{}{} {} undecided", review.at_least ? "at least " : "", review.undecided,
                    review.undecided == 1 ? "pair is" : "pairs are");
    if (review.unsure > 0) text += fmt::format(", {} looked at and unsure", review.unsure);
    if (review.decided > 0) text += fmt::format(", {} decided since the last link", review.decided);
    return text;
}

void print_next(const Review& review, const std::string& case_path) {
    if (review.items.empty()) {
        print("Nothing is left to decide\n");
        return;
    }
    print(waiting(review) + "\n");
    const ReviewItem& item = review.items.front();
    print_heading(item, 1);
    print_side_by_side(item.a, item.b);
    print("\n");
    print_weights(item.pair.why);
    print_answers(case_path, item.a, item.b);
}

void print_queue(const Review& review, const std::string& case_path) {
    if (review.items.empty()) {
        print("Nothing is left to decide\n");
        return;
    }
    print(waiting(review) + "; most effect on the count first\n");
    for (std::size_t i = 0; i < review.items.size(); ++i) {
        const ReviewItem& item = review.items[i];
        print_heading(item, i + 1);
        print_side_by_side(item.a, item.b);
        print_weights_in_short(item.pair.why);
    }
    print(
        fmt::format("\nThe first in full, with the commands to decide it: dalil review {} "
                    "--next\n",
                    quoted(case_path)));
}

void print_sample(const SampleReview& sample, bool next, const std::string& case_path) {
    print(fmt::format("{}: {} of {} pairs decided, {} unsure, {} to go\n",
                      sample.drawn ? "A new random sample" : "The random sample", sample.decided,
                      sample.size, sample.unsure, sample.open));
    if (sample.gone > 0)
        print(fmt::format("{} of its pairs are on no list any more\n", sample.gone));
    for (std::size_t i = 0; i < sample.items.size() && (!next || i == 0); ++i) {
        const SampledItem& item = sample.items[i];
        print(fmt::format("\n{}. A {} and B {}\n", i + 1, isolated(item.a.record),
                          isolated(item.b.record)));
        print_side_by_side(item.a, item.b);
        if (next) print_answers(case_path, item.a, item.b);
    }
    if (sample.open == 0)
        print(fmt::format("Next: dalil review {} --accuracy\n", quoted(case_path)));
}

std::string per_cent(const Rate& rate) {
    return fmt::format("{:.1f} % ({:.1f} to {:.1f})", 100 * rate.estimate, 100 * rate.low,
                       100 * rate.high);
}

void print_accuracy(const CaseAccuracy& found) {
    const Accuracy& accuracy = found.accuracy;
    print(fmt::format("From {} decided pairs of a random sample of {}, at {:g} %:\n",
                      accuracy.decided, found.size, 100 * found.level));
    print(fmt::format("  {} of the links are right\n", per_cent(accuracy.precision)));
    print(fmt::format("  {} of the true links between records that are alike were found\n",
                      per_cent(accuracy.recall)));
    print(
        fmt::format("  {} of all true links, if {:.1f} % are between records too unlike to be "
                    "sampled, as the linkage expects\n",
                    per_cent(accuracy.recall_of_all), 100 * found.beyond));
    if (accuracy.unsure > 0)
        print(fmt::format("  {} pairs were unsure and count as if they had not been drawn\n",
                          accuracy.unsure));
    for (std::size_t s = 0; s < found.strata.size(); ++s) {
        print(fmt::format("  {}: {} pairs, {} decided, {} of them one person\n",
                          found.strata[s].name, thousands(found.strata[s].pairs),
                          accuracy.strata[s].decided, accuracy.strata[s].same));
    }
    if (found.of_earlier_linkage)
        print(
            "The case was linked again since: this is about the linkage from which the sample "
            "was drawn\n");
}

int accuracy_command(const ReviewArgs& args, const Call& call) {
    auto found = accuracy_in_case(args.case_path, call.common.level, call.context);
    if (!found) return report_error(found.error(), call.common.json);
    if (call.common.json) {
        print(accuracy_json(*found));
    } else {
        print_accuracy(*found);
    }
    return 0;
}

int sample_command(const ReviewArgs& args, const Call& call) {
    auto sample = sample_in_case(
        {args.case_path, args.sample, args.next ? 1 : args.limit, now_ms()}, call.context);
    if (!sample) return report_error(sample.error(), call.common.json);
    if (call.common.json) {
        print(sample_json(*sample));
    } else {
        print_sample(*sample, args.next, args.case_path.string());
    }
    return 0;
}

Verdict verdict_from(const std::string& word) {
    if (word == "same") return Verdict::Same;
    return word == "different" ? Verdict::Different : Verdict::Unsure;
}

}  // namespace

int review_command(const ReviewArgs& args, const Call& call) {
    if (args.accuracy) return accuracy_command(args, call);
    if (args.sample > 0) return sample_command(args, call);
    auto review = review_case({args.case_path, args.next ? 1 : args.limit}, call.context);
    if (!review) return report_error(review.error(), call.common.json);
    if (call.common.json) {
        print(review_json(*review));
        return 0;
    }
    if (args.next) {
        print_next(*review, args.case_path.string());
    } else {
        print_queue(*review, args.case_path.string());
    }
    print_notes(*review, args.case_path.string());
    return 0;
}

int decide_command(const DecideArgs& args, const Call& call) {
    auto done = decide_in_case({args.case_path, args.a, args.b, verdict_from(args.verdict),
                                args.reason, args.by, now_ms()},
                               call.context);
    if (!done) return report_error(done.error(), call.common.json);
    if (call.common.json) {
        nlohmann::ordered_json out = {{"decision", done->decision},
                                      {"a", args.a},
                                      {"b", args.b},
                                      {"verdict", args.verdict},
                                      {"supersedes", nullptr},
                                      {"contradictions", done->contradictions},
                                      {"link_outdated", done->link_outdated}};
        if (done->before) out["supersedes"] = done->before->event;
        print(out.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
        return 0;
    }
    if (call.common.quiet) return 0;
    print(fmt::format("Decision {}: {} {} {}\n", done->decision, isolated(args.a), args.verdict,
                      isolated(args.b)));
    if (done->before) {
        print(fmt::format("It stands instead of decision {} ({}), which stays in the history\n",
                          done->before->event, verdict_name(done->before->verdict)));
    }
    for (const std::string& text : done->contradictions) print(text + "\n");
    const std::string path = quoted(args.case_path.string());
    if (done->link_outdated)
        print(fmt::format("The linkage does not know it yet; when you are done: dalil link {}\n",
                          path));
    print(fmt::format("Next: dalil review {} --next\n", path));
    return 0;
}

}  // namespace dalil::cli
