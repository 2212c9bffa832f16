// What the words of column headers say, in many languages. A header is read as a set of concepts
// (BIRTH, DATE); rules shared by all languages turn the set into a meaning (header.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dalil {

enum class Concept : std::uint8_t {
    // parts of names
    Name,
    Full,
    Given,
    Family,
    Middle,
    Father,
    Alias,
    NameSuffix,
    Title,
    // the person
    Sex,
    Male,
    Female,
    Age,
    Ethnicity,
    Nationality,
    Religion,
    Occupation,
    Email,
    Phone,
    PersonNumber,
    Passport,
    SocialNumber,
    // time
    Birth,
    Death,
    Event,
    OtherEvent,
    Admin,
    Date,
    Year,
    Month,
    Day,
    // place
    Place,
    Country,
    Province,
    District,
    City,
    Village,
    Street,
    Address,
    House,
    Unit,
    PoBox,
    Postcode,
    Residence,
    Latitude,
    Longitude,
    // numbers of rows and things
    Id,
    Row,
    Number,
    Count,
    // what is said about something else
    Url,
    Description,
    Kind,
    Relative,
    Other,
    Self,
    Filler,
};

/// One word or phrase of the lexicon; "*" behind a word lets any ending follow.
struct ConceptWords {
    Concept idea;
    const char* phrases;  ///< separated by "|"
};

/// The lexicon, one table per family of languages.
const std::vector<ConceptWords>& latin_header_words();  ///< English, Spanish, French, Turkish, ...
const std::vector<ConceptWords>& cyrillic_header_words();  ///< Russian, Kazakh, ...
const std::vector<ConceptWords>& eastern_header_words();   ///< Chinese, Arabic, Uyghur, Persian

/// Finds the longest phrase that begins at `words[at]`; `length` is how many words it takes.
/// Words must be in the form of `header_words`.
std::vector<Concept> find_concepts(const std::vector<std::string>& words, std::size_t at,
                                   std::size_t& length);

/// Cuts one run of Han characters, or a Latin word without spaces ("streetaddress"), into the
/// concepts it is made of; empty if that is not possible.
std::vector<Concept> split_into_concepts(std::string_view word);

/// Words of a header: camelCase and snake_case taken apart, folded, marks removed, possessive 's
/// dropped.
std::vector<std::string> header_words(std::string_view header);

}  // namespace dalil
