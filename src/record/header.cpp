#include "record/header.hpp"

#include <bitset>

#include "dalil/text/unicode.hpp"
#include "record/vocabulary.hpp"

namespace dalil {
namespace {

using C = Concept;
using Strength = HeaderReading::Strength;

struct Ideas {
    std::bitset<64> set;
    int unknown_words = 0;
    int known_words = 0;

    bool has(C idea) const { return set.test(static_cast<std::size_t>(idea)); }
    template <class... Rest>
    bool any(C first, Rest... rest) const {
        return (has(first) || ... || has(rest));
    }
    void add(C idea) { set.set(static_cast<std::size_t>(idea)); }
    /// True if nothing but these (and words that say nothing) is said.
    template <class... Allowed>
    bool only(Allowed... allowed) const {
        std::bitset<64> rest = set;
        (rest.reset(static_cast<std::size_t>(allowed)), ...);
        rest.reset(static_cast<std::size_t>(C::Filler));
        rest.reset(static_cast<std::size_t>(C::Self));
        return rest.none();
    }
};

bool all_digits(const std::string& word) {
    return word.find_first_not_of("0123456789") == std::string::npos;
}

Ideas collect(std::string_view text) {
    Ideas ideas;
    const std::vector<std::string> all = header_words(text);
    for (std::size_t at = 0; at < all.size();) {
        std::size_t length = 1;
        const std::vector<Concept> found = find_concepts(all, at, length);
        if (found.empty() && !all_digits(all[at])) ++ideas.unknown_words;
        if (!found.empty()) ++ideas.known_words;
        for (const Concept idea : found) ideas.add(idea);
        at += length;
    }
    return ideas;
}

/// A header that quotes its source ("... http://...") does not hold links.
std::string without_addresses(std::string_view header) {
    std::string out;
    while (!header.empty()) {
        const std::size_t at = header.find("http");
        out += header.substr(0, at);
        if (at == std::string_view::npos) break;
        header.remove_prefix(at);
        header.remove_prefix(std::min(header.find_first_of(" )\n"), header.size()));
    }
    return out;
}

/// Text outside brackets, and text inside.
void take_brackets_apart(std::string_view header, std::string& outside, std::string& inside) {
    int depth = 0;
    for (const char32_t c : to_utf32(without_addresses(header))) {
        const bool opens = c == '(' || c == '[' || c == U'（';
        const bool closes = c == ')' || c == ']' || c == U'）';
        if (opens) ++depth;
        std::string& target = depth > 0 ? inside : outside;
        target += opens || closes ? " " : to_utf8(std::u32string(1, c));
        if (closes && depth > 0) --depth;
    }
}

/// Rules from the most telling concept to the least. Each sets meaning and strength.
class Rules {
  public:
    Rules(const Ideas& ideas, HeaderReading& out) : i_(ideas), out_(out) {}

    void run() {
        out_.about_event = i_.any(C::Event, C::Death);
        out_.about_residence = i_.any(C::Residence);
        if (other_subject() || contact() || number_of_person() || birth() || names() || person() ||
            times() || places() || number_of_row() || nothing_but_person())
            return;
        out_.strength = Strength::None;
    }

  private:
    bool set(Meaning meaning, Strength strength = Strength::Strong, std::string key = {}) {
        out_.meaning = meaning;
        out_.strength = strength;
        out_.key = std::move(key);
        return true;
    }

    bool person_name() const {
        return i_.any(C::Name, C::Full, C::Given, C::Family, C::Father, C::Middle);
    }

    bool other_subject() {
        if (i_.has(C::Url) && !i_.any(C::Email)) return set(Meaning::Ignore);
        if (i_.has(C::Description) && !i_.any(C::Full, C::Given, C::Family))
            return set(Meaning::Text);
        if (i_.has(C::Other) && !(i_.has(C::Self) && i_.any(C::Full, C::Given, C::Family)))
            return set(Meaning::Category, Strength::Strong);
        if (i_.has(C::Kind) && !i_.any(C::Ethnicity, C::Sex, C::Full, C::Family, C::Date, C::Id))
            return set(Meaning::Category);
        if (i_.has(C::Count)) return set(Meaning::Number);
        if (i_.has(C::Relative)) {
            const bool name = person_name() || i_.only(C::Relative, C::Father);
            return set(name ? Meaning::Relative : Meaning::Text);
        }
        return false;
    }

    bool contact() {
        if (i_.has(C::Email)) return set(Meaning::Email);
        if (i_.has(C::Phone)) return set(Meaning::Phone);
        if (i_.any(C::Latitude, C::Longitude))
            return set(Meaning::Number, Strength::Strong,
                       i_.has(C::Latitude) ? "latitude" : "longitude");
        return false;
    }

    bool number_of_person() {
        const bool dated = i_.any(C::Date, C::Year, C::OtherEvent);
        if (dated) return false;
        if (i_.has(C::Passport)) return set(Meaning::Identifier, Strength::Strong, "passport");
        if (i_.has(C::SocialNumber))
            return set(Meaning::Identifier, Strength::Strong, "social_security_number");
        if (i_.has(C::PersonNumber))
            return set(Meaning::Identifier, Strength::Strong, "national_id");
        if (i_.has(C::Id) && !i_.any(C::Province, C::Country, C::District, C::City, C::Postcode,
                                     C::Sex, C::Ethnicity)) {
            out_.generic_id = true;
            return set(Meaning::RowId, Strength::Weak);
        }
        return false;
    }

    bool birth() {
        if (!i_.has(C::Birth)) return false;
        if (i_.has(C::Father)) return set(Meaning::Text);
        if (i_.has(C::Event)) return false;
        if (i_.any(C::Place, C::Country, C::Province, C::District, C::City, C::Village,
                   C::Residence, C::Address))
            return set(Meaning::BirthPlace);
        if (i_.has(C::Name)) return set(Meaning::Alias);
        const bool year = i_.has(C::Year), month = i_.has(C::Month), day = i_.has(C::Day);
        if (!i_.has(C::Date) && year + month + day == 1)
            return set(year ? Meaning::BirthYear : month ? Meaning::BirthMonth : Meaning::BirthDay);
        return set(Meaning::BirthDate);
    }

    bool names() {
        if (i_.any(C::Place, C::Country, C::Province, C::District, C::City, C::Village, C::Street,
                   C::Address) &&
            !i_.any(C::Given, C::Family))
            return false;
        if (i_.has(C::Alias)) return set(Meaning::Alias);
        if (i_.has(C::NameSuffix)) return set(Meaning::Category, Strength::Strong, "name_suffix");
        if (i_.has(C::Title) && !person_name()) return set(Meaning::Category);
        if (i_.has(C::Full)) return set(Meaning::FullName);
        if (i_.has(C::Given) && i_.has(C::Family)) return set(Meaning::FullName);
        if (i_.has(C::Family)) return set(Meaning::FamilyName);
        if (i_.has(C::Middle)) return set(Meaning::MiddleName);
        if (i_.has(C::Father))
            return set(i_.only(C::Father, C::Name, C::Given) ? Meaning::FatherName : Meaning::Text);
        if (i_.has(C::Given)) return set(Meaning::GivenName);
        if (i_.has(C::Name)) {
            out_.bare_name = true;
            return set(Meaning::FullName,
                       i_.unknown_words == 0 ? Strength::Strong : Strength::Weak);
        }
        return false;
    }

    bool person() {
        if (i_.has(C::Sex)) return set(Meaning::Sex);
        if (i_.any(C::Male, C::Female) && i_.only(C::Male, C::Female)) {
            out_.says_male = i_.has(C::Male);
            out_.says_female = i_.has(C::Female);
            return set(Meaning::Sex, Strength::Weak);
        }
        if (i_.has(C::Age)) return set(i_.unknown_words > 1 ? Meaning::Number : Meaning::Age);
        if (i_.has(C::Religion)) return set(Meaning::Religion);
        if (i_.has(C::Nationality)) return set(Meaning::Nationality);
        if (i_.has(C::Ethnicity)) return set(Meaning::Ethnicity);
        if (i_.has(C::Occupation)) return set(Meaning::Occupation);
        return false;
    }

    bool times() {
        const bool year = i_.has(C::Year), month = i_.has(C::Month), day = i_.has(C::Day);
        const bool dated = i_.has(C::Date) || year || month || day;
        const bool place = i_.any(C::Place, C::City, C::Country, C::Province, C::District,
                                  C::Village, C::Address, C::Street);
        if (place && !i_.has(C::Date)) return false;
        if (dated && i_.has(C::Admin))
            return set(i_.has(C::Date) ? Meaning::Ignore : Meaning::Number, Strength::Strong);
        if (dated && i_.has(C::OtherEvent))
            return set(Meaning::EventDate, Strength::Strong, "other");
        if (i_.has(C::Death) && !i_.has(C::Event)) {
            out_.event_is_death = true;
            return set(Meaning::DeathDate, dated ? Strength::Strong : Strength::Weak);
        }
        if (i_.has(C::Number) && i_.has(C::Event)) return set(Meaning::Number, Strength::Weak);
        if (dated) {
            const Strength strength =
                i_.has(C::Event) && i_.unknown_words <= 2 ? Strength::Strong : Strength::Weak;
            // "vesting_dt": a date of something unknown
            if (i_.unknown_words > 0 && !i_.has(C::Event) && !year && !month && !day)
                return set(Meaning::EventDate, Strength::Weak, "unknown");
            if (i_.has(C::Date) || year + month + day != 1)
                return set(Meaning::EventDate, strength);
            return set(year    ? Meaning::EventYear
                       : month ? Meaning::EventMonth
                               : Meaning::EventDay,
                       strength);
        }
        if (i_.has(C::OtherEvent) || i_.has(C::Admin)) return false;
        if (i_.has(C::Event)) return set(Meaning::EventDate, Strength::Weak);
        return false;
    }

    bool places() {
        if (i_.has(C::Postcode)) return set(Meaning::Postcode);
        if (i_.has(C::PoBox)) return set(Meaning::HouseNumber, Strength::Strong, "po_box");
        if (i_.has(C::Unit)) return set(Meaning::HouseNumber, Strength::Strong, "unit_number");
        if (i_.has(C::House) || (i_.any(C::Street, C::Address) && i_.has(C::Number)))
            return set(Meaning::HouseNumber);
        out_.is_village = i_.has(C::Village);
        if (i_.has(C::Street)) return set(Meaning::Street);
        if (i_.any(C::City, C::Village)) return set(Meaning::City);
        if (i_.has(C::District)) return set(Meaning::District);
        if (i_.has(C::Province)) return set(Meaning::Province);
        if (i_.has(C::Country)) return set(Meaning::Country);
        if (i_.has(C::Address)) return set(Meaning::Street);
        if (i_.any(C::Place, C::Residence)) return set(Meaning::Place, Strength::Weak);
        return false;
    }

    bool number_of_row() {
        if (!i_.any(C::Row, C::Number, C::Id)) return false;
        out_.generic_id = true;
        return set(Meaning::RowId, Strength::Weak);
    }

    /// "Victim", "detainee": most likely who it was.
    bool nothing_but_person() {
        if (!i_.has(C::Self) || i_.unknown_words > 0) return false;
        out_.bare_name = true;
        return set(Meaning::FullName, Strength::Weak);
    }

    const Ideas& i_;
    HeaderReading& out_;
};

}  // namespace

HeaderReading read_header(std::string_view header) {
    HeaderReading out;
    std::string outside, inside;
    take_brackets_apart(header, outside, inside);
    Ideas ideas = collect(outside);
    if (ideas.known_words == 0 && header.find('#') != std::string_view::npos) ideas.add(C::Row);
    if (header == "№") ideas.add(C::Row);
    // "Date (arrest)": the bracket tells what the word before it leaves open.
    if (ideas.only(C::Date, C::Year, C::Month, C::Day) || ideas.only(C::Name) ||
        ideas.only(C::Place) || ideas.known_words == 0) {
        const Ideas more = collect(inside);
        const bool format = date_order_in_header(header) != DateOrder::Unknown;
        const bool sentence = more.known_words + more.unknown_words > 5;
        if (!format && !sentence) ideas.set |= more.set;
    }
    Rules(ideas, out).run();
    out.date_order = date_order_in_header(header);
    return out;
}

std::string header_slug(std::string_view header) {
    std::string outside, inside, slug;
    take_brackets_apart(header, outside, inside);
    std::size_t count = 0;
    for (const std::string& word : header_words(outside.empty() ? header : outside)) {
        if (++count > 6) break;
        slug += (slug.empty() ? "" : "_") + word;
    }
    return slug.empty() ? std::string("column") : slug;
}

DateOrder date_order_in_header(std::string_view header) {
    // Letters that stand for day, month and year in format hints, by language.
    std::u32string marks;
    const std::u32string text = to_utf32(fold(header)) + U" ";
    std::u32string run;
    const auto role = [](const std::u32string& word) -> char32_t {
        constexpr std::u32string_view kDay[] = {U"dd",  U"d",    U"day", U"дд",  U"день",
                                                U"jj",  U"jour", U"dia", U"día", U"gg",
                                                U"gün", U"日",   U"күн"};
        constexpr std::u32string_view kMonth[] = {U"mm",   U"m",   U"month", U"мм", U"месяц",
                                                  U"mois", U"mes", U"aa",    U"ay", U"mon",
                                                  U"mmm",  U"月",  U"ай"};
        constexpr std::u32string_view kYear[] = {U"yyyy", U"yy",  U"y",    U"year",  U"гггг",
                                                 U"гг",   U"год", U"aaaa", U"année", U"año",
                                                 U"yıl",  U"年",  U"жыл",  U"жжжж"};
        for (const auto word_of_day : kDay)
            if (word == word_of_day) return U'd';
        for (const auto word_of_month : kMonth)
            if (word == word_of_month) return U'm';
        for (const auto word_of_year : kYear)
            if (word == word_of_year) return U'y';
        if (word == U"yyyymmdd") return U'Y';
        if (word == U"ddmmyyyy") return U'D';
        if (word == U"mmddyyyy") return U'M';
        return 0;
    };
    for (const char32_t c : text) {
        if (script_of(c) != Script::None) {
            run += c;
            continue;
        }
        if (!run.empty()) {
            const char32_t r = role(run);
            marks += r == 0 ? U'?' : r;
            run.clear();
        }
    }
    if (marks.find(U"dmy") != std::u32string::npos || marks.find(U'D') != std::u32string::npos)
        return DateOrder::DayMonthYear;
    if (marks.find(U"mdy") != std::u32string::npos || marks.find(U'M') != std::u32string::npos)
        return DateOrder::MonthDayYear;
    if (marks.find(U"ymd") != std::u32string::npos || marks.find(U'Y') != std::u32string::npos)
        return DateOrder::YearMonthDay;
    return DateOrder::Unknown;
}

}  // namespace dalil
