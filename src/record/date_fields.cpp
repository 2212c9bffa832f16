// Dates of one list: whole dates, dates in three columns, ages at a date.
#include <algorithm>
#include <map>
#include <string>

#include "dalil/text/date.hpp"
#include "dalil/text/number.hpp"
#include "dalil/text/unicode.hpp"
#include "fmt/format.h"
#include "record/list_context.hpp"
#include "record/missing.hpp"
#include "tsl/robin_map.h"

namespace dalil {
namespace {

constexpr std::uint32_t kUnseen = 0xFFFFFFFF;
constexpr std::size_t kFirstDaysThatAreMonths = 12;  // distinct dates; by chance 30^-12

bool says_nothing(const std::string& folded) {
    return is_missing_word(folded) || is_missing_phrase(folded) || folded == "na" ||
           folded == "none" || folded == "null" || folded == "0" || folded == "nil";
}

/// Days of a spreadsheet's calendar (1900 system): 25569 is 1970-01-01.
std::optional<PartialDate> from_serial(const std::string& text) {
    if (text.size() != 5 || text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const int serial = std::stoi(text);
    if (serial < 10000 || serial > 60000) return std::nullopt;
    const CivilDay day = civil_from_days(serial - 25569);
    PartialDate date;
    date.readings.push_back(
        {static_cast<std::int16_t>(day.year), static_cast<std::int16_t>(day.year),
         static_cast<std::uint8_t>(day.month), static_cast<std::uint8_t>(day.day)});
    date.edtf = to_edtf(date);
    return date;
}

const char* trouble_code(DateTrouble trouble) {
    switch (trouble) {
        case DateTrouble::NotADate:
            return "date-unreadable";
        case DateTrouble::Impossible:
            return "date-impossible";
        case DateTrouble::Ambiguous:
            return "date-ambiguous";
        case DateTrouble::OtherCalendar:
            return "date-other-calendar";
        case DateTrouble::TwoDigitYear:
            return "date-two-digit-year";
        case DateTrouble::Misread:
            return "date-misread";
        case DateTrouble::None:
            break;
    }
    return nullptr;
}

const char* trouble_text(DateTrouble trouble) {
    switch (trouble) {
        case DateTrouble::NotADate:
            return "the cell could not be read as a date; kept as written";
        case DateTrouble::Impossible:
            return "no such day exists; what is possible of it (the year, the month) is kept";
        case DateTrouble::Ambiguous:
            return "the date can be read in several ways; all are kept";
        case DateTrouble::OtherCalendar:
            return "a date of another calendar";
        case DateTrouble::TwoDigitYear:
            return "the century of a two-digit year was inferred";
        case DateTrouble::Misread:
            return "letters stood for digits in a date; read as digits, uncertain";
        case DateTrouble::None:
            break;
    }
    return "";
}

/// One column of whole dates.
class DateColumn {
  public:
    DateColumn(ListContext& list, std::uint32_t column) : list_(list), column_(column) {
        const auto& values = list.view.table().columns[column].values;
        codes_.assign(values.size(), kUnseen);
        troubles_.assign(values.size(), DateTrouble::None);
        codes_[0] = 0;
        hints_.order = list.column[column]->date_order;
        hints_.latest_year = list.latest_year;
        std::vector<std::string_view> texts;
        for (std::size_t v = 1; v < values.size(); ++v) texts.push_back(values[v].text);
        infer_calendar(texts, hints_);
        precision_ = precision_of(texts);
    }

    void fill(FieldBuilder& field) {
        const auto& values = list_.view.table().columns[column_].values;
        for (std::uint32_t r = 0; r < list_.view.size(); ++r) {
            const std::uint32_t cell = list_.view.code(r, column_);
            if (codes_[cell] == kUnseen) codes_[cell] = read(values[cell], cell, field);
            if (const char* code = trouble_code(troubles_[cell]))
                list_.issue(code,
                            troubles_[cell] == DateTrouble::TwoDigitYear ? Severity::Note
                                                                         : Severity::Warning,
                            r, column_, trouble_text(troubles_[cell]));
            if (codes_[cell] != 0 && field.at(list_.first_record + r) == 0)
                field.set(list_.first_record + r, codes_[cell]);
        }
    }

  private:
    /// A column of months writes every one of them as its first day, a column of years as 1
    /// January.
    enum class Precision : std::uint8_t { Day, Month, Year };

    Precision precision_of(const std::vector<std::string_view>& texts) const {
        std::size_t dates = 0;
        bool january = true;
        for (const std::string_view text : texts) {
            const DateParse parsed = parse_date(text, hints_);
            if (!parsed.date || parsed.date->readings.front().day == 0) continue;
            if (parsed.date->readings.front().day != 1) return Precision::Day;
            january = january && parsed.date->readings.front().month == 1;
            ++dates;
        }
        if (dates < kFirstDaysThatAreMonths) return Precision::Day;
        return january ? Precision::Year : Precision::Month;
    }

    std::uint32_t read(const CellValue& cell, std::uint32_t code, FieldBuilder& field) {
        const std::string& text = cell.text;
        if (text.size() < 40 && says_nothing(fold(text))) return 0;
        if (auto serial = from_serial(text)) return field.code(*serial);
        DateParse parsed = parse_date(text, hints_);
        if (!parsed.date && parsed.trouble == DateTrouble::NotADate && text.size() == 2 &&
            text.find_first_not_of("0123456789") == std::string::npos)
            parsed = parse_date("'" + text, hints_);  // a column of birth years: 75, 82
        troubles_[code] = parsed.trouble;
        if (precision_ != Precision::Day && parsed.date) {
            for (DateReading& reading : parsed.date->readings) {
                reading.day = 0;
                if (precision_ == Precision::Year) reading.month = 0;
            }
            parsed.date->edtf = to_edtf(*parsed.date);
        }
        return parsed.date ? field.code(*parsed.date) : 0;
    }

    ListContext& list_;
    std::uint32_t column_;
    DateHints hints_;
    Precision precision_ = Precision::Day;
    std::vector<std::uint32_t> codes_;
    std::vector<DateTrouble> troubles_;
};

/// Year, month and day in columns of their own.
class DateParts {
  public:
    DateParts(ListContext& list, Meaning year, Meaning month, Meaning day) : list_(list) {
        for (const Meaning meaning : {year, month, day}) {
            const auto columns = list.with(meaning);
            columns_.push_back(columns.empty() ? list.width() : columns.front());
        }
    }

    bool any() const {
        return std::any_of(columns_.begin(), columns_.end(),
                           [this](std::uint32_t c) { return c < list_.width(); });
    }

    void fill(FieldBuilder& field) {
        tsl::robin_map<std::string, std::pair<std::uint32_t, DateTrouble>> known;
        for (std::uint32_t r = 0; r < list_.view.size(); ++r) {
            std::string key;
            for (const std::uint32_t c : columns_) {
                const std::uint32_t code = c < list_.width() ? list_.view.code(r, c) : 0;
                key.append(reinterpret_cast<const char*>(&code), sizeof code);
            }
            const auto [it, added] = known.try_emplace(key, std::make_pair(0U, DateTrouble::None));
            if (added) it.value() = read(r, field);
            const auto [code, trouble] = it->second;
            if (const char* issue = trouble_code(trouble))
                if (trouble != DateTrouble::TwoDigitYear)
                    list_.issue(issue, Severity::Warning, r, first_column(), trouble_text(trouble));
            if (code != 0 && field.at(list_.first_record + r) == 0)
                field.set(list_.first_record + r, code);
        }
    }

  private:
    std::uint32_t first_column() const {
        return *std::find_if(columns_.begin(), columns_.end(),
                             [this](std::uint32_t c) { return c < list_.width(); });
    }

    std::string part(std::uint32_t r, std::size_t which) const {
        const std::uint32_t c = columns_[which];
        if (c >= list_.width()) return {};
        const std::string& text = list_.view.value(c, list_.view.code(r, c)).text;
        return says_nothing(fold(text)) ? std::string() : text;
    }

    static std::string whole_text(const std::string& text) {
        const auto number = parse_whole(text);
        return number && number->first == number->last ? std::to_string(number->first) : text;
    }

    std::pair<std::uint32_t, DateTrouble> read(std::uint32_t r, FieldBuilder& field) const {
        const std::string year = whole_text(part(r, 0)), month = whole_text(part(r, 1)),
                          day = whole_text(part(r, 2));
        if (year.empty() && (month.empty() || day.empty())) return {0, DateTrouble::None};
        DateHints hints;
        hints.order = DateOrder::YearMonthDay;
        hints.latest_year = list_.latest_year;
        if (month.empty() && day.empty()) {
            const bool short_year = year.size() == 2;
            DateParse only = parse_date(short_year ? "'" + year : year, hints);
            return {only.date ? field.code(*only.date) : 0, only.trouble};
        }
        const std::string y = year.empty() ? "0000" : year;
        std::string text =
            fmt::format("{}-{}-{}", y, month.empty() ? "00" : month, day.empty() ? "00" : day);
        const bool name = month.find_first_not_of("0123456789") != std::string::npos;
        if (name) text = fmt::format("{} {} {}", day, month, y);
        DateParse parsed = parse_date(text, hints);
        return {parsed.date ? field.code(*parsed.date) : 0, parsed.trouble};
    }

    ListContext& list_;
    std::vector<std::uint32_t> columns_;
};

/// A year that belongs to the whole list (key "year"), for ages without a date of their own.
std::optional<std::uint32_t> column_with_key(const ListContext& list, const std::string& key) {
    for (std::uint32_t c = 0; c < list.column.size(); ++c)
        if (list.column[c] && list.column[c]->key == key) return c;
    return std::nullopt;
}

/// Ages become birth ranges where no birth date is written; where nothing dates them they stay
/// ages.
class Ages {
  public:
    Ages(ListContext& list, std::uint32_t column) : list_(list), column_(column) {
        const auto& values = list.view.table().columns[column].values;
        ages_.resize(values.size());
        seen_.assign(values.size(), false);
    }

    void run() {
        event_ = list_.fields.find("event_date");
        if (!event_) event_ = list_.fields.find("death_date");
        year_ = column_with_key(list_, "year");
        for (std::uint32_t r = 0; r < list_.view.size(); ++r) record(r);
    }

  private:
    void record(std::uint32_t r) {
        const std::uint32_t cell = list_.view.code(r, column_);
        if (cell == 0) return;
        const auto& age = read(cell);
        if (!age) {
            if (unreadable(cell))
                list_.issue("age-unreadable", Severity::Note, r, column_,
                            "the cell could not be read as an age; kept as written");
            return;
        }
        const std::uint32_t record = list_.first_record + r;
        const PartialDate* at = reference(r);
        if (!at) {
            FieldBuilder& field = list_.fields.get("age", Meaning::Age);
            const std::string text = age->first == age->last
                                         ? std::to_string(age->first)
                                         : fmt::format("{}-{}", age->first, age->last);
            field.set(record, field.code(text));
            return;
        }
        FieldBuilder& birth = list_.fields.get("birth_date", Meaning::BirthDate);
        if (birth.at(record) != 0) return;
        PartialDate range =
            birth_range(static_cast<int>(age->first), static_cast<int>(age->last), *at);
        if (age->approximate) {
            range.approximate = true;
            range.edtf = to_edtf(range);
        }
        birth.set(record, birth.code(range));
    }

    const std::optional<NumberRange>& read(std::uint32_t cell) {
        if (!seen_[cell]) {
            seen_[cell] = true;
            ages_[cell] = parse_age(list_.view.value(column_, cell).text);
        }
        return ages_[cell];
    }

    bool unreadable(std::uint32_t cell) const {
        return !says_nothing(fold(list_.view.value(column_, cell).text));
    }

    /// The day the age was counted at: the event's, else the year of the list.
    const PartialDate* reference(std::uint32_t r) {
        const std::uint32_t record = list_.first_record + r;
        if (event_ && event_->at(record) != 0) {
            const PartialDate& date = event_->date(event_->at(record));
            if (date.readings.front().year_first != 0) return &date;
        }
        if (!year_) return nullptr;
        const std::string& text = list_.view.value(*year_, list_.view.code(r, *year_)).text;
        const DateParse parsed = parse_date(text, {});
        if (!parsed.date) return nullptr;
        year_of_list_ = *parsed.date;
        return &year_of_list_;
    }

    ListContext& list_;
    std::uint32_t column_;
    FieldBuilder* event_ = nullptr;
    std::optional<std::uint32_t> year_;
    PartialDate year_of_list_;
    std::vector<std::optional<NumberRange>> ages_;
    std::vector<bool> seen_;
};

}  // namespace

void add_dates(ListContext& list) {
    for (const Meaning meaning : {Meaning::BirthDate, Meaning::EventDate, Meaning::DeathDate})
        for (const std::uint32_t c : list.with(meaning))
            if (!list.column[c]->key.empty())
                DateColumn(list, c).fill(list.fields.get(list.column[c]->key, meaning));
    DateParts birth(list, Meaning::BirthYear, Meaning::BirthMonth, Meaning::BirthDay);
    if (birth.any()) birth.fill(list.fields.get("birth_date", Meaning::BirthDate));
    const bool year_of_list = column_with_key(list, "year").has_value();
    DateParts event(list, Meaning::EventYear, Meaning::EventMonth, Meaning::EventDay);
    if (event.any())
        event.fill(list.fields.get(year_of_list ? "year" : "event_date", Meaning::EventDate));
    for (const std::uint32_t c : list.with(Meaning::Age)) Ages(list, c).run();
}

}  // namespace dalil
