#include <fmt/format.h>

#include <algorithm>

#include "dalil/plot/numerals.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_decimal;

namespace {

void write_texts(Markup& out, const ReportView& view) {
    if (view.method_texts.empty()) return;
    disclosure(out, "Methods and assumptions in words", "words", [&](Markup& inside) {
        for (const MethodText& text : view.method_texts) {
            inside.element("h3", {}, text.title);
            for (const std::string& words : text.paragraphs) paragraph(inside, words);
        }
    });
}

/// A share of pairs: small ones need their digits.
std::string share(double value) {
    if (value > 0 && value < 0.001) return fmt::format("{:.1e}", value);
    return format_decimal(value, 3);
}

void write_weights(Markup& out, const LinkageView& linkage) {
    if (linkage.weights.empty()) return;
    disclosure(out, "Weights: what each agreement is worth", "weights", [&](Markup& inside) {
        paragraph(
            inside,
            "m is how often records of one person show this, u how often records of two people do. "
            "The weight "
            "is log2 of m divided by u: each unit doubles the odds; a negative one speaks against.",
            "note");
        HtmlTable table(inside, "Match weights",
                        {{"Field"}, {"Agreement"}, {"m", true}, {"u", true}, {"Weight", true}});
        for (const WeightView& weight : linkage.weights) {
            table.row();
            table.user(weight.field);
            table.text(weight.level);
            table.number(share(weight.m));
            table.number(share(weight.u));
            table.number((weight.weight > 0 ? "+" : "") + format_decimal(weight.weight, 1));
        }
    });
}

void write_digests(Markup& out, const ReportView& view) {
    if (view.inputs.empty()) return;
    out.element("h3", {}, "The files this rests on");
    HtmlTable table(out, "Digests of the input files", {{"File"}, {"Rows", true}, {"SHA-256"}},
                    true);
    for (const DigestView& input : view.inputs) {
        table.row();
        table.user(input.file);
        table.number(format_count(static_cast<double>(input.rows)));
        table.cell(
            [&](Markup& cell) { cell.element("span", {{"class", "digest"}}, input.sha256); });
    }
}

}  // namespace

void write_defence(Markup& out, const ReportView& view) {
    if (view.method_texts.empty() && view.linkage.weights.empty() && view.inputs.empty()) return;
    heading(out, "methods", "Methods, assumptions, digests");
    write_texts(out, view);
    write_weights(out, view.linkage);
    write_digests(out, view);
}

void write_steps(Markup& out, const ReportView& view) {
    if (view.steps.empty()) return;
    heading(out, "next", "What to do now");
    const auto list = out.scope("ol", {{"class", "steps"}});
    for (const StepView& step : view.steps) {
        const auto item = out.scope("li");
        out.text(step.text);
        if (!step.command.empty()) command(out, step.command);
    }
}

}  // namespace dalil::page
