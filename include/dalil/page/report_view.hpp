// page/report_view.hpp: everything the report shows, as plain values, and the function that draws
// it.
//
// `workflow` fills a ReportView; `page` chooses words, order and figures. The view holds no name of
// a person and no content of a cell except column headers and names of lists: a report may be
// seized or passed on, so records are shown by address only.
//
//     page::ReportView view;
//     view.records = 7840;
//     view.people = {4812, 4790, 4841};
//     ...
//     write_file(dir / "report.html", page::render_report(view));
//
// Strings are UTF-8 of any script and any content: they are escaped, isolated from the direction of
// the text around them, and control characters are made visible. Every part may be empty; what is
// empty is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dalil/base/issue.hpp"
#include "dalil/plot/density.hpp"
#include "dalil/plot/factor_curve.hpp"
#include "dalil/plot/frame.hpp"

namespace dalil::page {

using plot::Span;  ///< {median, low, high} at ReportView::level

/// One list as it came in.
struct ListView {
    std::string name;
    std::string file, sheet;
    std::string script;    ///< main script of its names: "Cyrillic"
    std::string encoding;  ///< text files: "windows-1251"
    bool hidden = false;   ///< the sheet is hidden in its file
    std::uint64_t records = 0;
    std::uint64_t people = 0;      ///< distinct people of the best partition on this list
    std::string period;            ///< "2014–2019"; empty if unknown
    std::vector<std::string> odd;  ///< phrases: "41 dates read two ways"
};

/// A sheet that was read and kept, but holds no records of people.
struct NotAListView {
    std::string name, file, sheet;
    std::uint64_t rows = 0;
    bool hidden = false;
};

/// All issues of one code.
struct IssueView {
    std::string code;
    std::string phrase;  ///< what it means and what was done: "dates that can be read two ways;
                         ///< both readings are kept"
    Severity severity = Severity::Warning;
    std::uint64_t count = 0;
    std::vector<std::string> addresses;  ///< the first few cells; the rest stands in run.json
};

/// People found on exactly these lists.
struct OverlapView {
    std::vector<std::uint32_t> lists;  ///< positions in ReportView::overlap_lists
    Span people;
};

/// A number of people in all, or why there is none.
struct EstimateView {
    /// Absent when refused or never asked for; then `reasons` says why.
    std::optional<Span> total;
    std::string method;        ///< plain name of the method that stands for it: "Log-linear models"
    bool lower_bound = false;  ///< a bound: at least so many, never "about"
    std::vector<std::string> reasons;   ///< of the refusal, in sentences
    std::vector<std::string> warnings;  ///< that do not refuse, in sentences
    /// Share of the variance of log N that is due to doubt in the linkage, 0 to 1.
    std::optional<double> linkage_share;
};

/// One method beside the others.
struct MethodView {
    std::string name;           ///< of interface.md: "chao_lower_bound"
    std::string title;          ///< in plain words: "Lower bound (Chao)"
    std::optional<Span> total;  ///< absent: refused, and `note` says why
    bool lower_bound = false;
    bool headline = false;  ///< the figure of the headline
    std::string note;       ///< what it assumes, or why it refused
};

/// One of several answers that the lists fit.
struct ModeView {
    Span total;
    double mass = 1, mass_error = 0;  ///< share of the posterior
};

/// The same methods on other tables: a list or a few people left out, two lists as one.
struct RefitView {
    std::string change;              ///< "Without", "As one list:", "Without the people on"
    std::vector<std::string> lists;  ///< which
    std::vector<std::optional<Span>> totals;  ///< by ScrutinyView::refit_methods
};

/// The same method with another prior, or another model.
struct AlternativeView {
    std::string method, change;  ///< "Decomposable graphs", "weight 1/2 on each cell"
    std::optional<Span> total;
};

struct ModelView {
    std::string name;      ///< "[123,14]"
    double delta_bic = 0;  ///< over the best
    Span total;
};

/// One chain of the sampler.
struct ChainView {
    std::uint64_t draws = 0;
    std::vector<double> mode_shares;
    double least_exchange = 0, most_exchange = 0;  ///< rates between neighbours of the ladder
    std::vector<double> trace;                     ///< people in all, in order
};

/// What the figure of the headline rests on.
struct ScrutinyView {
    std::string method;  ///< whose curve, modes and chains these are; empty: none
    plot::Density density;
    std::vector<ModeView> modes;
    std::vector<ChainView> chains;
    std::optional<double> rhat, ess;
    std::optional<double> predictive_p;      ///< how ordinary these lists are under what was found
    std::optional<double> best_links;        ///< the figure with the best linkage alone
    std::vector<std::string> refit_methods;  ///< in plain words
    std::vector<std::optional<Span>> refit_all;  ///< on the whole table; the span says how to round
    std::vector<RefitView> refits;
    plot::FactorCurve factors;
    /// How many times as many on no list would halve and double the figure.
    std::optional<double> halves, doubles;
    std::vector<AlternativeView> alternatives;
    std::vector<ModelView> models;  ///< best first
    double empty_cells = 0, cells_of_one = 0, cells_of_two = 0;
};

/// One group of people: a year, a place, a pair of them.
struct StratumView {
    std::string label;  ///< empty: people without a value
    std::uint64_t records = 0;
    Span people;
    EstimateView estimate;
};

/// People by year or by another field.
struct BreakdownView {
    std::string title;                ///< "People by year of the event"
    bool is_time = false;             ///< labels are years: drawn on a time axis, gaps stay visible
    bool estimated = false;           ///< estimates were asked for per group
    std::vector<StratumView> strata;  ///< in order of display
    std::string note;
};

/// What one field says for or against a pair; level words only, never values.
struct EvidenceView {
    std::string field, level;
    double weight = 0;  ///< log2 of the likelihood ratio
};

/// A pair of records that may be one person.
struct PairView {
    std::string a, b;              ///< as commands take them: "appeals!118"
    std::string place_a, place_b;  ///< where to look: "appeals.xlsx, Sheet2, row 121"
    double probability = 0;        ///< of being one person
    double effect = 0;             ///< how far deciding it moves the number of people
    std::vector<EvidenceView> evidence;
};

struct WeightView {
    std::string field, level;
    double m = 0, u = 0, weight = 0;
};

struct LinkageView {
    std::uint64_t pairs_compared = 0;
    std::uint64_t draws = 0;
    std::uint64_t doubtful = 0;        ///< pairs neither surely one person nor surely two
    bool doubtful_is_minimum = false;  ///< the list of doubtful pairs was cut off: "at least"
    /// Doubtful pairs by probability of being one person: bins of equal width from 0 to 1.
    std::vector<std::uint64_t> histogram;
    double missed_link_share =
        0;  ///< estimated share of true links that were never compared, 0 to 1
    std::vector<PairView> pairs;      ///< most effect first
    std::vector<std::string> fields;  ///< compared, in plain words
    std::vector<WeightView> weights;
    std::vector<std::string> warnings;
};

/// A column whose meaning was guessed without certainty.
struct UncertainColumnView {
    std::string list, column, header, meaning;  ///< "appeals", "C", as written, "birth date"
};

/// What to do now.
struct StepView {
    std::string text, command;  ///< command may be empty
};

struct DigestView {
    std::string file;
    std::uint64_t rows = 0;
    std::string sha256;
};

/// A block of words for the reader who must defend the figure.
struct MethodText {
    std::string title;
    std::vector<std::string> paragraphs;
};

struct ReportView {
    std::string language = "en";
    std::string title;  ///< name of the case; may be empty
    std::string date;   ///< of the run, as it should be printed; may be empty
    bool invented =
        false;  ///< people and lists come from `dalil synth`: said on top and on every page

    std::uint64_t records = 0;
    double level = 0.95;       ///< of every interval
    Span people;               ///< documented
    bool upper_bound = false;  ///< the people may be fewer: some records could not be compared
    std::string upper_bound_why;
    /// People on two lists or more in the best partition.
    std::uint64_t people_on_several = 0;
    EstimateView estimate;  ///< of the whole, or of `estimate_scope`
    /// When the estimate is not about everybody: the period it is about, "2015-01 to 2016-12", and
    /// the people documented there.
    std::string estimate_scope;
    Span scope_people;
    std::string estimate_note;  ///< a sentence after the answer; may be empty

    std::vector<ListView> lists;
    std::vector<NotAListView> not_lists;
    std::vector<IssueView> issues;
    std::vector<UncertainColumnView> uncertain_columns;

    std::vector<std::string> overlap_lists;
    std::vector<OverlapView> overlaps;
    std::vector<BreakdownView> breakdowns;
    std::vector<MethodView> methods;
    ScrutinyView scrutiny;
    LinkageView linkage;

    std::vector<StepView> steps;
    std::vector<MethodText> method_texts;
    std::string version, icu_version, effort;
    std::uint64_t seed = 0;
    std::string command;  ///< that recomputes everything
    std::vector<DigestView> inputs;
};

/// The answer in one sentence: "4,812 people are documented; about 3,100 more were never listed".
std::string headline(const ReportView& view);

/// The whole report: one self-contained HTML file without script. Same view, same bytes.
std::string render_report(const ReportView& view);

}  // namespace dalil::page
