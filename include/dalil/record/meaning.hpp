// record/meaning.hpp: what a column says about a person. The words are those of dalil.toml.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dalil {

enum class Meaning : std::uint8_t {
    Ignore,      ///< kept, never compared: links, photos, notes of the list's makers
    RowId,       ///< numbers the rows of its own list; says nothing about the person
    Identifier,  ///< a number of the person: identity card, passport, social security
    FullName,
    GivenName,
    MiddleName,
    FamilyName,
    FatherName,
    Alias,
    Sex,
    BirthDate,
    BirthYear,
    BirthMonth,
    BirthDay,
    Age,
    DeathDate,
    EventDate,
    EventYear,
    EventMonth,
    EventDay,  ///< arrest, killing, disappearance
    Country,
    Province,
    District,
    City,
    Street,
    HouseNumber,
    Postcode,
    Place,  ///< of residence or of the event
    BirthPlace,
    Ethnicity,
    Nationality,
    Religion,
    Occupation,
    Email,
    Phone,
    Relative,  ///< name of a relative
    Category,  ///< any other closed list of words
    Number,    ///< any other number
    Text,      ///< free text
};

std::string_view meaning_name(Meaning meaning);  ///< "given_name"
std::optional<Meaning> meaning_from_name(std::string_view name);

}  // namespace dalil
