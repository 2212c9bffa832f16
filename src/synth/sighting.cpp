#include "synth/sighting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dalil/text/date.hpp"
#include "dalil/text/unicode.hpp"
#include "synth/slips.hpp"

namespace dalil::synth {

namespace {

constexpr std::array<std::string_view, 12> kEnglishMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool chance(Rng& rng, double p) {
    return rng.uniform() < p;
}

/// A name as this list spells it this time.
std::string spelled(std::string name, const ListPlan& plan, Rng& rng) {
    if (chance(rng, plan.trouble.variant)) {
        const bool poor_keyboard = plan.orthography == Orthography::Kazakh && chance(rng, 0.6);
        name = poor_keyboard ? without_kazakh_letters(name) : variant(name, plan.orthography, rng);
    }
    return chance(rng, plan.trouble.typo) ? slip(name, plan.orthography, rng) : name;
}

KnownDay known(std::int32_t day) {
    const CivilDay civil = civil_from_days(day);
    return {civil.year, civil.month, civil.day, false};
}

KnownDay observe_birth(const Person& person, const Trouble& trouble, Rng& rng) {
    KnownDay birth = known(person.born);
    if (chance(rng, trouble.no_birth)) return {};
    if (chance(rng, trouble.year_off)) birth.year += rng.below(2) == 0 ? -1 : 1;
    if (chance(rng, trouble.day_month_swapped) && birth.day <= 12)
        std::swap(birth.day, birth.month);
    if (chance(rng, trouble.birth_first_january)) birth.day = birth.month = 1;
    birth.day = std::min(birth.day, 28);
    const double form = rng.uniform();
    if (form < trouble.birth_year_only) {
        birth.day = birth.month = 0;
        birth.about = chance(rng, 0.3);
    } else if (form < trouble.birth_year_only + trouble.birth_month_only) {
        birth.day = 0;
    }
    return birth;
}

KnownDay observe_event(const Person& person, const Trouble& trouble, Rng& rng) {
    if (chance(rng, trouble.no_event)) return {};
    std::int32_t day = person.event;
    if (chance(rng, trouble.event_off)) day += static_cast<std::int32_t>(rng.below(7)) - 3;
    KnownDay event = known(day);
    if (chance(rng, trouble.event_month_only)) event.day = 0;
    return event;
}

int observe_age(const Person& person, const Trouble& trouble, Rng& rng) {
    if (chance(rng, trouble.no_birth)) return -1;
    const int age = static_cast<int>((person.event - person.born) / 365.25);
    return chance(rng, trouble.age_off) ? age + static_cast<int>(rng.below(3)) - 1 : age;
}

std::string observe_village(const Person& person, const ListPlan& plan, Rng& rng) {
    if (chance(rng, plan.trouble.no_village)) return {};
    std::size_t village = person.village;
    if (chance(rng, plan.trouble.other_village)) village = rng.below(villages().size());
    return plain(villages()[village], plan.orthography);
}

/// The mother or wife who gave the information; she is on no list.
std::string observe_relative(const Person& person, const ListPlan& plan, Rng& rng) {
    const GivenName given{static_cast<std::uint16_t>(rng.below(female_names().size())),
                          Ending::None};
    return given_name(given, Sex::Female, plan.orthography) + " " +
           family_name(person.surname, Sex::Female, plan.orthography) + ", " +
           std::string(plan.words.relation);
}

std::string capitals(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return text;
}

void observe_name(const Person& person, const ListPlan& plan, Rng& rng, Sighting& out) {
    const Orthography how = plan.orthography;
    out.named = !chance(rng, plan.trouble.no_name);
    out.given = spelled(given_name(person.given, person.sex, how), plan, rng);
    out.family = spelled(family_name(person.surname, person.sex, how), plan, rng);
    if (!chance(rng, plan.trouble.no_father))
        out.father = spelled(fathers_name(person.father, person.sex, how), plan, rng);
    out.parts_swapped = chance(rng, plan.trouble.parts_swapped);
    if (how == Orthography::Pinyin) {
        out.given = capitals(out.given);
        out.family = capitals(out.family);
    }
}

std::string write_day(const KnownDay& d, const ListPlan& plan) {
    if (d.year == 0) return {};
    if (d.month == 0)
        return d.about ? fmt::format("{} {}", plan.words.about, d.year) : fmt::format("{}", d.year);
    switch (plan.date_style) {
        case DateStyle::Dots:
            return d.day == 0 ? fmt::format("{:02}.{}", d.month, d.year)
                              : fmt::format("{:02}.{:02}.{}", d.day, d.month, d.year);
        case DateStyle::Slashes:
            return fmt::format("{:02}/{:02}/{}", std::max(d.day, 1), d.month, d.year);
        case DateStyle::Iso:
            return d.day == 0 ? fmt::format("{}-{:02}", d.year, d.month)
                              : fmt::format("{}-{:02}-{:02}", d.year, d.month, d.day);
        case DateStyle::HanWords:
            return d.day == 0 ? fmt::format("{}年{}月", d.year, d.month)
                              : fmt::format("{}年{}月{}日", d.year, d.month, d.day);
        case DateStyle::EnglishMonth: {
            const auto month = kEnglishMonths[static_cast<std::size_t>(d.month - 1)];
            return d.day == 0 ? fmt::format("{} {}", month, d.year)
                              : fmt::format("{:02} {} {}", d.day, month, d.year);
        }
    }
    return {};
}

std::string initial_of(const std::string& name) {
    const std::u32string letters = to_utf32(name);
    return letters.empty() ? std::string() : to_utf8(letters.substr(0, 1)) + ".";
}

/// Russian lists put the family name first and add the patronymic; characters join with a dot.
std::string write_full_name(const Sighting& s, const ListPlan& plan) {
    if (!s.named) return std::string(plan.words.nameless);
    if (plan.orthography == Orthography::Han) return s.given + "·" + s.family;
    const bool family_first = (plan.orthography == Orthography::Russian) != s.parts_swapped;
    std::string name = family_first ? s.family + " " + s.given : s.given + " " + s.family;
    if (plan.orthography == Orthography::Russian && !s.father.empty()) name += " " + s.father;
    return name;
}

std::string write_initials(const Sighting& s, const ListPlan& plan) {
    if (!s.named) return std::string(plan.words.nameless);
    std::string name = s.family + " " + initial_of(s.given);
    if (!s.father.empty()) name += " " + initial_of(s.father);
    return name;
}

std::string write_age(const Sighting& s) {
    return s.age < 0 ? "" : std::to_string(s.age);
}

std::string write_cell(Cell cell, const Sighting& s, const ListPlan& plan, std::uint64_t number) {
    const std::string& first = s.parts_swapped ? s.family : s.given;
    const std::string& last = s.parts_swapped ? s.given : s.family;
    switch (cell) {
        case Cell::Number:
            return std::to_string(number);
        case Cell::FullName:
            return write_full_name(s, plan);
        case Cell::InitialsName:
            return write_initials(s, plan);
        case Cell::Given:
            return s.named ? first : std::string();
        case Cell::Family:
            return s.named ? last : std::string(plan.words.nameless);
        case Cell::Father:
            return s.named ? s.father : std::string();
        case Cell::Sex:
            if (!s.sex_known) return {};
            return std::string(s.sex == Sex::Male ? plan.words.man : plan.words.woman);
        case Cell::Birth:
            return write_day(s.birth, plan);
        case Cell::BirthYear:
            return s.birth.year == 0 ? "" : std::to_string(s.birth.year);
        case Cell::Age:
            return write_age(s);
        case Cell::District:
            return s.district;
        case Cell::Village:
            return s.village;
        case Cell::Event:
            return write_day(s.event, plan);
        case Cell::Status:
            return std::string(plan.words.status[static_cast<std::size_t>(s.status)]);
        case Cell::Relative:
            return s.relative;
        case Cell::Document:
            return s.document;
        case Cell::Link:
            return fmt::format("https://news.invalid/{}", number);
    }
    return {};
}

}  // namespace

Sighting observe(const Person& person, const ListPlan& plan, Rng& rng) {
    Sighting out;
    out.sex = person.sex;
    observe_name(person, plan, rng, out);
    out.sex_known = !chance(rng, plan.trouble.no_sex);
    out.birth = observe_birth(person, plan.trouble, rng);
    out.event = observe_event(person, plan.trouble, rng);
    out.age = observe_age(person, plan.trouble, rng);
    out.village = observe_village(person, plan, rng);
    out.district = plain(districts()[person.district], plan.orthography);
    // Lists are kept at different times: some still show what was true before.
    out.status = chance(rng, 0.25) ? Status::Detained : person.status;
    out.relative = observe_relative(person, plan, rng);
    // Numbers that no office gives out: they begin with 00 and have no check digit.
    out.document = fmt::format("00{:09}", std::uint64_t{person.id} * 7919 % 1'000'000'007);
    return out;
}

Row write_row(const Sighting& sighting, const ListPlan& plan, std::uint64_t number) {
    Row row;
    row.reserve(plan.columns.size());
    for (const ColumnPlan& column : plan.columns)
        row.push_back(write_cell(column.cell, sighting, plan, number));
    return row;
}

}  // namespace dalil::synth
