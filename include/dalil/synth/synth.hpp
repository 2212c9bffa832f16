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

struct SynthOptions {
    std::uint64_t people =
        6000;            ///< in the whole invented world, listed or not; 1 to kMostSynthPeople
    unsigned lists = 4;  ///< 1 to kMostSynthLists, always in the same order
    std::uint64_t seed = 1;
};

/// What was written, for the closing line of the program.
struct SynthSummary {
    std::uint64_t people = 0;        ///< in the world
    std::uint64_t listed = 0;        ///< on at least one list
    std::uint64_t records = 0;       ///< rows about people, over all lists
    std::vector<std::string> lists;  ///< names of the files in lists/
};

/// Invents a world and writes its lists and the truth into `folder`, which is created. Files there
/// of the same names are replaced. Errors: "synth-people", "synth-lists" (Usage), and those of
/// writing files.
Result<SynthSummary> synthesise(const SynthOptions& options, const std::filesystem::path& folder,
                                const Context& context);

}  // namespace dalil
