#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "dalil/plot/forest.hpp"
#include "dalil/plot/numerals.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_estimate;

namespace {

/// A figure below what is documented already cannot be right, and says so.
bool is_refuted(const MethodView& method, const ReportView& view) {
    return method.total && !method.lower_bound && method.total->median < estimate_base(view).median;
}

/// Whether the methods agree, at once.
std::string agreement_of(const ReportView& view) {
    double low = std::numeric_limits<double>::infinity(), high = 0;
    int answers = 0;
    for (const MethodView& method : view.methods) {
        if (!method.total || method.lower_bound || is_refuted(method, view)) continue;
        low = std::min(low, method.total->median);
        high = std::max(high, method.total->median);
        ++answers;
    }
    if (answers < 2) return {};
    const double factor = high / std::max(low, 1.0);
    std::string text = sentence_count_of(answers, "method", "methods");
    if (factor < 1.05) {
        text += " give nearly the same answer.";
    } else {
        const plot::Span span{low, low, high};
        text += fmt::format(" give answers between {} and {}, a factor of {} apart.",
                            format_estimate(low, span), format_estimate(high, span),
                            plot::format_decimal(factor, 1));
    }
    if (factor > 2)
        text += " They disagree: no single one of them should be quoted without the others.";
    return text;
}

std::string headline_method_of(const ReportView& view) {
    if (!view.estimate.total || view.estimate.method.empty()) return {};
    return fmt::format(" The figure in the headline is that of “{}”.", view.estimate.method);
}

std::string share_of_linkage(const ReportView& view) {
    if (!view.estimate.total || !view.estimate.linkage_share) return {};
    return fmt::format(
        " Of its uncertainty, {} comes from doubt about which records are the same person.",
        plot::format_percent(*view.estimate.linkage_share));
}

plot::Forest forest_of(const ReportView& view) {
    plot::Forest data;
    for (const MethodView& method : view.methods) {
        data.rows.push_back({method.title, method.total, method.lower_bound, method.headline});
    }
    data.reference = estimate_base(view).median;
    data.reference_label = format_count(estimate_base(view).median) + " documented";
    return data;
}

std::string description_of(const ReportView& view) {
    std::string text;
    for (const MethodView& method : view.methods) {
        if (!text.empty()) text += " ";
        text += method.title + ": ";
        if (!method.total) {
            text += "no estimate.";
            continue;
        }
        text += (method.lower_bound ? "at least " : "") +
                format_estimate(method.total->median, *method.total);
        const std::string range = between(*method.total, view.level, true);
        text += (range.empty() ? "" : ", " + range) + ".";
    }
    return text;
}

void write_table(Markup& out, const ReportView& view) {
    HtmlTable table(out, "People in all by method",
                    {{"Method"}, {"People in all", true}, {"Between", true}, {"What it assumes"}},
                    true);
    for (const MethodView& method : view.methods) {
        table.row();
        table.user(method.title);
        table.number(method.total ? (method.lower_bound ? "at least " : "") +
                                        format_estimate(method.total->median, *method.total)
                                  : "no estimate");
        table.number(method.total ? from_to(*method.total, true) : "");
        table.text(is_refuted(method, view)
                       ? method.note + ". Less than is documented: that does not hold here"
                       : method.note);
    }
}

}  // namespace

bool has_methods(const ReportView& view) {
    return !view.methods.empty();
}

void write_methods(Markup& out, const ReportView& view) {
    if (!has_methods(view)) return;
    heading(out, "estimates", "How many were never listed");
    std::string words = agreement_of(view) + headline_method_of(view) + share_of_linkage(view);
    if (!view.estimate.total && !view.estimate.reasons.empty()) {
        words =
            "No estimate stands, for the reasons given at the top. What is shown here is what the "
            "lists can "
            "still say.";
    }
    if (!view.estimate_scope.empty()) words = "For " + view.estimate_scope + ". " + words;
    paragraph(out, words);
    const bool any = std::any_of(view.methods.begin(), view.methods.end(),
                                 [](const MethodView& method) { return method.total.has_value(); });
    if (any) {
        const plot::Forest data = forest_of(view);
        figure(
            out, {"estimate-figure", "People in all by method", description_of(view)},
            [&](const plot::Frame& frame) { return plot::forest(data, frame); },
            [&](Markup& caption) {
                caption.text(
                    fmt::format("People in all, listed or not: each answer and its {} range. The "
                                "full dot is the figure of "
                                "the headline; an arrowhead is a lower bound.",
                                plot::format_percent(view.level)));
            });
    }
    write_table(out, view);
}

}  // namespace dalil::page
