#include "dalil/record/meaning.hpp"

#include <array>
#include <utility>

namespace dalil {
namespace {

constexpr std::array<std::pair<Meaning, std::string_view>, 39> kNames = {{
    {Meaning::Ignore, "ignore"},
    {Meaning::RowId, "row_id"},
    {Meaning::Identifier, "identifier"},
    {Meaning::FullName, "full_name"},
    {Meaning::GivenName, "given_name"},
    {Meaning::MiddleName, "middle_name"},
    {Meaning::FamilyName, "family_name"},
    {Meaning::FatherName, "father_name"},
    {Meaning::Alias, "alias"},
    {Meaning::Sex, "sex"},
    {Meaning::BirthDate, "birth_date"},
    {Meaning::BirthYear, "birth_year"},
    {Meaning::BirthMonth, "birth_month"},
    {Meaning::BirthDay, "birth_day"},
    {Meaning::Age, "age"},
    {Meaning::DeathDate, "death_date"},
    {Meaning::EventDate, "event_date"},
    {Meaning::EventYear, "event_year"},
    {Meaning::EventMonth, "event_month"},
    {Meaning::EventDay, "event_day"},
    {Meaning::Country, "country"},
    {Meaning::Province, "province"},
    {Meaning::District, "district"},
    {Meaning::City, "city"},
    {Meaning::Street, "street"},
    {Meaning::HouseNumber, "house_number"},
    {Meaning::Postcode, "postcode"},
    {Meaning::Place, "place"},
    {Meaning::BirthPlace, "birth_place"},
    {Meaning::Ethnicity, "ethnicity"},
    {Meaning::Nationality, "nationality"},
    {Meaning::Religion, "religion"},
    {Meaning::Occupation, "occupation"},
    {Meaning::Email, "email"},
    {Meaning::Phone, "phone"},
    {Meaning::Relative, "relative"},
    {Meaning::Category, "category"},
    {Meaning::Number, "number"},
    {Meaning::Text, "text"},
}};

}  // namespace

std::string_view meaning_name(Meaning meaning) {
    for (const auto& [value, name] : kNames)
        if (value == meaning) return name;
    return "ignore";
}

std::optional<Meaning> meaning_from_name(std::string_view name) {
    for (const auto& [value, word] : kNames)
        if (word == name) return value;
    return std::nullopt;
}

}  // namespace dalil
