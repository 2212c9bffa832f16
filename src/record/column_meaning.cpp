#include "record/column_meaning.hpp"

namespace dalil {
namespace {

using Strength = HeaderReading::Strength;

constexpr std::uint32_t kRowsThatCount = 10;  // fewer distinct numbers may be anything

Meaning free_column(const ColumnProfile& p) {
    if (p.url >= 0.5) return Meaning::Ignore;
    if (p.whole + p.decimal >= 0.8) return Meaning::Number;
    if (p.mean_length > 60 || (p.mean_words > 6 && p.distinct_share() > 0.3)) return Meaning::Text;
    const bool closed = p.distinct <= 30 || p.distinct_share() < 0.5;
    return closed ? Meaning::Category : Meaning::Text;
}

/// A header said what it is; does the content agree? Returns the meaning to use.
class Check {
  public:
    Check(const ColumnProfile& p, std::uint32_t rows, const HeaderReading& h)
        : p_(p), rows_(rows), h_(h) {}

    Meaning run() const {
        if (p_.resident_id >= 0.5) return Meaning::Identifier;
        switch (h_.meaning) {
            case Meaning::BirthDate:
                return birth_date();
            case Meaning::DeathDate:
            case Meaning::EventDate:
                return keep_if(p_.any_date + p_.year >= 0.3 || serial_dates());
            case Meaning::BirthYear:
            case Meaning::EventYear:
                return year();
            case Meaning::BirthMonth:
            case Meaning::EventMonth:
                return keep_if(p_.month >= 0.5 || (p_.letters >= 0.8 && p_.distinct <= 40));
            case Meaning::BirthDay:
            case Meaning::EventDay:
                return keep_if(p_.day >= 0.5);
            case Meaning::Age:
                return keep_if(p_.age >= 0.4);
            case Meaning::Sex:
                return keep_if(p_.sex >= 0.4 || p_.distinct <= 8);
            case Meaning::RowId:
                return numbered();
            case Meaning::Identifier:
                return identifier();
            case Meaning::FullName:
            case Meaning::GivenName:
            case Meaning::FamilyName:
            case Meaning::FatherName:
            case Meaning::Relative:
                return keep_if(p_.named >= 0.3 && p_.mean_words <= 12 && p_.mean_length <= 80);
            case Meaning::Place:
                return place();
            case Meaning::City:
            case Meaning::District:
            case Meaning::Country:
                return keep_if(p_.whole < 0.8 && p_.mean_length <= 80);
            case Meaning::Street:
                return p_.whole >= 0.8 ? Meaning::HouseNumber : Meaning::Street;
            case Meaning::Category:
            case Meaning::Number:
            case Meaning::Text:
                return free_column_by_header();
            default:
                return h_.meaning;
        }
    }

  private:
    Meaning keep_if(bool agrees) const { return agrees ? h_.meaning : free_column(p_); }

    /// "Geburtstag", "doğum günü" is a birth date or its day of the month: the cells tell.
    Meaning birth_date() const {
        if (p_.any_date + p_.year >= 0.3 || serial_dates()) return Meaning::BirthDate;
        if (p_.month >= 0.95 && p_.distinct <= 40) return Meaning::BirthMonth;
        if (p_.day >= 0.95 && p_.distinct >= 20) return Meaning::BirthDay;
        return free_column(p_);
    }

    /// Day numbers of a spreadsheet that lost their format.
    bool serial_dates() const {
        return p_.whole >= 0.8 && p_.mean_length > 4.5 && p_.mean_length < 5.5;
    }

    Meaning year() const {
        if (p_.year >= 0.5) return h_.meaning;
        const bool birth = h_.meaning == Meaning::BirthYear;
        if (p_.any_date >= 0.5) return birth ? Meaning::BirthDate : Meaning::EventDate;
        // Two-digit years: 75, 82
        if (birth && p_.whole >= 0.8 && p_.mean_length < 2.5) return Meaning::BirthDate;
        return free_column(p_);
    }

    Meaning numbered() const {
        if (p_.url >= 0.5) return Meaning::Ignore;
        if (p_.phone >= 0.7) return Meaning::Phone;
        const bool unique = p_.distinct_share() >= 0.95 && p_.filled >= 2;
        if (unique || p_.filled < 2) return Meaning::RowId;
        return p_.mean_words > 3 ? Meaning::Text : Meaning::Category;
    }

    Meaning identifier() const {
        if (p_.mean_words > 4) return Meaning::Text;
        const bool digits = p_.letters < 0.6;
        return digits && p_.mean_length >= 3 ? Meaning::Identifier : free_column(p_);
    }

    Meaning place() const {
        if (p_.mean_length > 120) return Meaning::Text;
        const bool plain = !h_.about_event && !h_.about_residence;
        const bool kinds_of_place = plain && rows_ >= 100 && p_.distinct <= 12;
        return p_.whole < 0.8 && !kinds_of_place ? Meaning::Place : free_column(p_);
    }

    Meaning free_column_by_header() const {
        if (p_.url >= 0.5) return Meaning::Ignore;
        if (h_.meaning == Meaning::Text) return Meaning::Text;
        return free_column(p_);
    }

    const ColumnProfile& p_;
    std::uint32_t rows_;
    const HeaderReading& h_;
};

Meaning guess_from_content(const ColumnProfile& p, bool header_speaks) {
    if (p.url >= 0.5) return Meaning::Ignore;
    if (p.email >= 0.5) return Meaning::Email;
    if (p.resident_id >= 0.5) return Meaning::Identifier;
    if (p.sex >= 0.9 && p.distinct <= 8) return Meaning::Sex;
    if (p.date >= 0.7) return Meaning::EventDate;
    if (p.phone >= 0.7) return Meaning::Phone;
    if (p.numbers_rows && p.filled >= kRowsThatCount) return Meaning::RowId;
    if (!header_speaks && p.year >= 0.95 && p.distinct > 1) return Meaning::EventYear;
    if (!header_speaks && p.age >= 0.95 && p.distinct > 5) return Meaning::Age;
    const bool like_names =
        !header_speaks && p.letters >= 0.85 && p.distinct_share() >= 0.3 && p.mean_words <= 5;
    if (like_names && p.capitalised_words >= 0.7) return Meaning::FullName;
    if (like_names && p.mean_words < 1.6) return Meaning::GivenName;
    return free_column(p);
}

}  // namespace

ColumnGuess guess_column(const std::string& header, const ColumnProfile& profile,
                         std::uint32_t rows, bool header_speaks) {
    ColumnGuess guess;
    guess.header = read_header(header);
    guess.profile = profile;
    if (profile.filled == 0) return guess;
    if (guess.header.known()) {
        guess.meaning = Check(profile, rows, guess.header).run();
        guess.from_header = guess.meaning == guess.header.meaning;
        const bool free = guess.meaning == Meaning::Category || guess.meaning == Meaning::Number ||
                          guess.meaning == Meaning::Text;
        guess.certain = guess.from_header || (free && (guess.header.meaning == Meaning::Category ||
                                                       guess.header.meaning == Meaning::Number ||
                                                       guess.header.meaning == Meaning::Text));
        return guess;
    }
    guess.meaning = guess_from_content(profile, header_speaks);
    const bool harmless = guess.meaning == Meaning::Category || guess.meaning == Meaning::Number ||
                          guess.meaning == Meaning::Text || guess.meaning == Meaning::Ignore ||
                          guess.meaning == Meaning::Email;
    guess.certain = header_speaks && harmless;
    return guess;
}

}  // namespace dalil
