// What to do now, and the methods in words.
#include <fmt/format.h>

#include <algorithm>

#include "dalil/plot/numerals.hpp"
#include "workflow/report_parts.hpp"

namespace dalil::report {

namespace {

void add_review(page::ReportView& view) {
    if (view.linkage.pairs.empty()) return;
    view.steps.push_back(
        {"Decide the pairs that move the count most. In the folder of this report, this shows the "
         "first of them field by field, with the commands to decide it:",
         "dalil review case.dalil --next"});
}

void add_columns(page::ReportView& view) {
    if (view.uncertain_columns.empty()) return;
    const auto count = view.uncertain_columns.size();
    view.steps.push_back(
        {fmt::format("Check the {} whose meaning was guessed. If one is wrong, correct it in "
                     "dalil.toml, which stands beside this report, and run again with it:",
                     count == 1 ? "column" : fmt::format("{} columns", count)),
         view.command});
}

void add_scripts(page::ReportView& view) {
    if (!view.upper_bound) return;
    view.steps.push_back(
        {"Where a list also holds a spelling in another script, or a number that both lists share, "
         "mark that column in dalil.toml as an alias or an identifier: then people on both can be "
         "found, and the count is no longer an upper bound.",
         ""});
}

void add_refusal(page::ReportView& view) {
    if (view.estimate.total || view.estimate.reasons.empty() || view.upper_bound) return;
    view.steps.push_back(
        {"An estimate of those never listed needs at least three lists that were kept "
         "independently "
         "of each other and share some people. If you know of another list, add it and run again.",
         ""});
}

void add_export(page::ReportView& view) {
    view.steps.push_back(
        {"Take the linked list with you: every record with its person, and every person with all "
         "that the lists say. It holds names; keep it as safe as the lists.",
         "dalil export case.dalil -o linked"});
}

page::MethodText linkage_text(const page::ReportView& view) {
    page::MethodText text{"How records became people", {}};
    text.paragraphs.push_back(
        "Two records are compared field by field. Each agreement and each difference is worth a "
        "weight: how much more "
        "often it is seen in two records of one person than in two records of different people. A "
        "rare value that "
        "agrees weighs more than a common one. The weights are learned from these lists, not set "
        "beforehand, and "
        "relatives and namesakes are allowed for. A name alone never makes one person of two "
        "records.");
    text.paragraphs.push_back(
        "A record joins a person on the evidence of all records of that person together. Where the "
        "evidence does not "
        "decide, nothing is decided: the linkage is repeated many times, each time settling the "
        "doubtful cases by "
        "their probability, and every count is taken over all repetitions.");
    if (view.linkage.missed_link_share > 0) {
        text.paragraphs.push_back(
            fmt::format("Not every pair of records can be compared. An estimated {} of the records "
                        "that belong together were never "
                        "brought together; the number of people is corrected for it.",
                        plot::format_percent(view.linkage.missed_link_share)));
    }
    return text;
}

page::MethodText count_text(const page::ReportView& view) {
    return {"What the count says",
            {fmt::format("“Documented” means: on at least one of these lists. The range of {} "
                         "covers the doubt about "
                         "which records are the same person. It does not cover records that are "
                         "false, that are about "
                         "somebody else, or that the lists never held.",
                         plot::format_percent(view.level))}};
}

page::MethodText estimate_text() {
    page::MethodText text{
        "How those on no list are estimated",
        {"If several lists find people independently, the share of one list that another also "
         "found shows how much each of them misses. Lists are rarely independent: one is copied "
         "from another, or all reach the same families. So several methods that allow for this in "
         "different ways stand side by side, and the bound that asks for least stands first."}};
    std::string assumed = "All of them assume the following.";
    for (const Assumption& assumption : general_assumptions()) assumed += " " + assumption.text;
    text.paragraphs.push_back(std::move(assumed));
    text.paragraphs.push_back(
        "Where lists share too few people, or where methods that fit equally well contradict each "
        "other, no estimate is given. That is a result too: these lists do not say how many are "
        "missing.");
    return text;
}

page::MethodText privacy_text() {
    return {"What this report leaves out",
            {"It names nobody. Records are given as list and row, because a report may be passed "
             "on, printed or taken. "
             "It does show names of lists and files, headers of columns and small numbers; look "
             "through it before it "
             "leaves the house."}};
}

}  // namespace

/// List names hold spaces, and "!" means something to some shells.
std::string shell_word(const std::string& word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-' || c == ',' ||
               (static_cast<unsigned char>(c) & 0x80) != 0;
    });
    if (plain) return word;
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

void fill_words(page::ReportView& view, const ReportInputs&) {
    if (view.records == 0) return;
    add_review(view);
    add_columns(view);
    add_scripts(view);
    add_refusal(view);
    add_export(view);
    view.method_texts = {linkage_text(view), count_text(view), estimate_text(), privacy_text()};
}

}  // namespace dalil::report
