// What a profile does not measure and only lists without a telling header need: shares of names,
// street words, codes; the spread of years; how well values tell the sex.
#pragma once

#include <cstdint>

#include "record/column_meaning.hpp"
#include "record/list_records.hpp"

namespace dalil {

/// Shares are of filled cells, over a sample of distinct values that does not depend on the order
/// of rows.
struct ColumnLooks {
    double given = 0, family = 0;  ///< the first word is a frequent given, family name
    double street = 0;             ///< some word after the first or before the last is of a street
    double occupation = 0;
    double initial = 0;       ///< one letter
    double mixed_code = 0;    ///< 5 to 9 letters and digits mixed: "sw1y 5ay"
    double usual_length = 0;  ///< digits only, of the most frequent length
    int digits = 0;           ///< that length
    double largest = 0;       ///< 99 % of the numbers are not above it
    double year_low = 0, year_middle = 0, year_high = 0;  ///< 10, 50, 90 % of the years of dates
};

ColumnLooks look_at(const ListRecords& view, std::uint32_t column);

/// How much better than always saying the most frequent sex one does by knowing the value: 0 to 1.
/// Given names tell the sex, family names hardly.
double tells_sex(const ListRecords& view, std::uint32_t column, std::uint32_t sex_column);

/// Whether age and year go together: their sum is nearly the same in at least four of five records.
bool ages_fit(const ListRecords& view, std::uint32_t age, std::uint32_t birth);

}  // namespace dalil
