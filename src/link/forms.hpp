// link/forms.hpp: what comparison and keys need of each distinct value, computed once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "link/canonical.hpp"

namespace dalil::linking {

/// A distinct word of a field.
struct WordForm {
    std::string latin;
    std::uint64_t mask = 0;      ///< which letters occur
    std::uint64_t skeleton = 0;  ///< hash of the sound skeleton; 0 when it says too little
    float log_share = 0;         ///< ln of the share of filled records whose value has the word
    bool initial = false;
};

/// A value as text: its words and all its letters run together.
struct TextForm {
    std::string joined;
    std::uint64_t mask = 0;
    std::vector<std::uint32_t> words;  ///< in order of the text; into TextForms::words
};

struct TextForms {
    std::vector<TextForm> values;  ///< parallel to the values of the field
    std::vector<WordForm> words;
};

/// A date with a single reading to the day, or something less sharp.
struct DateForm {
    struct Reading {
        std::int16_t year = 0, year_last = 0;
        std::uint8_t month = 0, day = 0;
        std::int32_t first_day = 0, last_day = 0;
    };
    std::vector<Reading> readings;
    bool to_the_day = false;  ///< every reading is one day
};

/// The bit of a letter in a mask: a..z, 0..9, the rest folded onto what remains.
std::uint64_t letter_mask(std::string_view text);

TextForms make_text_forms(const CanonicalField& field);
std::vector<DateForm> make_date_forms(const CanonicalField& field);

}  // namespace dalil::linking
