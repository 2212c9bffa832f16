#include <fmt/format.h>

#include <algorithm>

#include "dalil/plot/numerals.hpp"
#include "dalil/plot/people_bar.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_estimate;
using plot::format_percent;

namespace {

void write_kicker(Markup& out, const ReportView& view) {
    const auto line = out.scope("p", {{"class", "kicker"}});
    out.text("Dalil report");
    if (!view.title.empty()) {
        out.text(" · ");
        user_value(out, view.title);
    }
    out.text(fmt::format(" · {} · {}",
                         count_of(static_cast<double>(view.lists.size()), "list", "lists"),
                         count_of(static_cast<double>(view.records), "record", "records")));
    if (!view.date.empty()) out.text(" · " + view.date);
    if (view.invented) {
        out.text(" · ");
        out.element("span", {{"class", "tag doubt"}}, "invented data: no real people");
    }
}

void figure_with_tag(Markup& out, const std::string& figure, std::string_view css_class,
                     std::string_view word) {
    out.element("b", {}, figure);
    out.text(" ");
    out.element("span", {{"class", fmt::format("tag {}", css_class)}}, word);
}

std::string doubt_part(const ReportView& view) {
    if (view.linkage.doubtful == 0) return {};
    const auto pairs = static_cast<double>(view.linkage.doubtful);
    const std::string count = count_of(pairs, "pair of records", "pairs of records");
    return fmt::format("; the doubt is {}{} that may be the same person",
                       view.linkage.doubtful_is_minimum ? "at least " : "", count);
}

void write_documented(Markup& out, const ReportView& view) {
    const auto lists = static_cast<double>(view.lists.size());
    out.text(fmt::format("{} {} {} of ", sentence_count_of(lists, "list", "lists"),
                         view.lists.size() == 1 ? "holds" : "hold",
                         count_of(static_cast<double>(view.records), "record", "records")));
    const std::string people = count_of(view.people.median, "person", "people");
    figure_with_tag(out, (view.upper_bound ? "at most " : "") + people, "doc", "documented");
    const std::string range = between(view.people, view.level, false);
    if (!range.empty() && !view.upper_bound) out.text(", " + range);
    out.text(doubt_part(view) + ".");
}

void write_estimated(Markup& out, const ReportView& view) {
    const EstimateView& estimate = view.estimate;
    if (!estimate.total) return;
    if (view.estimate_scope.empty()) {
        out.text(" From how the lists overlap, ");
    } else {
        out.text(fmt::format(
            " The lists cover different times, so the estimate is for the period in which most "
            "of them were kept, {}, with {} documented: from how the lists overlap there, ",
            view.estimate_scope, count_of(view.scope_people.median, "person", "people")));
    }
    const std::string total = format_estimate(estimate.total->median, *estimate.total);
    const std::string people = total + (total == "1" ? " person" : " people");
    figure_with_tag(out, (estimate.lower_bound ? "at least " : "") + people, "est", "estimated");
    out.text(" were affected in all");
    const std::string range = between(*estimate.total, view.level, true);
    if (!range.empty()) {
        out.text((estimate.lower_bound ? "; the bound itself is " : ", ") + range);
    }
    out.text(".");
}

std::string description_of(const ReportView& view) {
    std::string text = fmt::format("{}{} people documented.", view.upper_bound ? "At most " : "",
                                   format_count(estimate_base(view).median));
    const EstimateView& estimate = view.estimate;
    if (!estimate.total) {
        return estimate.reasons.empty() ? text
                                        : text + " How many more were never listed is not known.";
    }
    text += fmt::format(" Estimated in all: {}{}", estimate.lower_bound ? "at least " : "",
                        format_estimate(estimate.total->median, *estimate.total));
    const std::string range = between(*estimate.total, view.level, true);
    return text + (range.empty() ? "." : ", " + range + ".");
}

void write_bar_caption(Markup& out, const ReportView& view) {
    if (!view.estimate_scope.empty()) out.text(view.estimate_scope + ": ");
    colour_key(out, view.upper_bound ? "most" : "doc",
               view.upper_bound ? "on at least one list, some perhaps counted twice"
                                : "on at least one list");
    const std::optional<plot::Span>& total = view.estimate.total;
    if (total) colour_key(out, "est", "on no list, estimated");
    if (total && !view.estimate.lower_bound && !is_exact(*total)) {
        out.text("The line shows where the total may lie. ");
    }
    if (!total && (view.upper_bound || is_exact(view.people))) return;
    const std::string cases = plot::format_decimal(view.level * 100, view.level > 0.99 ? 1 : 0);
    out.text(fmt::format(
        "“Between X and Y ({})” means: in {} of 100 cases like this one the true number "
        "lies in that range, if the assumptions named below hold.",
        format_percent(view.level), cases));
}

void write_bar(Markup& out, const ReportView& view) {
    plot::PeopleBar bar;
    bar.documented = estimate_base(view);
    bar.upper_bound = view.upper_bound;
    bar.total = view.estimate.total;
    bar.unknown_total = !view.estimate.reasons.empty();
    bar.lower_bound = view.estimate.lower_bound;
    const std::string scope = view.estimate_scope.empty() ? "" : ", " + view.estimate_scope;
    figure(
        out, {"answer", "People documented and people on no list" + scope, description_of(view)},
        [&](const plot::Frame& frame) { return plot::people_bar(bar, frame); },
        [&](Markup& caption) { write_bar_caption(caption, view); });
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& one : sentences) text += (text.empty() ? "" : " ") + sentence(one);
    return text;
}

/// Groups with a name that have no estimate, and the reason if it is one and the same.
struct RefusedGroups {
    std::vector<std::string> labels;
    std::string reason;
};

RefusedGroups refused_groups(const BreakdownView& breakdown) {
    RefusedGroups refused;
    for (const StratumView& stratum : breakdown.strata) {
        const bool named = breakdown.estimated && !stratum.label.empty();
        if (!named || stratum.estimate.total || stratum.estimate.reasons.empty()) continue;
        const std::string reason = joined(stratum.estimate.reasons);
        const bool same = refused.labels.empty() || reason == refused.reason;
        refused.labels.push_back(stratum.label);
        refused.reason = same ? reason : "The reasons are given under “" + breakdown.title + "”.";
    }
    return refused;
}

void write_refused_groups(Markup& out, const ReportView& view) {
    for (const BreakdownView& breakdown : view.breakdowns) {
        const RefusedGroups refused = refused_groups(breakdown);
        if (refused.labels.empty()) continue;
        const auto box = out.scope("div", {{"class", "notice"}, {"role", "note"}});
        const auto words = out.scope("p");
        {
            const auto bold = out.scope("b");
            out.text("No estimate for ");
            user_values(out, refused.labels, 6);
            out.text(".");
        }
        out.text(" " + refused.reason + " What is documented there is a lower bound.");
    }
}

void write_limits(Markup& out, const ReportView& view) {
    if (view.upper_bound)
        notice(out, "The count is an upper bound.", sentence(view.upper_bound_why));
    if (!view.estimate.total && !view.estimate.reasons.empty()) {
        notice(out, "No estimate of how many were never listed.", joined(view.estimate.reasons));
    }
    if (!view.estimate.warnings.empty()) {
        notice(out, "Read the estimate with care.", joined(view.estimate.warnings));
    }
    if (view.estimate.total) write_refused_groups(out, view);
}

/// No line break between "about" and its number.
std::string keep_numbers(std::string text) {
    for (const std::string_view words : {"at least ", "At most ", "about "}) {
        const std::size_t at = text.find(words);
        if (at == std::string::npos) continue;
        for (std::size_t i = at + words.size(); i-- > at;) {
            if (text[i] == ' ') text.replace(i, 1, "\u00A0");
        }
    }
    return text;
}

}  // namespace

void write_answer(Markup& out, const ReportView& view) {
    write_kicker(out, view);
    out.element("h1", {}, keep_numbers(headline(view)));
    if (view.records == 0) {
        paragraph(out,
                  view.lists.empty() && view.not_lists.empty()
                      ? "No list was read."
                      : "The files were read and kept, but no row in them was recognised as a "
                        "record of a person. "
                        "What was found in each is shown below; a corrected recipe can say where "
                        "the records stand.",
                  "lead");
        return;
    }
    {
        const auto lead = out.scope("p", {{"class", "lead"}});
        write_documented(out, view);
        write_estimated(out, view);
        if (!view.estimate_note.empty()) out.text(" " + sentence(view.estimate_note));
    }
    write_bar(out, view);
    write_limits(out, view);
}

}  // namespace dalil::page
