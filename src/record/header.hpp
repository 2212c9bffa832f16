// From the words of one column header to what the column means, before anybody looks at its
// content.
#pragma once

#include <string>
#include <string_view>

#include "dalil/record/meaning.hpp"
#include "dalil/text/date.hpp"

namespace dalil {

struct HeaderReading {
    enum class Strength {
        None,  ///< no known word: content decides
        Weak,  ///< a word that needs the company of others ("name", "no.", "date")
        Strong
    } strength = Strength::None;
    Meaning meaning = Meaning::Text;
    std::string key;          ///< field key when it is not the meaning's own name; empty otherwise
    bool bare_name = false;   ///< just "name": full, given or family, as the other columns tell
    bool generic_id = false;  ///< a number of something; whether of the row is seen in the content
    bool about_event = false, about_residence = false, is_village = false;
    bool says_male = false, says_female = false;  ///< yes/no columns "male", "female"
    bool event_is_death = false;                  ///< killing, execution, "date of death"
    DateOrder date_order = DateOrder::Unknown;    ///< "(dd.mm.yyyy)"
    bool known() const { return strength != Strength::None; }
};

HeaderReading read_header(std::string_view header);

/// "Date of Incident (month/day/year)" -> "date_of_incident": the part of a field key made from a
/// header.
std::string header_slug(std::string_view header);

/// The order that a header spells out: "dd/mm/yyyy", "ГГГГ-ММ-ДД", "month/day/year".
DateOrder date_order_in_header(std::string_view header);

}  // namespace dalil
