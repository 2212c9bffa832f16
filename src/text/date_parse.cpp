// Reading one date. The text is cut into tokens; words set flags, and the numbers that remain are
// given the roles of year, month and day in every way that the column's order and the calendar
// allow.
#include <algorithm>
#include <array>

#include "dalil/text/date.hpp"
#include "text/date_calendar.hpp"
#include "text/date_scan.hpp"

namespace dalil {
namespace {

using Part = DatePart;
using Scan = DateScan;

constexpr int kFirstIslamicYear = 1290, kLastIslamicYear = 1450;  // of people whom lists are about
constexpr int kFirstYear = 1000, kLastYear = 2200;                // beyond them a year is a slip
constexpr int kSpanOfBefore = 10;  // "before 1980" is kept as the ten years before

int expand_year(int two_digits, int latest) {
    const int year = latest / 100 * 100 + two_digits;
    return year > latest ? year - 100 : year;
}

DateReading years(int first, int last) {
    return {static_cast<std::int16_t>(first), static_cast<std::int16_t>(last), 0, 0};
}

class Reader {
  public:
    Reader(Scan scan, const DateHints& hints)
        : parts_(std::move(scan.parts)), flags_(scan.flags), hints_(hints) {}

    DateParse run() {
        if (parts_.empty() || parts_.size() > 6) return {};
        if (flags_.lunar) return {std::nullopt, DateTrouble::OtherCalendar};
        if (flags_.strange > 0 && !survives_strange_words()) return {};
        if (!decade() && !range()) numbers();
        return result();
    }

  private:
    using Numbers = std::array<int, 3>;

    /// A full date in a sentence is still a date; a lone number in a sentence is not a year.
    bool survives_strange_words() const {
        if (flags_.strange > 4 || parts_.size() < 2 || parts_.size() > 3) return false;
        bool year = false, month_name = false;
        for (const Part& part : parts_) {
            year = year || part.digits == 4;
            month_name = month_name || part.month_name;
        }
        return year && (parts_.size() == 3 || month_name);
    }

    int year_of(const Part& part) {
        if (part.unknown || (part.digits >= 3 && part.value == 0)) return 0;
        if (part.digits <= 2 && flags_.calendar == Calendar::Gregorian) {
            two_digits_ = true;
            return expand_year(static_cast<int>(part.value), hints_.latest_year);
        }
        return part.value > 9999 ? -1 : static_cast<int>(part.value);
    }

    static int small(const Part& part) {
        return part.unknown ? 0 : static_cast<int>(std::min<std::int64_t>(part.value, 99));
    }

    Calendar calendar_of(int year) const {
        const bool thai = year >= 2400 && year <= 2600 && !hints_.gregorian;
        return flags_.calendar == Calendar::Gregorian && thai ? Calendar::Buddhist
                                                              : flags_.calendar;
    }

    bool add(int year, int month, int day) {
        if (hints_.islamic && flags_.calendar == Calendar::Gregorian && year >= kFirstIslamicYear &&
            year <= kLastIslamicYear) {
            const bool solar = add(year, month, day, Calendar::SolarHijri);
            flags_.maybe = true;
            return add(year, month, day, Calendar::Hijri) || solar;
        }
        return add(year, month, day, calendar_of(year));
    }

    bool add(int year, int month, int day, Calendar calendar) {
        const auto reading = to_gregorian({year, month, day}, calendar);
        if (!reading || reading->year_first > kLastYear) return false;
        if (reading->year_first != 0 && reading->year_first < kFirstYear) return false;
        converted_ = converted_ || calendar != Calendar::Gregorian;
        if (calendar == Calendar::Hijri && !hints_.islamic)
            flags_.about = true;  // observed months differ by a day
        if (std::find(readings_.begin(), readings_.end(), *reading) == readings_.end())
            readings_.push_back(*reading);
        return true;
    }

    /// An impossible date keeps what is possible of it: the year, and the month or the day.
    /// Guessing the wrong digit was tried and brought more false links than true ones.
    void salvage(int year, int month = 0, int day = 0) {
        impossible_ = true;
        if (!readings_.empty()) return;
        const bool no_such_year = year < 0 || (year > 0 && year < kFirstYear) || year > kLastYear;
        if (no_such_year && month > 0 && day > 0) add(0, month, day);
        if (year <= 0 || no_such_year) return;
        const bool month_wrong = month > 12, day_wrong = day > 31;
        if (!add(year, month_wrong ? 0 : month, month_wrong && !day_wrong ? day : 0))
            add(year, 0, 0);
    }

    bool decade() {
        if (!flags_.decade || parts_.size() != 1 || parts_[0].month_name) return false;
        const Part& p = parts_[0];
        if (p.digits == 2 && p.value % 10 == 0) {
            const int first = expand_year(static_cast<int>(p.value), hints_.latest_year);
            readings_.push_back(years(first, first + 9));
        } else if (p.digits == 4 && p.value % 10 == 0) {
            const bool century = p.value % 100 == 0 && p.value < 1900;
            const int first = static_cast<int>(p.value);
            readings_.push_back(years(first, first + (century ? 99 : 9)));
        }
        return !readings_.empty();
    }

    /// "1978-1980", "1978-80", "1978 или 1979", "03.02.1980 - 05.03.1981".
    bool range() {
        if (parts_.size() == 6) return range_of_days();
        if (parts_.size() != 2 || !parts_[0].is_year() || parts_[1].month_name) return false;
        if (flags_.calendar != Calendar::Gregorian || parts_[1].unit != DateUnit::None)
            return false;
        const int first = static_cast<int>(parts_[0].value);
        int last = static_cast<int>(std::min<std::int64_t>(parts_[1].value, 9999));
        if (parts_[1].digits == 2 && last > 12) last += first / 100 * 100;
        const bool both = parts_[1].digits == 4 || (parts_[1].digits == 2 && last > 100);
        if (!both || last < first || last - first > 100) return false;
        readings_.push_back(years(first, last));
        return true;
    }

    bool range_of_days() {
        std::array<DateParse, 2> ends;
        for (std::size_t half = 0; half < 2; ++half) {
            Scan scan;
            scan.parts.assign(parts_.begin() + static_cast<std::ptrdiff_t>(3 * half),
                              parts_.begin() + static_cast<std::ptrdiff_t>(3 * half + 3));
            scan.flags = flags_;
            scan.flags.strange = 0;
            ends[half] = Reader(scan, hints_).run();
            if (!ends[half].date) return true;  // nothing readable
        }
        DateReading a = ends[0].date->readings.front(), b = ends[1].date->readings.front();
        if (b.year_last < a.year_first) return true;
        if (a.year_first != b.year_last) {
            a = years(a.year_first, b.year_last);
        } else {
            a.day = a.month == b.month && a.day == b.day ? a.day : 0;
            a.month = a.month == b.month ? a.month : 0;
        }
        readings_.push_back(a);
        return true;
    }

    void numbers() {
        const bool units = std::any_of(parts_.begin(), parts_.end(),
                                       [](const Part& p) { return p.unit != DateUnit::None; });
        const auto name =
            std::find_if(parts_.begin(), parts_.end(), [](const Part& p) { return p.month_name; });
        const auto names =
            std::count_if(parts_.begin(), parts_.end(), [](const Part& p) { return p.month_name; });
        if (units) return by_units();
        if (names == 2) return span_of_months();
        if (name != parts_.end()) return by_month_name(*name);
        if (parts_.size() == 3) return three();
        if (parts_.size() == 2) return two();
        if (parts_.size() == 1) return one();
    }

    void by_units() {
        int year = 0, month = 0, day = 0;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Part& p = parts_[i];
            if (p.unit == DateUnit::Year) year = year_of(p);
            if (p.unit == DateUnit::Month) month = small(p);
            const bool day_after_month =
                p.unit == DateUnit::None && i > 0 && parts_[i - 1].unit == DateUnit::Month;
            if (p.unit == DateUnit::Day || day_after_month) day = small(p);
            if (p.month_name) month = static_cast<int>(p.value);
        }
        if (year == 0 && month == 0) return;
        if (!add(year, month, day)) salvage(year, month, day);
    }

    /// "April 2017 - June 2017", "April-June 2017": the years, and the month if it is one.
    void span_of_months() {
        int first = 0, last = 0;
        std::int64_t month = -1;
        bool same_month = true;
        for (const Part& p : parts_) {
            if (p.month_name) {
                same_month = month < 0 || month == p.value;
                month = p.value;
            } else if (p.digits == 4) {
                last = year_of(p);
                first = first == 0 ? last : first;
            }
        }
        if (first <= 0 || last < first || last > kLastYear) return;
        if (first == last && same_month)
            add(first, static_cast<int>(month), 0);
        else
            readings_.push_back(years(first, last));
    }

    void by_month_name(const Part& name) {
        const int month = static_cast<int>(name.value);
        std::vector<const Part*> rest;
        for (const Part& p : parts_)
            if (!p.month_name) rest.push_back(&p);
        if (rest.empty() || rest.size() > 2 || rest.size() + 1 != parts_.size()) return;
        if (rest.size() == 1) {
            const bool day = rest[0]->digits <= 2 && !flags_.year_word;
            if (day && rest[0]->value <= 31 && rest[0]->mark_before != '\'') return;
            const int year = year_of(*rest[0]);
            if (!add(year, month, 0)) salvage(year);
            return;
        }
        const bool year_first = rest[0]->digits >= 3 || rest[0]->value > 31;
        const int year = year_of(*rest[year_first ? 0 : 1]);
        const int day = small(*rest[year_first ? 1 : 0]);
        if (!add(year, month, day)) salvage(year, month, day);
    }

    void three() {
        const Part &a = parts_[0], &b = parts_[1], &c = parts_[2];
        if (b.digits > 2) return;
        if (a.digits >= 3) return year_first(year_of(a), small(b), small(c));
        if (c.digits >= 3) return year_last(year_of(c), small(a), small(b));
        if (a.unknown || b.unknown || c.unknown) return;
        two_digit_years(small(a), small(b), small(c));
    }

    void year_first(int year, int month, int day) {
        if (add(year, month, day)) return;
        salvage(year, month, day);
    }

    void year_last(int year, int first, int second) {
        const bool month_first = hints_.order == DateOrder::MonthDayYear;
        if (hints_.order == DateOrder::DayMonthYear || month_first) {
            if (month_first ? add(year, first, second) : add(year, second, first)) return;
            if (month_first ? add(year, second, first) : add(year, first, second)) return;
            return month_first ? salvage(year, first, second) : salvage(year, second, first);
        } else {
            // Where dates are written with dots, the day comes first.
            const bool day_first = add(year, second, first);
            const bool dots = parts_[1].mark_before == U'.' && parts_[2].mark_before == U'.';
            if (day_first && dots) return;
            if (add(year, first, second) || day_first) return;
        }
        if (second > 12 && first <= 12) return salvage(year, first, second);
        if (first > 12 && second <= 12) return salvage(year, second, first);
        salvage(year);
    }

    void two_digit_years(int a, int b, int c) {
        two_digits_ = true;
        const int from_c = expand_year(c, hints_.latest_year);
        const int from_a = expand_year(a, hints_.latest_year);
        switch (hints_.order) {
            case DateOrder::DayMonthYear:
            case DateOrder::MonthDayYear:
                year_last(from_c, a, b);
                return;
            case DateOrder::YearMonthDay:
                if (!add(from_a, b, c)) salvage(from_a);
                return;
            case DateOrder::Unknown:
                break;
        }
        bool any = add(from_c, b, a);
        any = add(from_c, a, b) || any;
        any = add(from_a, b, c) || any;
        if (!any) impossible_ = true;
    }

    void two() {
        const bool first = parts_[0].digits >= 3;
        const Part& y = parts_[first ? 0 : 1];
        const Part& m = parts_[first ? 1 : 0];
        if (y.digits < 3 || y.digits > 4 || m.digits > 2) return;
        const int year = year_of(y);
        if (!add(year, small(m), 0)) salvage(year);
    }

    void one() {
        const Part& p = parts_[0];
        if (p.unknown) return;
        if (p.digits == 4 || (p.digits == 3 && flags_.year_word)) {
            const int year = year_of(p);
            if (year <= 0) return;
            if (!add(year, 0, 0)) impossible_ = true;
        } else if (p.digits <= 2 && (flags_.year_word || p.mark_before == '\'')) {
            add(year_of(p), 0, 0);
        } else if (p.digits == 8 || p.digits == 7) {
            eight(p.value, p.digits);
        } else if (p.digits == 6) {
            six(static_cast<int>(p.value));
        }
    }

    static bool plausible(int year) { return year >= 1700 && year <= 2100; }

    /// 19800203, 03021980, 02031980; with 7 digits the zero in front was lost.
    void eight(std::int64_t value, int digits) {
        const int front = static_cast<int>(value / 10000), back = static_cast<int>(value % 10000);
        const Numbers ymd = {front, back / 100, back % 100};
        const Numbers ends = {front / 100, front % 100, back};
        const bool year_front = digits == 8 && plausible(front), year_back = plausible(back);
        const DateOrder order = hints_.order;
        if (year_front && order != DateOrder::DayMonthYear && order != DateOrder::MonthDayYear)
            add(ymd[0], ymd[1], ymd[2]);
        if (order == DateOrder::YearMonthDay && !readings_.empty()) return;
        if (year_back && order != DateOrder::YearMonthDay) {
            if (order != DateOrder::MonthDayYear) add(back, ends[1], ends[0]);
            if (order != DateOrder::DayMonthYear) add(back, ends[0], ends[1]);
        }
        if (readings_.empty()) eight_against_order(ymd, ends, year_front, year_back);
    }

    void eight_against_order(const Numbers& ymd, const Numbers& ends, bool year_front,
                             bool year_back) {
        const bool year_at_front =
            hints_.order == DateOrder::YearMonthDay || hints_.order == DateOrder::Unknown;
        if (year_at_front && year_front) return salvage(ymd[0], ymd[1], ymd[2]);
        if (!year_at_front && year_back) {
            const bool month_first = hints_.order == DateOrder::MonthDayYear;
            return salvage(ends[2], ends[month_first ? 0 : 1], ends[month_first ? 1 : 0]);
        }
        impossible_ = true;
    }

    /// 198002, 800203, 030280.
    void six(int value) {
        const int a = value / 10000, b = value / 100 % 100, c = value % 100;
        const bool year_month = plausible(value / 100) && c <= 12;
        const bool free = hints_.order == DateOrder::Unknown;
        if (year_month && (free || hints_.order == DateOrder::YearMonthDay)) {
            add(value / 100, c, 0);
            return;
        }
        two_digit_years(a, b, c);
    }

    DateParse result() {
        if (readings_.empty()) {
            const bool calendar = flags_.calendar != Calendar::Gregorian;
            return {std::nullopt, calendar      ? DateTrouble::OtherCalendar
                                  : impossible_ ? DateTrouble::Impossible
                                                : DateTrouble::NotADate};
        }
        PartialDate date;
        date.readings = readings_;
        widen(date.readings);
        date.approximate = flags_.about || flags_.before || flags_.after;
        date.uncertain = flags_.maybe || impossible_;
        date.edtf = to_edtf(date);
        return {std::move(date), trouble()};
    }

    void widen(std::vector<DateReading>& readings) const {
        if (!flags_.before && !flags_.after) return;
        for (DateReading& r : readings) {
            r.month = r.day = 0;
            if (flags_.before)
                r.year_first = static_cast<std::int16_t>(r.year_first - kSpanOfBefore);
            if (flags_.after) r.year_last = static_cast<std::int16_t>(r.year_last + kSpanOfBefore);
        }
    }

    DateTrouble trouble() const {
        if (impossible_) return DateTrouble::Impossible;
        if (readings_.size() > 1 && !converted_) return DateTrouble::Ambiguous;
        if (converted_) return DateTrouble::OtherCalendar;
        return two_digits_ ? DateTrouble::TwoDigitYear : DateTrouble::None;
    }

    std::vector<Part> parts_;
    DateFlags flags_;
    DateHints hints_;
    std::vector<DateReading> readings_;
    bool two_digits_ = false, impossible_ = false, converted_ = false;
};

/// "198?", "19??", "198-", "197x": the last places of a year left open.
std::optional<PartialDate> open_year(std::string_view text) {
    if (text.size() != 4 || text[0] < '1' || text[0] > '2' || text[1] < '0' || text[1] > '9')
        return std::nullopt;
    std::string edtf(text);
    for (std::size_t i = 2; i < 4; ++i) {
        const char c = edtf[i];
        const bool open = c == '?' || c == 'x' || c == 'X' || c == '-' || c == '_' || c == '*';
        if (open) edtf[i] = 'X';
        if (!open && (c < '0' || c > '9' || edtf[i - 1] == 'X')) return std::nullopt;
    }
    return edtf.back() == 'X' ? from_edtf(edtf) : std::nullopt;
}

bool may_be_edtf(std::string_view text) {
    return text.find_first_of("X~%?[{/") != std::string_view::npos;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

DateParse parse_date(std::string_view text, const DateHints& hints) {
    text = trim(text);
    if (text.empty() || text.size() > 200) return {};
    if (const auto open = open_year(text)) return {open, DateTrouble::None};
    if (may_be_edtf(text)) {
        if (auto date = from_edtf(text)) {
            const bool ambiguous = date->readings.size() > 1;
            return {std::move(date), ambiguous ? DateTrouble::Ambiguous : DateTrouble::None};
        }
    }
    Scan scan;
    if (scan_plain_date(text, scan)) return Reader(std::move(scan), hints).run();
    if (const std::string digits = letters_read_as_digits(text); !digits.empty()) {
        Scan repaired;
        DateParse parsed;
        if (scan_plain_date(digits, repaired)) parsed = Reader(std::move(repaired), hints).run();
        if (parsed.date) {
            parsed.date->uncertain = true;
            parsed.date->edtf = to_edtf(*parsed.date);
            return {std::move(parsed.date), DateTrouble::Misread};
        }
    }
    return Reader(scan_date(text), hints).run();
}

}  // namespace dalil
