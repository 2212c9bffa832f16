#include <fmt/format.h>

#include <algorithm>

#include "dalil/plot/histogram.hpp"
#include "dalil/plot/numerals.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_percent;

namespace {

constexpr std::size_t kFieldsNamed = 8;

void write_summary(Markup& out, const LinkageView& linkage) {
    const auto words = out.scope("p");
    out.text(count_of(static_cast<double>(linkage.pairs_compared), "pair of records was",
                      "pairs of records were") +
             " compared");
    if (!linkage.fields.empty()) {
        out.text(" by ");
        user_values(out, linkage.fields, kFieldsNamed);
    }
    out.text(". ");
    if (linkage.doubtful == 0) {
        out.text("None is in doubt.");
    } else {
        out.text(fmt::format("{}{} in doubt: neither surely one person nor surely two.",
                             linkage.doubtful_is_minimum ? "At least " : "",
                             count_of(static_cast<double>(linkage.doubtful), "is", "are")));
    }
    if (linkage.draws > 0 && linkage.doubtful > 0) {
        out.text(
            fmt::format(" The doubt is carried into every count by repeating the linkage {} times.",
                        format_count(static_cast<double>(linkage.draws))));
    }
    if (linkage.missed_link_share > 0) {
        out.text(fmt::format(
            " An estimated {} of the records that belong together were never compared; the counts "
            "are corrected for that.",
            format_percent(linkage.missed_link_share)));
    }
}

std::string description_of(const std::vector<std::uint64_t>& bins) {
    std::uint64_t below = 0, above = 0;
    for (std::size_t i = 0; i < bins.size(); ++i) (2 * i < bins.size() ? below : above) += bins[i];
    return fmt::format("{} are more probably two people, {} more probably one.",
                       count_of(static_cast<double>(below), "pair", "pairs"),
                       count_of(static_cast<double>(above), "pair", "pairs"));
}

void write_histogram(Markup& out, const LinkageView& linkage) {
    const bool any = std::any_of(linkage.histogram.begin(), linkage.histogram.end(),
                                 [](std::uint64_t count) { return count > 0; });
    if (!any) return;
    figure(
        out,
        {"doubt-figure", "Doubtful pairs by probability of being one person",
         description_of(linkage.histogram)},
        [&](const plot::Frame& frame) {
            return plot::probability_histogram(linkage.histogram, frame);
        },
        [&](Markup& caption) {
            caption.text(
                "Doubtful pairs of records by the probability that both are one person. Pairs in "
                "the "
                "middle are the hardest.");
        });
    disclosure(out, "The same as a table", "twin", [&](Markup& inside) {
        HtmlTable table(inside, "Doubtful pairs by probability",
                        {{"Probability"}, {"Pairs", true}});
        const auto bins = static_cast<double>(linkage.histogram.size());
        for (std::size_t i = 0; i < linkage.histogram.size(); ++i) {
            table.row();
            table.text(fmt::format("{} to {}", format_percent(static_cast<double>(i) / bins),
                                   format_percent(static_cast<double>(i + 1) / bins)));
            table.number(format_count(static_cast<double>(linkage.histogram[i])));
        }
    });
}

std::string side_of(const std::vector<EvidenceView>& evidence, bool in_favour) {
    std::vector<EvidenceView> side;
    for (const EvidenceView& one : evidence) {
        if (in_favour ? one.weight > 0.05 : one.weight < -0.05) side.push_back(one);
    }
    std::stable_sort(side.begin(), side.end(), [&](const EvidenceView& a, const EvidenceView& b) {
        return in_favour ? a.weight > b.weight : a.weight < b.weight;
    });
    std::vector<std::string> words;
    for (const EvidenceView& one : side)
        words.push_back(fmt::format("{} ({})", one.field, one.level));
    return short_listing(words, 4);
}

void write_record(Markup& out, const std::string& reference, const std::string& place) {
    const auto line = out.scope("li");
    user_value(out, reference);
    if (place.empty()) return;
    const auto small = out.scope("span", {{"class", "small"}});
    user_value(out, place);
}

void write_evidence(Markup& out, const PairView& pair) {
    const std::string in_favour = side_of(pair.evidence, true),
                      against = side_of(pair.evidence, false);
    if (!in_favour.empty()) out.element("div", {}, "for: " + in_favour);
    if (!against.empty()) out.element("div", {}, "against: " + against);
    if (in_favour.empty() && against.empty()) out.text("no field decides");
}

void write_pairs(Markup& out, const LinkageView& linkage) {
    if (linkage.pairs.empty()) return;
    out.element("h3", {}, "Worth a look first");
    paragraph(out,
              "Deciding these pairs moves the count most. Records are named by list and row; who "
              "they are stands "
              "in the lists only, because a report may be passed on or taken.",
              "note");
    const bool evidence = std::any_of(linkage.pairs.begin(), linkage.pairs.end(),
                                      [](const PairView& pair) { return !pair.evidence.empty(); });
    std::vector<HtmlTable::Head> heads = {{"Records"}};
    if (evidence) heads.push_back({"What speaks"});
    heads.push_back({"Same person?", true});
    heads.push_back({"Moves the count by", true});
    HtmlTable table(out, "Pairs of records worth deciding first", heads, true);
    for (const PairView& pair : linkage.pairs) {
        table.row();
        table.cell([&](Markup& cell) {
            const auto both = cell.scope("ul", {{"class", "pair"}});
            write_record(cell, pair.a, pair.place_a);
            write_record(cell, pair.b, pair.place_b);
        });
        if (evidence) table.cell([&](Markup& cell) { write_evidence(cell, pair); });
        table.number(format_percent(pair.probability));
        table.number(plot::format_decimal(pair.effect, 2));
    }
}

}  // namespace

bool has_linkage(const ReportView& view) {
    return view.records > 0 && (view.linkage.pairs_compared > 0 || !view.linkage.warnings.empty());
}

void write_linkage(Markup& out, const ReportView& view) {
    if (!has_linkage(view)) return;
    heading(out, "links", "How sure the links are");
    write_summary(out, view.linkage);
    for (const std::string& warning : view.linkage.warnings)
        notice(out, "Note.", sentence(warning));
    write_histogram(out, view.linkage);
    write_pairs(out, view.linkage);
}

}  // namespace dalil::page
