// link/forms.hpp: what comparison and keys need of each distinct value, computed once.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "link/canonical.hpp"

namespace dalil::linking {

/// A distinct word of a field.
struct WordForm {
    std::string latin;
    std::uint64_t mask = 0;       ///< which letters occur
    std::uint64_t skeleton = 0;   ///< hash of the sound skeleton; 0 when it says too little
    std::uint64_t nicknames = 0;  ///< a bit for each full and short form that goes with a name
    float log_share = 0;          ///< ln of the share of filled records whose value has the word
    bool initial = false;
};

/// A value as text: its words and all its letters run together.
struct TextForm {
    std::string joined;
    std::uint64_t mask = 0;
    std::vector<std::uint32_t> words;  ///< in order of the text; into TextForms::words
};

/// What rules out most pairs of values in a few instructions.
struct alignas(64) TextSketch {
    std::uint64_t mask = 0;        ///< letters of the value
    std::uint64_t first_mask = 0;  ///< letters of its first word
    /// A bit for the first and the last three letters of each word.
    std::array<std::uint64_t, 3> ends{};
    std::uint64_t skeleton = 0;   ///< of all words in order; 0 when no word has one
    std::uint64_t nicknames = 0;  ///< of the first word
    char first_letter = 0;        ///< 0 where values need not begin alike to be compared
    bool several = false;         ///< words, any of which may be shared
};

struct TextForms {
    std::vector<TextSketch> sketches;  ///< parallel to the values of the field
    std::vector<TextForm> values;      ///< parallel to the values of the field
    std::vector<WordForm> words;
};

/// A date with a single reading to the day, or something less sharp.
struct DateForm {
    struct Reading {
        std::int32_t first_day = 0, last_day = 0;
        std::int16_t year = 0, year_last = 0;
        std::uint8_t month = 0, day = 0;
    };
    Reading first;                  ///< the likeliest reading
    std::vector<Reading> readings;  ///< all of them
    bool to_the_day = false;        ///< every reading is one day
};

/// What comparing two days needs, where there is one reading and it is to the day.
struct Day {
    std::int32_t number = 0;   ///< days since the epoch of DateReading
    std::uint32_t digits = 0;  ///< yyyymmdd, four bits each; 0 where the whole form is needed
};

/// Whether more than four letters occur in one but not in the other: too many for two slips.
inline bool masks_far(std::uint64_t a, std::uint64_t b) {
    std::uint64_t odd = a ^ b;
    for (int i = 0; i < 4; ++i) odd &= odd - 1;
    return odd != 0;
}

/// Whether a word of one may be a word of the other.
inline bool may_share_word(const TextSketch& a, const TextSketch& b) {
    return (a.several || b.several) &&
           ((a.ends[0] & b.ends[0]) | (a.ends[1] & b.ends[1]) | (a.ends[2] & b.ends[2])) != 0;
}

/// Whether two values can be anything but different.
inline bool may_agree(const TextSketch& a, const TextSketch& b) {
    const bool begins = a.first_letter == b.first_letter && ((a.first_mask & ~b.first_mask) == 0 ||
                                                             (b.first_mask & ~a.first_mask) == 0);
    return !masks_far(a.mask, b.mask) || begins || may_share_word(a, b) ||
           (a.skeleton != 0 && a.skeleton == b.skeleton) || (a.nicknames & b.nicknames) != 0;
}

/// The bit of a letter in a mask: a..z, 0..9, the rest folded onto what remains.
std::uint64_t letter_mask(std::string_view text);

TextForms make_text_forms(const CanonicalField& field);
std::vector<DateForm> make_date_forms(const CanonicalField& field);
Day day_of(const DateForm::Reading& reading);
/// One per date, where the date is a single day.
std::vector<Day> make_days(const std::vector<DateForm>& dates);

}  // namespace dalil::linking
