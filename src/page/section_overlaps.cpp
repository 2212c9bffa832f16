#include <fmt/format.h>

#include <algorithm>

#include "dalil/plot/numerals.hpp"
#include "dalil/plot/upset.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;

namespace {

constexpr std::size_t kMostTableRows = 500;

plot::UpSet upset_of(const ReportView& view) {
    plot::UpSet data;
    for (std::size_t i = 0; i < view.overlap_lists.size(); ++i) {
        double people = 0;
        for (const OverlapView& overlap : view.overlaps) {
            if (std::find(overlap.lists.begin(), overlap.lists.end(), i) != overlap.lists.end()) {
                people += overlap.people.median;
            }
        }
        data.lists.push_back({view.overlap_lists[i], people});
    }
    for (const OverlapView& overlap : view.overlaps)
        data.columns.push_back({overlap.lists, overlap.people});
    return data;
}

std::vector<std::string> names_of(const plot::UpSet& data, const plot::UpSet::Column& column) {
    std::vector<std::string> names;
    for (const std::uint32_t list : column.lists) names.push_back(data.lists[list].name);
    return names;
}

std::string description_of(const plot::UpSet& data,
                           const std::vector<plot::UpSet::Column>& columns) {
    std::string text =
        fmt::format("{} of lists occur.",
                    count_of(static_cast<double>(columns.size()), "combination", "combinations"));
    for (std::size_t i = 0; i < std::min<std::size_t>(columns.size(), 5); ++i) {
        text +=
            fmt::format(" {} only on {}.", count_of(columns[i].people.median, "person", "people"),
                        short_listing(names_of(data, columns[i]), 6));
    }
    return text + " The table below the figure has all of them.";
}

void write_table(Markup& out, const plot::UpSet& data,
                 const std::vector<plot::UpSet::Column>& columns) {
    HtmlTable table(out, "People by the lists they stand on",
                    {{"On exactly these lists"}, {"People", true}, {"Between", true}});
    for (std::size_t i = 0; i < std::min(columns.size(), kMostTableRows); ++i) {
        table.row();
        table.cell([&](Markup& cell) { user_values(cell, names_of(data, columns[i]), 64); });
        table.number(format_count(columns[i].people.median));
        table.number(from_to(columns[i].people, false));
    }
}

}  // namespace

bool has_overlaps(const ReportView& view) {
    return view.overlap_lists.size() > 1 && !view.overlaps.empty();
}

void write_overlaps(Markup& out, const ReportView& view) {
    if (!has_overlaps(view)) return;
    heading(out, "overlaps", "Who stands on which list");
    const plot::UpSet data = upset_of(view);
    const std::vector<plot::UpSet::Column> columns = sorted_columns(data);
    const auto several = static_cast<double>(view.people_on_several);
    paragraph(
        out,
        view.people_on_several == 0
            ? "Nobody was found on two lists. Where lists do not meet, they say nothing about "
              "those on "
              "no list."
            : fmt::format("{} on two lists or more. These meetings are what every estimate of the "
                          "unlisted rests on.",
                          count_of(several, "person stands", "people stand")));
    figure(
        out, {"overlap-figure", "Overlap of the lists", description_of(data, columns)},
        [&](const plot::Frame& frame) { return plot::upset(data, frame); },
        [&](Markup& caption) {
            colour_key(caption, "neutral", "on one list only");
            colour_key(caption, "doc", "on several");
            caption.text(
                "Each column is the people found on exactly the lists that are marked below it.");
        });
    disclosure(out, "The same as a table", "twin", [&](Markup& inside) {
        write_table(inside, data, columns);
        if (columns.size() > kMostTableRows) {
            paragraph(inside,
                      fmt::format("The first {} of {}; overlaps.csv has all.", kMostTableRows,
                                  columns.size()),
                      "note");
        }
    });
}

}  // namespace dalil::page
