#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "dalil/plot/numerals.hpp"
#include "dalil/plot/traces.hpp"
#include "page/blocks.hpp"
#include "page/sections.hpp"
#include "page/words.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_decimal;
using plot::format_estimate;
using plot::format_percent;

namespace {

constexpr std::size_t kListsNamed = 8;

std::string figure_of(const Span& span) {
    return format_estimate(span.median, span) +
           (is_exact(span) ? "" : " (" + from_to(span, true) + ")");
}

std::string figure_of(const std::optional<Span>& span) {
    return span ? figure_of(*span) : "no estimate";
}

std::string curve_words(const ReportView& view) {
    const ScrutinyView& scrutiny = view.scrutiny;
    std::string text = fmt::format(
        "How probable “{}” finds each number of people in all; the line "
        "below is its {} range.",
        scrutiny.method, format_percent(view.level));
    if (scrutiny.modes.size() > 1)
        text += " There are several humps: the lists fit answers that are far apart.";
    if (scrutiny.best_links) {
        text += fmt::format(
            " With the best linkage alone, doubt about links left out, the figure "
            "would be {}.",
            format_estimate(*scrutiny.best_links, scrutiny.density.value));
    }
    return text;
}

std::string curve_description(const ScrutinyView& scrutiny) {
    if (scrutiny.modes.size() < 2) {
        return "One hump around " + figure_of(scrutiny.density.value) + ".";
    }
    std::string text;
    for (const ModeView& mode : scrutiny.modes) {
        text += fmt::format("{}A hump at {} with {} of the probability.", text.empty() ? "" : " ",
                            figure_of(mode.total), format_percent(mode.mass));
    }
    return text;
}

void write_modes(Markup& out, const ScrutinyView& scrutiny) {
    if (scrutiny.modes.size() < 2) return;
    HtmlTable table(out, "Answers that the lists fit",
                    {{"Answer"}, {"Between", true}, {"Probability", true}}, true);
    for (const ModeView& mode : scrutiny.modes) {
        table.row();
        table.text(format_estimate(mode.total.median, mode.total), true);
        table.number(from_to(mode.total, true));
        table.number(format_percent(mode.mass) +
                     (mode.mass_error > 0 ? " ± " + format_percent(mode.mass_error) : ""));
    }
}

void write_curve(Markup& out, const ReportView& view) {
    const ScrutinyView& scrutiny = view.scrutiny;
    if (scrutiny.density.points.size() < 2) return;
    out.element("h3", {{"id", "shape"}}, "How probable each number is");
    figure(
        out,
        {"shape-figure", "Probability of each number of people in all",
         curve_description(scrutiny)},
        [&](const plot::Frame& frame) { return plot::density(scrutiny.density, frame); },
        [&](Markup& caption) { caption.text(curve_words(view)); });
    write_modes(out, scrutiny);
}

/// The refit that moves a figure most, in words.
std::string worst_refit(const ScrutinyView& scrutiny) {
    double most = 1;
    std::string worst;
    bool lost = false;
    for (const RefitView& refit : scrutiny.refits) {
        lost = lost || std::none_of(refit.totals.begin(), refit.totals.end(),
                                    [](const auto& total) { return total.has_value(); });
        for (std::size_t m = 0; m < refit.totals.size(); ++m) {
            if (!scrutiny.refit_all[m]) continue;
            if (!refit.totals[m]) continue;
            const double ratio = refit.totals[m]->median / scrutiny.refit_all[m]->median;
            const double factor = std::max(ratio, 1 / ratio);
            if (!(factor > most)) continue;
            most = factor;
            worst =
                fmt::format("The largest step, by a factor of {}, is from {} to {} in “{}”.",
                            format_decimal(factor, factor < 1.1 ? 2 : 1),
                            format_estimate(scrutiny.refit_all[m]->median, *scrutiny.refit_all[m]),
                            format_estimate(refit.totals[m]->median, *refit.totals[m]),
                            scrutiny.refit_methods[m]);
        }
    }
    if (lost) worst += (worst.empty() ? "" : " ") + std::string("Some have no estimate at all.");
    return worst;
}

void write_refits(Markup& out, const ReportView& view) {
    const ScrutinyView& scrutiny = view.scrutiny;
    if (scrutiny.refits.empty()) return;
    out.element("h3", {{"id", "rests-on"}}, "What the figures rest on");
    paragraph(out,
              "The two methods that are quick to compute, on the best linkage: without each list, "
              "with the two lists taken as one that share most beyond chance, and without each "
              "group of one to three people. " +
                  worst_refit(scrutiny));
    std::vector<HtmlTable::Head> heads = {{"Changed"}};
    for (const std::string& method : scrutiny.refit_methods) heads.push_back({method, true});
    HtmlTable table(out, "People in all after a change", std::move(heads), true);
    table.row(true);
    table.text("Nothing");
    for (const auto& total : scrutiny.refit_all)
        table.number(total ? format_estimate(total->median, *total) : "none");
    for (const RefitView& refit : scrutiny.refits) {
        table.row();
        table.cell([&](Markup& cell) {
            cell.text(refit.change + " ");
            user_values(cell, refit.lists, kListsNamed);
        });
        for (const auto& total : refit.totals) table.number(total ? figure_of(total) : "–");
    }
}

std::string factor_words(const ReportView& view) {
    const ScrutinyView& scrutiny = view.scrutiny;
    std::string text =
        "How many people are on no list is not in the lists: it follows from what a method "
        "assumes, and no data on these lists can test that.";
    if (scrutiny.doubles) {
        text += fmt::format(
            " Were there {} times as many on no list as assumed, the figure would double.",
            format_decimal(*scrutiny.doubles, 1));
    }
    text += scrutiny.halves ? fmt::format(" At {} times as many it would be half.",
                                          format_decimal(*scrutiny.halves, 2))
                            : " It cannot be half: so many are documented.";
    return text;
}

void write_factors(Markup& out, const ReportView& view) {
    const ScrutinyView& scrutiny = view.scrutiny;
    if (scrutiny.factors.points.size() < 2) return;
    out.element("h3", {{"id", "untestable"}}, "What no list can tell");
    paragraph(out, factor_words(view));
    const auto& points = scrutiny.factors.points;
    figure(
        out,
        {"factor-figure", "People in all if more or fewer were missed than assumed",
         fmt::format("From {} with {} times as many on no list as assumed to {} with {} times.",
                     figure_of(points.front().total), format_decimal(points.front().factor, 2),
                     figure_of(points.back().total), format_decimal(points.back().factor, 1))},
        [&](const plot::Frame& frame) { return plot::factor_curve(scrutiny.factors, frame); },
        [&](Markup& caption) {
            caption.text(fmt::format(
                "People in all (line, with the {} range) by how many are on no list, compared "
                "with what the method of the headline assumes.",
                format_percent(view.level)));
        });
}

void write_alternatives(Markup& out, const ScrutinyView& scrutiny) {
    if (scrutiny.alternatives.empty()) return;
    disclosure(out, "Other priors", "priors", [&](Markup& inside) {
        HtmlTable table(inside, "People in all under other priors",
                        {{"Method"}, {"Prior"}, {"People in all", true}}, true);
        for (const AlternativeView& one : scrutiny.alternatives) {
            table.row();
            table.text(one.method);
            table.cell([&](Markup& cell) { cell.text(one.change); });
            table.number(figure_of(one.total));
        }
    });
}

void write_models(Markup& out, const ScrutinyView& scrutiny) {
    if (scrutiny.models.empty()) return;
    disclosure(out, "Log-linear models that fit about as well", "models", [&](Markup& inside) {
        paragraph(inside,
                  "All models whose BIC is less than 6 above the best, with the lists numbered in "
                  "the order above; a group of numbers is a dependence between those lists. The "
                  "lists do not tell which of them holds.",
                  "note");
        HtmlTable table(inside, "Log-linear models near the best",
                        {{"Model"}, {"BIC over the best", true}, {"People in all", true}}, true);
        for (const ModelView& model : scrutiny.models) {
            table.row();
            table.text(model.name, true);
            table.number(format_decimal(model.delta_bic, 2));
            table.number(figure_of(model.total));
        }
    });
}

std::string chain_words(const ScrutinyView& scrutiny) {
    std::string text =
        fmt::format("“{}” by {} that started far apart.", scrutiny.method,
                    count_of(static_cast<double>(scrutiny.chains.size()), "chain", "chains"));
    if (scrutiny.rhat && scrutiny.ess) {
        text += fmt::format(" R-hat {} (1 when they agree), {} effective draws.",
                            format_decimal(*scrutiny.rhat, 3), format_count(*scrutiny.ess));
    }
    if (scrutiny.predictive_p) {
        text += fmt::format(
            " Tables drawn from what was found lie farther from it than these "
            "lists do with probability {}; near 0 would say that it does not fit. "
            "A good fit does not show that the number is right.",
            format_decimal(*scrutiny.predictive_p, 2));
    }
    return text;
}

void write_chain_table(Markup& out, const ScrutinyView& scrutiny) {
    const bool several = scrutiny.modes.size() > 1;
    std::vector<HtmlTable::Head> heads = {{"Chain"}, {"Draws", true}, {"Exchanges accepted", true}};
    if (several) {
        for (const ModeView& mode : scrutiny.modes)
            heads.push_back({"Time at " + format_estimate(mode.total.median, mode.total), true});
    }
    HtmlTable table(out, "Chains of the sampler", std::move(heads), true);
    for (std::size_t c = 0; c < scrutiny.chains.size(); ++c) {
        const ChainView& chain = scrutiny.chains[c];
        table.row();
        table.text(format_count(static_cast<double>(c + 1)), true);
        table.number(format_count(static_cast<double>(chain.draws)));
        table.number(format_percent(chain.least_exchange) + " to " +
                     format_percent(chain.most_exchange));
        for (std::size_t m = 0; several && m < scrutiny.modes.size(); ++m)
            table.number(m < chain.mode_shares.size() ? format_percent(chain.mode_shares[m]) : "");
    }
}

void write_chains(Markup& out, const ScrutinyView& scrutiny) {
    if (scrutiny.chains.empty()) return;
    disclosure(out, "How the chains went", "chains", [&](Markup& inside) {
        std::vector<std::vector<double>> ways;
        for (const ChainView& chain : scrutiny.chains) ways.push_back(chain.trace);
        figure(
            inside,
            {"trace-figure", "People in all, draw after draw, by chain",
             fmt::format("{} strips, one per chain; chains that agree look alike.",
                         format_count(static_cast<double>(ways.size())))},
            [&](const plot::Frame& frame) { return plot::traces(ways, frame); },
            [&](Markup& caption) { caption.text(chain_words(scrutiny)); });
        write_chain_table(inside, scrutiny);
    });
}

}  // namespace

void write_scrutiny(Markup& out, const ReportView& view) {
    const ScrutinyView& scrutiny = view.scrutiny;
    write_curve(out, view);
    write_refits(out, view);
    write_factors(out, view);
    if (scrutiny.empty_cells + scrutiny.cells_of_one + scrutiny.cells_of_two > 0) {
        paragraph(
            out,
            fmt::format("Of the combinations of lists that could occur, {} hold nobody, {} "
                        "one person and {} two.",
                        format_count(scrutiny.empty_cells), format_count(scrutiny.cells_of_one),
                        format_count(scrutiny.cells_of_two)),
            "note");
    }
    write_alternatives(out, scrutiny);
    write_models(out, scrutiny);
    write_chains(out, scrutiny);
}

}  // namespace dalil::page
