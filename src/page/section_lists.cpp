#include <fmt/format.h>

#include <algorithm>

#include "dalil/plot/numerals.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;

namespace {

/// "appeals.xlsx", "Sheet2", "hidden in its file", "windows-1251"
std::vector<std::string> origin_of(const std::string& file, const std::string& sheet, bool hidden,
                                   const std::string& encoding) {
    std::vector<std::string> parts = {file, sheet, hidden ? "hidden in its file" : "",
                                      encoding == "UTF-8" ? "" : encoding};
    std::erase(parts, "");
    return parts;
}

void write_list_table(Markup& out, const ReportView& view) {
    const auto any = [&](auto member) {
        return std::any_of(view.lists.begin(), view.lists.end(),
                           [&](const ListView& list) { return !(list.*member).empty(); });
    };
    const bool period = any(&ListView::period), script = any(&ListView::script);
    std::vector<HtmlTable::Head> heads = {{"List"}};
    if (script) heads.push_back({"Script"});
    heads.push_back({"Records", true});
    heads.push_back({"People", true});
    if (period) heads.push_back({"Period"});
    heads.push_back({"What was odd"});
    HtmlTable table(out, "The lists, and what was odd in them", heads, true);
    for (const ListView& list : view.lists) {
        table.row();
        table.user(list.name, origin_of(list.file, list.sheet, list.hidden, list.encoding));
        if (script) table.text(list.script, list.script.size() < 12);
        table.number(format_count(static_cast<double>(list.records)));
        table.number(format_count(static_cast<double>(list.people)));
        if (period) table.text(list.period, list.period.size() < 16);
        std::string odd;
        for (const std::string& phrase : list.odd) odd += (odd.empty() ? "" : "; ") + phrase;
        table.text(odd.empty() ? "nothing" : odd);
    }
}

void write_issues(Markup& out, const ReportView& view) {
    if (view.issues.empty()) return;
    double cells = 0;
    for (const IssueView& issue : view.issues) cells += static_cast<double>(issue.count);
    const auto kinds = static_cast<double>(view.issues.size());
    const std::string summary =
        fmt::format("Everything that was odd: {} of {}, with addresses",
                    count_of(cells, "case", "cases"), count_of(kinds, "kind", "kinds"));
    disclosure(out, summary, "issues", [&](Markup& inside) {
        paragraph(inside,
                  "Nothing was changed or thrown away: every value is kept as it was written. An "
                  "address is "
                  "list, sheet, column and row; run.json has all of them.",
                  "note");
        HtmlTable table(inside, "What was odd, how often, and where",
                        {{"What"}, {"Cases", true}, {"First addresses"}}, true);
        for (const IssueView& issue : view.issues) {
            table.row(issue.severity == Severity::Error);
            table.user(issue.phrase.empty() ? issue.code : issue.phrase, {issue.code});
            table.number(format_count(static_cast<double>(issue.count)));
            table.cell([&](Markup& cell) { user_values(cell, issue.addresses, 5); });
        }
    });
}

void write_not_lists(Markup& out, const ReportView& view) {
    if (view.not_lists.empty()) return;
    out.element("h3", {}, "Kept, but not counted");
    paragraph(out, "These sheets hold no records of people, as far as could be seen.", "note");
    HtmlTable table(out, "Sheets that are no lists of people", {{"Sheet"}, {"Rows", true}}, false);
    for (const NotAListView& sheet : view.not_lists) {
        table.row();
        table.user(sheet.name, origin_of(sheet.file, sheet.sheet, sheet.hidden, {}));
        table.number(format_count(static_cast<double>(sheet.rows)));
    }
}

void write_uncertain(Markup& out, const ReportView& view) {
    if (view.uncertain_columns.empty()) return;
    out.element("h3", {}, "Please look at these columns");
    paragraph(out,
              "Their meaning was guessed. A wrong guess can join or part people wrongly; "
              "dalil.toml is where to "
              "correct it.",
              "note");
    HtmlTable table(out, "Columns whose meaning was guessed", {{"Column"}, {"Header"}, {"Read as"}},
                    true);
    for (const UncertainColumnView& column : view.uncertain_columns) {
        table.row();
        table.cell([&](Markup& cell) {
            user_value(cell, column.list);
            cell.text(" · column " + column.column);
        });
        table.user(column.header.empty() ? "no header" : column.header);
        table.text(column.meaning);
    }
}

}  // namespace

bool has_lists(const ReportView& view) {
    return !view.lists.empty() || !view.not_lists.empty();
}

void write_lists(Markup& out, const ReportView& view) {
    if (!has_lists(view)) return;
    heading(out, "lists", "What came in");
    if (!view.lists.empty()) write_list_table(out, view);
    write_issues(out, view);
    write_uncertain(out, view);
    write_not_lists(out, view);
}

}  // namespace dalil::page
