// synth/synth.hpp: invented people, lists about them as messy as real ones, and the truth apart.
//
//     auto made = synthesise({.people = 6000, .lists = 4, .seed = 1}, "demo", context);
//     if (made) say(made->people, made->listed);
//
// writes
//     demo/lists/appeals.xlsx, register.csv, ...   lists in several scripts, encodings and formats
//     demo/lists/invented.txt                      kInventedMarker: its presence says "these people
//     are invented" demo/truth/truth.csv                         source,row,entity: who stands in
//     which row demo/truth/world.csv                         entity,year,status,listed,lists:
//     everybody, listed or not demo/README.txt
//
// Studies that need hundreds of worlds stay in memory:
//
//     auto lists = invent_lists({.people = 900, .difficulty = {.errors = 3, .relatives = 1.5}},
//     context); for (const SynthList& list : *lists) use(list.rows, list.truth);
//
// Rows count as in people.csv: from 1 after the last header row of the list, blank and note rows
// included. The same options give the same bytes, with any number of threads. What the world holds
// and how the lists err: docs/methods/synthetic-data.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"

namespace dalil {

/// A file of this name beside lists says that the people on them are invented.
inline constexpr std::string_view kInventedMarker = "invented.txt";

/// The most lists there are.
inline constexpr unsigned kMostSynthLists = 8;

/// A workbook holds about a million rows.
inline constexpr std::uint64_t kMostSynthPeople = 2'000'000;

/// How hard the lists are to link: factors on the chances that docs/methods/synthetic-data.md
/// gives. All 1 is the ordinary world. Chances end at .95.
struct SynthDifficulty {
    double errors = 1;     ///< slips, other spellings, swapped parts, wrong days, years, places
    double missing = 1;    ///< empty values, and dates of which only a part is known
    double reach = 1;      ///< that a list holds a person
    double copies = 1;     ///< that a list holds its person twice; above 1 also more often
    double relatives = 1;  ///< that a family has more than one member; at most 2
    double namesakes = 1;  ///< 0: all names alike frequent; 2: very few names carry most people
};

/// What lists may lack altogether.
enum class SynthColumn : std::uint8_t { Father, Sex, Birth, Place, Event, Status };

struct SynthOptions {
    std::uint64_t people =
        6000;            ///< in the whole invented world, listed or not; 1 to kMostSynthPeople
    unsigned lists = 4;  ///< 1 to kMostSynthLists, always in the same order
    std::uint64_t seed = 1;
    std::vector<unsigned> which = {};       ///< these lists (from 0) in place of the first `lists`
    std::vector<SynthColumn> without = {};  ///< no list has these
    SynthDifficulty difficulty = {};
};

/// What was written, for the closing line of the program.
struct SynthSummary {
    std::uint64_t people = 0;        ///< in the world
    std::uint64_t listed = 0;        ///< on at least one list
    std::uint64_t records = 0;       ///< rows about people, over all lists
    std::vector<std::string> lists;  ///< names of the files in lists/
};

/// One invented list with its truth.
struct SynthList {
    std::string name;
    std::vector<std::vector<std::string>> rows;  ///< of cells, with what stands above the header
    struct Truth {
        std::uint64_t row = 0;     ///< as people.csv counts
        std::uint32_t person = 0;  ///< number in the world
    };
    std::vector<Truth> truth;
};

/// Invents a world and its lists without writing anything; the same options as `synthesise` give
/// the same rows. Errors: "synth-people", "synth-lists", "synth-difficulty" (Usage).
Result<std::vector<SynthList>> invent_lists(const SynthOptions& options, const Context& context);

/// Invents a world and writes its lists and the truth into `folder`, which is created. Files there
/// of the same names are replaced. Errors: as `invent_lists`, and those of writing files.
Result<SynthSummary> synthesise(const SynthOptions& options, const std::filesystem::path& folder,
                                const Context& context);

}  // namespace dalil
