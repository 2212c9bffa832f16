// What a column holds, measured from its distinct values: how many are dates, ages, names, numbers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "record/list_records.hpp"

namespace dalil {

/// Shares are of filled cells (missing words are not counted as filled) over a sample of distinct
/// values that does not depend on the order of rows.
struct ColumnProfile {
    std::uint32_t filled = 0;    ///< cells that say something
    std::uint32_t distinct = 0;  ///< different values among them
    std::uint32_t most_common = 0;
    double whole = 0;     ///< whole numbers, "34.0" included
    double decimal = 0;   ///< numbers with a fraction
    double date = 0;      ///< whole dates (day, month and year)
    double any_date = 0;  ///< dates of any precision, no bare small number
    double year = 0;      ///< four-digit years 1800..2100
    double age = 0, month = 0, day = 0;
    double sex = 0, email = 0, phone = 0, url = 0;
    double letters = 0;  ///< values made of letters only (with spaces, dots, hyphens)
    double named = 0;    ///< mostly letters in few words; a year may stand behind: "Ann Lee (1975)"
    double resident_id = 0;        ///< eighteen digits of a Chinese identity card
    double capitalised_words = 0;  ///< two to five words, no digits: full names look like this
    double mean_length = 0;        ///< code points
    double mean_words = 0;
    bool increasing = false;    ///< numbers that grow from row to row
    bool numbers_rows = false;  ///< all distinct and a counter, with or without a prefix
    double distinct_share() const { return filled == 0 ? 0 : double(distinct) / filled; }
};

ColumnProfile profile_column(const ListRecords& view, std::uint32_t column);

/// "m", "f" or "x" for a word that names a sex in one of the languages of lists; empty otherwise.
std::string_view sex_code(std::string_view folded);

}  // namespace dalil
