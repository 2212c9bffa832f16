#include <fmt/format.h>

#include <utility>
#include <vector>

#include "dalil/page/report_view.hpp"
#include "page/assets.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

namespace {

// Nothing may be fetched and nothing may run, whatever a list holds.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

constexpr std::string_view kInventedOnPaper =
    "@media print{@page{@bottom-left{content:\"Invented data: no real people\";"
    "font:8pt \"Noto Sans\",sans-serif;color:#a84300}}}";

void write_head(Markup& out, const ReportView& view) {
    const auto head = out.scope("head");
    out.empty("meta", {{"charset", "utf-8"}});
    out.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", kPolicy}});
    out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    out.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    out.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    out.element("title", {},
                view.title.empty() ? headline(view) : headline(view) + " · " + view.title);
    const auto style = out.scope("style");
    out.trusted(kReportStyle);
    if (view.invented) out.trusted(kInventedOnPaper);
}

void write_contents(Markup& out, const ReportView& view) {
    std::vector<std::pair<std::string, std::string>> entries;
    const auto add = [&](bool present, std::string id, std::string title) {
        if (present) entries.emplace_back(std::move(id), std::move(title));
    };
    add(has_lists(view), "lists", "What came in");
    add(has_overlaps(view), "overlaps", "Overlaps");
    for (std::size_t i = 0; i < view.breakdowns.size(); ++i) {
        add(!view.breakdowns[i].strata.empty(), breakdown_id(i), view.breakdowns[i].title);
    }
    add(has_methods(view), "estimates", "Never listed");
    add(has_linkage(view), "links", "How sure");
    add(!view.steps.empty(), "next", "What to do now");
    add(!view.method_texts.empty() || !view.inputs.empty(), "methods", "Methods");
    if (entries.size() < 3) return;
    const auto nav = out.scope("nav", {{"aria-label", "Contents"}});
    const auto list = out.scope("ul");
    for (const auto& [id, title] : entries) {
        const auto item = out.scope("li");
        out.element("a", {{"href", "#" + id}}, title);
    }
}

void write_footer(Markup& out, const ReportView& view) {
    const auto footer = out.scope("footer");
    std::string facts = "dalil " + view.version;
    if (!view.icu_version.empty()) facts += " · ICU " + view.icu_version;
    facts += fmt::format(" · seed {}", view.seed);
    if (!view.effort.empty()) facts += " · effort " + view.effort;
    paragraph(out, facts);
    if (!view.command.empty()) {
        const auto line = out.scope("p");
        out.text("Every figure can be recomputed to the byte with ");
        command(out, view.command);
    }
    paragraph(out,
              "This report shows no name of a person, only lists and rows. It was made on one "
              "machine and sent "
              "nowhere; it holds no script and loads nothing.");
}

}  // namespace

std::string render_report(const ReportView& view) {
    Markup out;
    out.trusted("<!doctype html>\n");
    {
        const auto html =
            out.scope("html", {{"lang", view.language.empty() ? "en" : view.language}});
        write_head(out, view);
        const auto body = out.scope("body");
        const auto main = out.scope("main");
        write_answer(out, view);
        write_contents(out, view);
        write_lists(out, view);
        write_overlaps(out, view);
        write_breakdowns(out, view);
        write_methods(out, view);
        write_scrutiny(out, view);
        write_linkage(out, view);
        write_steps(out, view);
        write_defence(out, view);
        write_footer(out, view);
    }
    out.trusted("\n");
    return out.take();
}

}  // namespace dalil::page
