// Words that tell what a column holds when its header does not: very frequent given and family
// names, words of streets, occupations. General knowledge of many languages; used for shares of a
// whole column, never to judge one value.
#pragma once

#include <string_view>

namespace dalil {

/// Words are folded and in Latin letters.
bool is_common_given_name(std::string_view latin_word);
bool is_common_family_name(std::string_view latin_word);
/// "street", "ulitsa", "calle", "blvd": stands in an address.
bool is_street_word(std::string_view latin_word);
bool is_occupation_word(std::string_view latin_word);

}  // namespace dalil
