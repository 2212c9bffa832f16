#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dalil/plot/groups.hpp"
#include "dalil/plot/numerals.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_estimate;

namespace {

constexpr std::size_t kMostPrinted = 40;

bool is_refused(const StratumView& stratum) {
    return !stratum.estimate.total && !stratum.estimate.reasons.empty();
}

std::string label_of(const StratumView& stratum) {
    return stratum.label.empty() ? "not known" : stratum.label;
}

std::vector<plot::Group> groups_of(const BreakdownView& breakdown) {
    std::vector<plot::Group> groups;
    for (const StratumView& stratum : breakdown.strata) {
        if (breakdown.is_time && stratum.label.empty()) continue;  // has no place on a time axis
        groups.push_back({label_of(stratum), stratum.people, stratum.estimate.total,
                          stratum.estimate.lower_bound,
                          breakdown.estimated && is_refused(stratum)});
    }
    return groups;
}

std::string description_of(const std::vector<plot::Group>& groups) {
    if (groups.empty()) return "No group to show.";
    const auto most = std::max_element(
        groups.begin(), groups.end(),
        [](const auto& a, const auto& b) { return a.documented.median < b.documented.median; });
    return fmt::format(
        "{}, from {} to {}. Most documented: {}, {}. The table below the figure has all of them.",
        count_of(static_cast<double>(groups.size()), "group", "groups"), groups.front().label,
        groups.back().label, most->label, count_of(most->documented.median, "person", "people"));
}

/// Whether any interval of a documented number is wide enough to be seen as a line.
bool has_visible_doubt(const std::vector<plot::Group>& groups) {
    double highest = 1, widest = 0;
    for (const plot::Group& group : groups) {
        if (group.total) return false;
        highest = std::max(highest, group.documented.high);
        widest = std::max(widest, group.documented.high - group.documented.low);
    }
    return widest > 0.015 * highest;
}

void write_caption(Markup& out, const BreakdownView& breakdown,
                   const std::vector<plot::Group>& groups) {
    const auto any = [&](auto test) { return std::any_of(groups.begin(), groups.end(), test); };
    colour_key(out, "doc", "documented");
    if (any([](const plot::Group& g) { return g.total.has_value(); })) {
        colour_key(out, "est", "on no list, estimated");
    }
    if (any([](const plot::Group& g) { return g.total && !g.lower_bound; })) {
        out.text("Lines show where the total may lie. ");
    } else if (has_visible_doubt(groups)) {
        out.text("Lines show where the documented number may lie. ");
    }
    if (any([](const plot::Group& g) { return g.total && g.lower_bound; })) {
        out.text("An arrow means: at least. ");
    }
    if (any([](const plot::Group& g) { return g.refused; })) {
        out.text("“?” means: the lists cannot carry an estimate. ");
    }
    if (!breakdown.is_time && groups.size() > plot::kMostRows) {
        out.text(fmt::format("The first {} of {} groups; the table has all. ", plot::kMostRows,
                             groups.size()));
    }
    for (const StratumView& stratum : breakdown.strata) {
        if (breakdown.is_time && stratum.label.empty()) {
            out.text(fmt::format("{} without a year are left out of the figure. ",
                                 count_of(stratum.people.median, "person", "people")));
        }
    }
    out.text(breakdown.note);
}

void write_table(Markup& out, const BreakdownView& breakdown) {
    const bool records =
        std::any_of(breakdown.strata.begin(), breakdown.strata.end(),
                    [](const StratumView& stratum) { return stratum.records > 0; });
    std::vector<HtmlTable::Head> heads = {{"Group"}};
    if (records) heads.push_back({"Records", true});
    heads.push_back({"Documented", true});
    heads.push_back({"Between", true});
    if (breakdown.estimated) {
        heads.push_back({"In all", true});
        heads.push_back({"Between", true});
    }
    HtmlTable table(out, breakdown.title, heads, true);
    for (const StratumView& stratum : breakdown.strata) {
        table.row();
        table.user(label_of(stratum));
        if (records) table.number(format_count(static_cast<double>(stratum.records)));
        table.number(format_count(stratum.people.median));
        table.number(from_to(stratum.people, false));
        if (!breakdown.estimated) continue;
        const EstimateView& estimate = stratum.estimate;
        table.number(estimate.total ? (estimate.lower_bound ? "at least " : "") +
                                          format_estimate(estimate.total->median, *estimate.total)
                                    : "no estimate");
        table.number(estimate.total ? from_to(*estimate.total, true) : "");
    }
}

/// Groups that were refused for the same reason share a line.
void write_refusals(Markup& out, const BreakdownView& breakdown) {
    std::vector<std::pair<std::string, std::vector<std::string>>> by_reason;
    for (const StratumView& stratum : breakdown.strata) {
        if (!breakdown.estimated || !is_refused(stratum)) continue;
        std::string reason;
        for (const std::string& text : stratum.estimate.reasons) {
            reason += (reason.empty() ? "" : " ") + sentence(text);
        }
        const auto same = std::find_if(by_reason.begin(), by_reason.end(),
                                       [&](const auto& entry) { return entry.first == reason; });
        if (same == by_reason.end())
            by_reason.push_back({reason, {stratum.label}});
        else
            same->second.push_back(stratum.label);
    }
    if (by_reason.empty()) return;
    out.element("h3", {}, "Why some groups have no estimate");
    const auto list = out.scope("ul", {{"class", "note"}});
    for (const auto& [reason, labels] : by_reason) {
        const auto item = out.scope("li");
        user_values(out, labels, 12);
        out.text(": " + reason);
    }
}

}  // namespace

std::string breakdown_id(std::size_t index) {
    return fmt::format("groups-{}", index + 1);
}

void write_breakdowns(Markup& out, const ReportView& view) {
    for (std::size_t i = 0; i < view.breakdowns.size(); ++i) {
        const BreakdownView& breakdown = view.breakdowns[i];
        if (breakdown.strata.empty()) continue;
        heading(out, breakdown_id(i), breakdown.title);
        const std::vector<plot::Group> groups = groups_of(breakdown);
        if (!groups.empty()) {
            figure(
                out, {breakdown_id(i) + "-figure", breakdown.title, description_of(groups)},
                [&](const plot::Frame& frame) {
                    return breakdown.is_time ? columns_over_time(groups, frame)
                                             : group_rows(groups, frame);
                },
                [&](Markup& caption) { write_caption(caption, breakdown, groups); });
        }
        // On paper the exact figures stand in this table only, so it is printed unless it is very
        // long.
        const bool print = breakdown.strata.size() <= kMostPrinted;
        disclosure(out, "The same as a table", print ? "kept" : "twin",
                   [&](Markup& inside) { write_table(inside, breakdown); });
        write_refusals(out, breakdown);
    }
}

}  // namespace dalil::page
