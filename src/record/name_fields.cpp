// Names of one list. Parts in columns of their own are kept as they are; full names are taken
// apart; what a full name says beyond the parts beside it becomes another name.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "dalil/names/name.hpp"
#include "dalil/text/date.hpp"
#include "dalil/text/unicode.hpp"
#include "record/list_context.hpp"
#include "tsl/robin_map.h"

namespace dalil {
namespace {

enum Part : std::size_t { kGiven, kMiddle, kFamily, kFather, kAlias, kSuffix, kParts };

constexpr std::array<Meaning, kParts> kMeanings = {Meaning::GivenName,  Meaning::MiddleName,
                                                   Meaning::FamilyName, Meaning::FatherName,
                                                   Meaning::Alias,      Meaning::Category};
constexpr std::array<const char*, kParts> kKeys = {
    "given_name", "middle_name", "family_name", "father_name", "alias", "category:name_suffix"};

using Values = std::array<std::string, kParts>;

void append(std::string& text, const std::string& more) {
    if (more.empty()) return;
    if (!text.empty()) text += ' ';
    text += more;
}

/// A column of names: what each distinct cell says, or that it says nothing.
class NameColumn {
  public:
    NameColumn(ListContext& list, std::uint32_t column)
        : column_(column), missing_(list.view, column, true) {
        const auto& values = list.view.table().columns[column].values;
        state_.assign(values.size(), State::Unseen);
        folded_.resize(values.size());
        state_[0] = State::Empty;
        for (const std::uint32_t code : list.view.codes(column)) look(values, code);
    }

    std::uint32_t column() const { return column_; }
    const std::string& text(std::uint32_t code) const { return folded_[code]; }
    bool is_placeholder(std::uint32_t code) const { return state_[code] == State::Placeholder; }

  private:
    enum class State : std::uint8_t { Unseen, Empty, Placeholder, Name };

    void look(const std::vector<CellValue>& values, std::uint32_t code) {
        if (state_[code] != State::Unseen) return;
        std::string folded = fold(values[code].text);
        state_[code] = State::Empty;
        if (missing_(folded)) return;
        state_[code] = State::Placeholder;
        if (is_placeholder_name(folded)) return;
        state_[code] = State::Name;
        folded_[code] = std::move(folded);
    }

    std::uint32_t column_;
    MissingWords missing_;
    std::vector<State> state_;
    std::vector<std::string> folded_;
};

/// "Jr." -> "jr", "2nd" -> "ii": tells a son from his father. Empty for titles.
std::string generation(const std::string& suffix) {
    const std::string word = fold_words(suffix);
    constexpr std::array<std::array<const char*, 2>, 10> kSame = {{{"jr", "jr"},
                                                                   {"junior", "jr"},
                                                                   {"sr", "sr"},
                                                                   {"senior", "sr"},
                                                                   {"ii", "ii"},
                                                                   {"2nd", "ii"},
                                                                   {"iii", "iii"},
                                                                   {"3rd", "iii"},
                                                                   {"iv", "iv"},
                                                                   {"v", "v"}}};
    for (const auto& [written, meant] : kSame)
        if (word == written) return meant;
    return {};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Removes what stands between a name and the date behind it: brackets, commas, a word for "born".
void strip_tail(std::string& name) {
    constexpr std::string_view kBorn[] = {"born",  "b.",      "b",         "born in", "d.o.b.",
                                          "dob",   "родился", "родилась",  "р.",      "рожд.",
                                          "生于",  "出生",    "مواليد",    "doğum",   "dogumlu",
                                          "né en", "née en",  "nacido en", "туған",   "تۇغۇلغان"};
    const auto strip_marks_and_spaces = [&name] {
        constexpr std::string_view kWide[] = {"（", "，", "、"};
        bool again = true;
        while (again && !name.empty()) {
            again = std::string_view(" ,;([/-").find(name.back()) != std::string_view::npos;
            if (again) name.pop_back();
            for (const std::string_view mark : kWide)
                if (name.size() >= mark.size() &&
                    name.compare(name.size() - mark.size(), mark.size(), mark) == 0) {
                    name.resize(name.size() - mark.size());
                    again = true;
                }
        }
    };
    strip_marks_and_spaces();
    for (const std::string_view word : kBorn) {
        const std::size_t size = word.size();
        const bool ends = name.size() > size && name.compare(name.size() - size, size, word) == 0;
        const bool whole =
            ends &&
            (static_cast<unsigned char>(name[name.size() - size - 1]) >= 0x80 ||
             std::string_view(" ,(").find(name[name.size() - size - 1]) != std::string_view::npos);
        if (!whole) continue;
        name.resize(name.size() - size);
        strip_marks_and_spaces();
        return;
    }
}

/// Takes "(1975)", ", 1975 г.р.", "b. 1975" or "1990-03-04" off the end of a name.
std::optional<PartialDate> take_birth(std::string& name, const DateHints& hints) {
    const auto first = std::find_if(name.begin(), name.end(), is_digit);
    if (first == name.end() || first == name.begin()) return std::nullopt;
    std::string tail(first, name.end());
    for (const char bracket : {')', ']'})
        tail.erase(std::remove(tail.begin(), tail.end(), bracket), tail.end());
    if (const std::size_t wide = tail.find("）"); wide != std::string::npos) tail.erase(wide, 3);
    const DateParse parsed = parse_date(tail, hints);
    if (!parsed.date || parsed.trouble == DateTrouble::Impossible) return std::nullopt;
    const DateReading& born = parsed.date->readings.front();
    // "1847-1939" is a life, not a birth.
    if (born.year_first < 1850 || born.year_last > 2100 || born.year_last - born.year_first > 9)
        return std::nullopt;
    name.erase(first, name.end());
    strip_tail(name);
    return name.empty() ? std::nullopt : parsed.date;
}

class Names {
  public:
    explicit Names(ListContext& list) : list_(list) {
        for (std::size_t part = 0; part < kSuffix; ++part)
            for (const std::uint32_t c : list.with(kMeanings[part]))
                parts_[part].emplace_back(list, c);
        for (const std::uint32_t c : list.with(Meaning::FullName)) full_.emplace_back(list, c);
        for (const auto* columns : {&full_, &parts_[kGiven], &parts_[kFamily]})
            if (!first_column_ && !columns->empty()) first_column_ = columns->front().column();
    }

    void run() {
        for (std::size_t part = 0; part < kParts; ++part) fields_[part] = nullptr;
        for (std::uint32_t r = 0; r < list_.view.size(); ++r) record(r);
    }

  private:
    using Codes =
        std::array<std::uint32_t, kParts + 1>;  ///< of the fields; last: of the birth date

    void record(std::uint32_t r) {
        key_.clear();
        placeholder_ = false;
        for (const auto& columns : parts_)
            for (const NameColumn& column : columns) note(r, column);
        for (const NameColumn& column : full_) note(r, column);
        const auto [it, added] = known_.try_emplace(key_, Codes{});
        if (added) it.value() = read(r);
        const Codes& codes = it->second;
        for (std::size_t part = 0; part < kParts; ++part)
            if (codes[part] != 0) fields_[part]->set(list_.first_record + r, codes[part]);
        if (codes[kParts] != 0) set_birth(r, codes[kParts]);
        const bool named = codes[kGiven] != 0 || codes[kFamily] != 0 || codes[kAlias] != 0;
        if (!named && !placeholder_ && first_column_)
            list_.issue("name-missing", Severity::Note, r, *first_column_,
                        "the record has no name; it is kept");
    }

    void note(std::uint32_t r, const NameColumn& column) {
        const std::uint32_t code = list_.view.code(r, column.column());
        key_.append(reinterpret_cast<const char*>(&code), sizeof code);
        if (!column.is_placeholder(code)) return;
        placeholder_ = true;
        list_.issue("name-placeholder", Severity::Note, r, column.column(),
                    "the cell holds no name (withheld, unknown); read as missing");
    }

    Codes read(std::uint32_t r) {
        Values values;
        for (std::size_t part = 0; part < kSuffix; ++part)
            for (const NameColumn& column : parts_[part])
                append(values[part], column.text(list_.view.code(r, column.column())));
        // A title where a name should stand says less than the full name may say.
        for (const std::size_t part : {kGiven, kFamily})
            if (is_only_titles(values[part])) values[part].clear();
        std::optional<PartialDate> born;
        DateHints hints;
        hints.latest_year = list_.latest_year;
        for (const NameColumn& column : full_) {
            std::string name = column.text(list_.view.code(r, column.column()));
            if (name.empty()) continue;
            if (auto found = take_birth(name, hints)) born = std::move(found);
            add_full(name, values);
        }
        Codes codes{};
        for (std::size_t part = 0; part < kParts; ++part)
            if (!values[part].empty()) codes[part] = field(part).code(values[part]);
        if (born) codes[kParts] = birth().code(*born);
        return codes;
    }

    void add_full(const std::string& name, Values& values) {
        const NameParts split = split_full_name(name, list_.recipe.name_order);
        append(values[kAlias], split.alias);
        const std::string suffix = generation(split.suffix);
        append(values[suffix.empty() ? kAlias : kSuffix], suffix.empty() ? split.suffix : suffix);
        if (values[kGiven].empty() && values[kFamily].empty()) {
            append(values[kGiven], split.given);
            append(values[kMiddle], split.middle);
            append(values[kFamily], split.family);
            append(values[kFather], split.father);
            return;
        }
        add_beyond(split, values);
    }

    /// Words of the full name that stand in none of the parts: the given or family name if that is
    /// missing, else another name.
    static void add_beyond(const NameParts& split, Values& values) {
        std::vector<std::string> known;
        for (const std::string& value : values)
            for (std::string& word : words(value)) known.push_back(std::move(word));
        const auto beyond = [&known](const std::string& part) {
            std::string out;
            for (const std::string& word : words(part))
                if (std::find(known.begin(), known.end(), word) == known.end()) append(out, word);
            return out;
        };
        const bool no_given = values[kGiven].empty(), no_family = values[kFamily].empty();
        append(values[no_given ? kGiven : kAlias], beyond(split.given));
        append(values[kAlias], beyond(split.middle));
        append(values[no_family ? kFamily : kAlias], beyond(split.family));
        append(values[kAlias], beyond(split.father));
    }

    FieldBuilder& field(std::size_t part) {
        if (!fields_[part]) fields_[part] = &list_.fields.get(kKeys[part], kMeanings[part]);
        return *fields_[part];
    }

    FieldBuilder& birth() { return list_.fields.get("birth_date", Meaning::BirthDate); }

    void set_birth(std::uint32_t r, std::uint32_t code) {
        const std::uint32_t before = birth().at(list_.first_record + r);
        if (before != 0 && !birth().date(before).derived) return;
        birth().set(list_.first_record + r, code);
        list_.issue("birth-year-in-name", Severity::Note, r, full_.front().column(),
                    "a year or date behind the name was read as the date of birth");
    }

    ListContext& list_;
    std::array<std::vector<NameColumn>, kParts> parts_;
    std::vector<NameColumn> full_;
    std::array<FieldBuilder*, kParts> fields_{};
    std::optional<std::uint32_t> first_column_;
    bool placeholder_ = false;  ///< of the record at hand
    std::string key_;
    tsl::robin_map<std::string, Codes> known_;
};

}  // namespace

void add_names(ListContext& list) {
    Names(list).run();
}

}  // namespace dalil
