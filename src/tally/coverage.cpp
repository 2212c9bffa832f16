#include "dalil/tally/coverage.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace dalil {

namespace {

constexpr double kTail = 0.005;        // share of dates cut from each end of a window
constexpr double kSmallPeriod = 0.02;  // share of dated records under which a period is noise
constexpr std::size_t kFewestDates = 20;

/// Month of a date whose year is known; nothing else can be placed in time.
std::optional<std::int32_t> month_of(const PartialDate& date) {
    if (date.readings.empty() || !date.readings.front().has_year()) return std::nullopt;
    const DateReading& reading = date.readings.front();
    // A year alone stands in its middle.
    const int month = reading.month == 0 ? 7 : reading.month;
    return reading.year_first * 12 + month - 1;
}

std::string month_name(std::int32_t month) {
    return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
}

/// Dated months of every source, sorted.
std::vector<std::vector<std::int32_t>> months_by_source(const RecordSet& records,
                                                        const Field& event) {
    std::vector<std::vector<std::int32_t>> months(records.sources.size());
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        if (event.codes[r] == 0) continue;
        if (const auto month = month_of(event.dates[event.codes[r]])) {
            months[records.records[r].source].push_back(*month);
        }
    }
    for (auto& list : months) std::sort(list.begin(), list.end());
    return months;
}

std::vector<std::uint32_t> covering(const std::vector<Coverage::Window>& windows,
                                    std::int32_t month) {
    std::vector<std::uint32_t> lists;
    for (std::uint32_t s = 0; s < windows.size(); ++s) {
        const auto& window = windows[s];
        if (!window.known() || (window.first_month <= month && month <= window.last_month))
            lists.push_back(s);
    }
    return lists;
}

/// Periods between the boundaries of the windows, with the number of dated records in each.
std::vector<Period> cut_periods(const std::vector<Coverage::Window>& windows,
                                const std::map<std::int32_t, std::uint64_t>& records_in_month) {
    std::vector<Period> periods;
    for (const auto& [month, count] : records_in_month) {
        auto lists = covering(windows, month);
        if (!periods.empty() && periods.back().lists == lists) {
            periods.back().last_month = month;
            periods.back().records += count;
        } else {
            periods.push_back({month, month, std::move(lists), count, {}});
        }
    }
    return periods;
}

/// Joins periods that hold next to nothing to the larger neighbour, which keeps its lists.
void absorb_small(std::vector<Period>& periods, std::uint64_t dated) {
    for (;;) {
        if (periods.size() < 2) return;
        const auto small = std::min_element(
            periods.begin(), periods.end(),
            [](const Period& a, const Period& b) { return a.records < b.records; });
        if (static_cast<double>(small->records) >= kSmallPeriod * static_cast<double>(dated)) break;
        const auto index = static_cast<std::size_t>(small - periods.begin());
        const bool left = index > 0 && (index + 1 == periods.size() ||
                                        periods[index - 1].records >= periods[index + 1].records);
        Period& into = periods[left ? index - 1 : index + 1];
        into.first_month = std::min(into.first_month, small->first_month);
        into.last_month = std::max(into.last_month, small->last_month);
        into.records += small->records;
        periods.erase(small);
    }
    // Neighbours that ended up with the same lists are one period.
    for (std::size_t i = 1; i < periods.size();) {
        if (periods[i].lists == periods[i - 1].lists) {
            periods[i - 1].last_month = periods[i].last_month;
            periods[i - 1].records += periods[i].records;
            periods.erase(periods.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
}

}  // namespace

std::size_t Coverage::fullest() const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < periods.size(); ++i) {
        const auto key = [&](std::size_t k) {
            return std::pair(periods[k].lists.size(), periods[k].records);
        };
        if (key(i) > key(best)) best = i;
    }
    return best;
}

Coverage find_coverage(const RecordSet& records) {
    Coverage coverage;
    coverage.windows.resize(records.sources.size());
    const Field* event = records.field(Meaning::EventDate);
    if (event == nullptr) return coverage;

    const auto months = months_by_source(records, *event);
    std::map<std::int32_t, std::uint64_t> in_month;
    std::uint64_t dated = 0;
    for (std::size_t s = 0; s < months.size(); ++s) {
        for (const std::int32_t month : months[s]) ++in_month[month];
        dated += months[s].size();
        if (months[s].size() < kFewestDates || months[s].size() * 2 < records.sources[s].records)
            continue;
        const auto tail = static_cast<std::size_t>(kTail * static_cast<double>(months[s].size()));
        coverage.windows[s] = {months[s][tail], months[s][months[s].size() - 1 - tail]};
    }
    coverage.periods = cut_periods(coverage.windows, in_month);
    absorb_small(coverage.periods, dated);
    for (Period& period : coverage.periods) {
        period.name =
            fmt::format("{} to {}", month_name(period.first_month), month_name(period.last_month));
    }
    coverage.same_for_all = coverage.periods.size() < 2;
    return coverage;
}

void add_period_field(RecordSet& records, const Coverage& coverage) {
    const Field* event = records.field(Meaning::EventDate);
    Field period;
    period.key = "period";
    period.meaning = Meaning::Ignore;
    period.kind = ValueKind::Category;
    period.values = {""};
    for (const Period& p : coverage.periods) period.values.push_back(p.name);
    period.codes.assign(records.size(), 0);
    for (std::uint32_t r = 0; event != nullptr && r < records.size(); ++r) {
        if (event->codes[r] == 0) continue;
        const auto month = month_of(event->dates[event->codes[r]]);
        for (std::uint32_t p = 0; month && p < coverage.periods.size(); ++p) {
            if (coverage.periods[p].first_month <= *month &&
                *month <= coverage.periods[p].last_month) {
                period.codes[r] = p + 1;
            }
        }
    }
    records.fields.push_back(std::move(period));
}

CaptureTable restrict_lists(const CaptureTable& table, const std::vector<std::uint32_t>& lists) {
    const auto narrow = [&](std::uint64_t pattern) {
        std::uint64_t kept = 0;
        for (std::size_t i = 0; i < lists.size(); ++i) kept |= (pattern >> lists[i] & 1) << i;
        return kept;
    };
    CaptureTable result;
    for (const std::uint32_t list : lists) result.lists.push_back(table.lists[list]);
    std::map<std::uint64_t, CaptureCell> cells;
    for (const CaptureCell& cell : table.cells) {
        const std::uint64_t pattern = narrow(cell.pattern);
        if (pattern == 0) continue;
        CaptureCell& into = cells[pattern];
        into.pattern = pattern;
        into.count += cell.count;
        into.at_most = into.at_most || cell.at_most;
    }
    for (const auto& [pattern, cell] : cells) result.cells.push_back(cell);
    return result;
}

}  // namespace dalil
