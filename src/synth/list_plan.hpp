// synth/list_plan.hpp: what each kind of list looks like: its file, language, columns, and how it
// errs.
//
// The first four lists are written in alphabets that can be compared; the later ones bring
// characters and pinyin. Their order never changes, so that `--lists 3` is a part of `--lists 4`.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synth/bytes.hpp"
#include "synth/orthography.hpp"

namespace dalil::synth {

enum class Format : std::uint8_t { Workbook, Text };
enum class DateStyle : std::uint8_t { Dots, Slashes, Iso, HanWords, EnglishMonth };

/// What a column says.
enum class Cell : std::uint8_t {
    Number,
    FullName,
    InitialsName,
    Given,
    Family,
    Father,
    Sex,
    Birth,
    BirthYear,
    Age,
    District,
    Village,
    Event,
    Status,
    Relative,
    Document,
    Link,
};

struct ColumnPlan {
    std::string_view header;
    Cell cell;
};

/// Chances of each kind of trouble, per record.
struct Trouble {
    double typo = 0.04;     ///< per written name: a slip
    double variant = 0.10;  ///< per written name: another romanisation
    double parts_swapped = 0.01;
    double no_name = 0;
    double no_father = 0.1;
    double no_sex = 0.02;
    double no_birth = 0.05;
    double birth_year_only = 0.08;
    double birth_month_only = 0.02;
    double birth_first_january = 0.04;
    double age_off = 0.10;  ///< age wrong by one
    double day_month_swapped = 0.01;
    double year_off = 0.02;
    double no_village = 0.08;
    double other_village = 0.02;  ///< where the person was seen, not where the person lived
    double no_event = 0.05;
    double event_month_only = 0.03;
    double event_off = 0.05;  ///< by up to three days
};

/// Chances that a list holds a person.
struct Reach {
    double base = 0.25;
    double if_on_first = 1;  ///< multiplies `base` for people on the first list
    double if_not_on_first = 1;
    double in_first_year = 1;      ///< multiplies `base` for arrests of the first year
    double twice = 0;              ///< share of its people that stand on it twice
    bool more_than_twice = false;  ///< each further row with the same chance
};

struct Words {
    std::string_view man, woman, nameless, about, total;
    std::array<std::string_view, 4> status;  ///< in the order of Status
    std::string_view relation;               ///< "mother"
};

struct ListPlan {
    std::string_view file;  ///< its stem is the name of the list
    Format format = Format::Text;
    std::string_view encoding = "UTF-8";
    char delimiter = ',';
    Orthography orthography = Orthography::English;
    DateStyle date_style = DateStyle::Iso;
    Words words;
    std::string_view sheet;  ///< workbooks: title of the sheet with the list
    std::vector<Row> above;  ///< rows over the header
    std::vector<ColumnPlan> columns;
    std::string_view note;   ///< the row that says that the people are invented
    bool note_amid = false;  ///< the note also stands in the middle of the list
    bool total_row = false;
    std::string_view second_sheet;  ///< workbooks: a sheet of remarks that is not a list
    Trouble trouble;
    Reach reach;

    std::string name() const { return std::string(file.substr(0, file.find('.'))); }
};

/// The first `count` lists.
std::vector<ListPlan> list_plans(unsigned count);

}  // namespace dalil::synth
