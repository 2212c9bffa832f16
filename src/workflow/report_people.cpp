// People, overlaps, groups and estimates.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>

#include "dalil/plot/numerals.hpp"
#include "workflow/report_parts.hpp"

namespace dalil::report {

namespace {

constexpr std::size_t kGroupsShown = 300;

page::Span span_of(const Interval& interval) {
    return {interval.median, interval.low, interval.high};
}

page::Span exactly(std::uint64_t count) {
    const auto value = static_cast<double>(count);
    return {value, value, value};
}

page::Span span_of(const MethodResult& method) {
    const double middle = *method.estimate;
    return {middle, method.low.value_or(middle), method.high.value_or(middle)};
}

const MethodResult* headline_of(const StratumEstimate& stratum) {
    if (stratum.refused) return nullptr;
    for (const MethodResult& method : stratum.methods) {
        if (method.method == stratum.headline && method.estimate) return &method;
    }
    return nullptr;
}

page::EstimateView estimate_view(const StratumEstimate& stratum) {
    page::EstimateView view;
    if (const MethodResult* method = headline_of(stratum)) {
        view.total = span_of(*method);
        view.method = method_title(method->method);
        view.lower_bound = method->lower_bound;
        view.linkage_share = stratum.linkage_share;
    }
    for (const Reason& reason : stratum.reasons) view.reasons.push_back(reason.text);
    for (const Reason& warning : stratum.warnings) view.warnings.push_back(warning.text);
    return view;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
    return text;
}

/// Which two lists a figure rests on: " (appeals and news)".
std::string pair_of(const MethodResult& method) {
    const auto found = method.parameters.find("pair");
    if (found == method.parameters.end()) return {};
    const auto* lists = std::get_if<std::vector<std::string>>(&found->second);
    return lists == nullptr ? std::string() : " (" + joined(*lists, " and ") + ")";
}

void fill_methods(page::ReportView& view, const StratumEstimate& stratum) {
    for (const MethodResult& method : stratum.methods) {
        page::MethodView one;
        one.name = method.method;
        one.title = method_title(method.method);
        one.lower_bound = method.lower_bound;
        one.headline = !stratum.refused && method.method == stratum.headline;
        if (method.estimate) {
            one.total = span_of(method);
            one.note = method_assumption(method.method) + pair_of(method);
        } else {
            one.note =
                "No figure: " + (method.warnings.empty() ? "it does not exist for these lists"
                                                         : joined(method.warnings, "; "));
        }
        view.methods.push_back(std::move(one));
    }
}

void fill_overlaps(page::ReportView& view, const Tally& whole) {
    if (whole.strata.empty()) return;
    const StratumTally& all = whole.strata.front();
    view.people = span_of(all.people);
    view.overlap_lists = whole.lists;
    for (const OverlapCell& cell : all.overlaps) {
        if (cell.high <= 0) continue;
        page::OverlapView overlap;
        for (std::uint32_t list = 0; list < whole.lists.size(); ++list) {
            if ((cell.pattern >> list & 1) != 0) overlap.lists.push_back(list);
        }
        overlap.people = {cell.count, cell.low, cell.high};
        view.overlaps.push_back(std::move(overlap));
    }
    for (const CaptureCell& cell : all.best.cells) {
        if (std::popcount(cell.pattern) > 1) view.people_on_several += cell.count;
    }
}

std::string value_words(const std::string& name, const std::string& value) {
    if (value.empty()) return "not known";
    if (name == "sex" && value == "m") return "male";
    if (name == "sex" && value == "f") return "female";
    return value;
}

/// The value of each name of `by`; empty if none is known.
std::string label_of(const std::vector<std::string>& by, const std::vector<std::string>& key) {
    std::string label;
    bool known = false;
    for (std::size_t i = 0; i < key.size(); ++i) {
        label += (label.empty() ? "" : " · ") + value_words(i < by.size() ? by[i] : "", key[i]);
        known = known || !key[i].empty();
    }
    return known ? label : std::string();
}

/// Groups by such a field would print who the people are.
bool would_name_people(const RecordSet& records, const std::vector<std::string>& by) {
    return std::any_of(by.begin(), by.end(), [&](const std::string& name) {
        const Field* field = records.field(name);
        if (field == nullptr) return false;
        const Meaning meaning = field->meaning;
        return field->kind == ValueKind::Name || field->kind == ValueKind::Identifier ||
               meaning == Meaning::Relative || meaning == Meaning::Email ||
               meaning == Meaning::Phone || meaning == Meaning::BirthDate ||
               meaning == Meaning::Text;
    });
}

bool is_year(const std::vector<std::string>& by) {
    return by.size() == 1 && (by.front() == "event_year" || by.front() == "birth_year");
}

std::string title_of(const std::vector<std::string>& by) {
    std::vector<std::string> names;
    for (const std::string& name : by) names.push_back(field_title(name));
    return "People by " + joined(names, " and ");
}

/// Years stay in order, other groups stand by size; those without a value come last.
void order_groups(page::BreakdownView& breakdown) {
    const bool by_size = !breakdown.is_time;
    std::stable_sort(breakdown.strata.begin(), breakdown.strata.end(),
                     [&](const auto& a, const auto& b) {
                         if (a.label.empty() != b.label.empty()) return b.label.empty();
                         return by_size && a.people.median > b.people.median;
                     });
    if (breakdown.strata.size() <= kGroupsShown) return;
    breakdown.note = fmt::format("The {} largest of {} groups; counts.csv has all.", kGroupsShown,
                                 breakdown.strata.size());
    breakdown.strata.resize(kGroupsShown);
}

const StratumEstimate* find_estimate(const Estimates& estimates, const Tally& tally,
                                     const std::vector<std::string>& key) {
    if (estimates.by != tally.by) return nullptr;
    for (const EstimatedStratum& stratum : estimates.strata) {
        if (stratum.key == key) return &stratum.estimate;
    }
    return nullptr;
}

void add_breakdown(page::ReportView& view, const Tally& tally, const Estimates& estimates) {
    page::BreakdownView breakdown;
    breakdown.title = title_of(tally.by);
    breakdown.is_time = is_year(tally.by);
    for (const StratumTally& stratum : tally.strata) {
        page::StratumView one;
        one.label = label_of(tally.by, stratum.key);
        one.records = stratum.records;
        one.people = span_of(stratum.people);
        if (const StratumEstimate* estimate = find_estimate(estimates, tally, stratum.key)) {
            one.estimate = estimate_view(*estimate);
            breakdown.estimated = true;
        }
        breakdown.strata.push_back(std::move(one));
    }
    order_groups(breakdown);
    if (!breakdown.strata.empty()) view.breakdowns.push_back(std::move(breakdown));
}

/// "2015-01 to 2016-12" -> "2015 to 2016", "2017-01 to 2021-06" -> "January 2017 to June 2021".
std::string period_words(const std::string& period) {
    constexpr std::array<const char*, 12> kMonths = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    int year = 0, month = 0, last_year = 0, last_month = 0;
    if (std::sscanf(period.c_str(), "%d-%d to %d-%d", &year, &month, &last_year, &last_month) != 4)
        return period;
    if (month < 1 || month > 12 || last_month < 1 || last_month > 12) return period;
    if (month == 1 && last_month == 12) {
        return year == last_year ? fmt::format("{}", year)
                                 : fmt::format("{} to {}", year, last_year);
    }
    return fmt::format("{} {} to {} {}", kMonths[static_cast<std::size_t>(month - 1)], year,
                       kMonths[static_cast<std::size_t>(last_month - 1)], last_year);
}

void add_periods(page::ReportView& view, const Estimates& estimates) {
    page::BreakdownView breakdown;
    breakdown.title = "Estimates by period";
    breakdown.estimated = true;
    breakdown.note =
        "Lists cover different times. Within a period only the lists that cover it are used, so "
        "that no list is said "
        "to have missed what it could not hold; people on none of them are not counted here.";
    for (const EstimatedStratum& stratum : estimates.strata) {
        page::StratumView one;
        one.label = period_words(label_of(estimates.by, stratum.key));
        one.people = exactly(stratum.estimate.n);
        one.estimate = estimate_view(stratum.estimate);
        breakdown.strata.push_back(std::move(one));
    }
    std::stable_partition(breakdown.strata.begin(), breakdown.strata.end(),
                          [](const page::StratumView& stratum) { return !stratum.label.empty(); });
    if (breakdown.strata.size() > 1) view.breakdowns.push_back(std::move(breakdown));
}

/// The sum over groups beside one fit of all, by the last method that has both: the headline's, if
/// it is not one of the quick ones.
std::string pooled_words(const std::vector<PooledFit>& fits) {
    for (auto at = fits.rbegin(); at != fits.rend(); ++at) {
        const PooledFit& fit = *at;
        if (!fit.pooled || !fit.pooled_low || !fit.pooled_high) continue;
        const page::Span sum{fit.sum, fit.low, fit.high};
        const page::Span one{*fit.pooled, *fit.pooled_low, *fit.pooled_high};
        std::string text = fmt::format(
            ". By “{}”, the groups add up to {} ({} to {}); everybody taken as one group gives {} "
            "({} to {})",
            method_title(fit.method), plot::format_estimate(sum.median, sum),
            plot::format_estimate(sum.low, sum), plot::format_estimate(sum.high, sum),
            plot::format_estimate(one.median, one), plot::format_estimate(one.low, one),
            plot::format_estimate(one.high, one));
        if (fit.without > 0) {
            text +=
                fmt::format(". {} without an estimate {} in the sum with those documented",
                            fit.without == 1 ? "One group" : fmt::format("{} groups", fit.without),
                            fit.without == 1 ? "is" : "are");
        }
        return text;
    }
    return {};
}

void fill_estimate(page::ReportView& view, const Estimates& estimates) {
    if (estimates.strata.empty()) return;
    const bool by_groups = !estimates.by.empty() && estimates.period.empty();
    if (by_groups) {
        std::vector<std::string> names;
        for (const std::string& name : estimates.by) names.push_back(field_title(name));
        view.estimate_note = "Those never listed were estimated by " + joined(names, " and ") +
                             ", see below" + pooled_words(estimates.pooled);
        return;
    }
    const StratumEstimate& headline = estimates.strata[estimates.headline].estimate;
    view.estimate = estimate_view(headline);
    view.estimate_scope = period_words(estimates.period);
    view.scope_people = exactly(headline.n);
    fill_methods(view, headline);
    fill_scrutiny(view, headline);
}

}  // namespace

void fill_people(page::ReportView& view, const ReportInputs& inputs) {
    const Analysis& analysis = *inputs.analysis;
    const RecordSet& records = inputs.lists->records;
    view.people = span_of(analysis.linkage.people);
    fill_overlaps(view, analysis.counts.whole);
    fill_estimate(view, analysis.estimates);
    const Tally& by = analysis.counts.by;
    if (!by.strata.empty() && !would_name_people(records, by.by)) {
        add_breakdown(view, by, analysis.estimates);
    }
    const Tally& years = analysis.counts.over_time;
    if (!years.strata.empty() && years.by != by.by) add_breakdown(view, years, analysis.estimates);
    if (!analysis.estimates.period.empty()) add_periods(view, analysis.estimates);
}

}  // namespace dalil::report
