// estimate/scrutiny.hpp: what an honest report says beside an estimate: the lists before any model,
// how far the figure moves if a list or a few people were not there, and what it would be if its
// one untestable assumption were wrong.
//
//     for (const Refit& r : stratum.refits) say(r.kind, r.method, r.all, r.estimate);
//     if (stratum.identification) say(stratum.identification->xi_doubles);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil {

struct PairFacts {
    std::size_t first = 0, second = 0;  ///< positions in StratumEstimate::lists
    std::uint64_t people = 0;           ///< on both
    /// On both, if all lists were independent (Darroch 1958); absent without an estimate of that.
    std::optional<double> expected;
};

/// The table as it came, of all lists, those left out included.
struct TableFacts {
    std::vector<CaptureCell> cells;  ///< with people, ascending by pattern
    std::vector<std::uint64_t> impossible;
    std::vector<std::uint64_t> sizes;  ///< people, by list
    std::vector<PairFacts> overlaps;
    /// Patterns of the used lists that can occur and hold nobody, one, two people.
    double empty = 0, of_one = 0, of_two = 0;
};

/// The same method on a table that was changed.
struct Refit {
    std::string kind;    ///< "without_list", "merged_lists", "without_cell"
    std::string method;  ///< "loglinear", "decomposable"; "chapman" where two lists are left
    std::vector<std::string> lists;             ///< left out, merged, or those of the cell
    std::uint64_t people = 0;                   ///< in the cell
    double all = 0;                             ///< what the method gives on the whole table
    std::optional<double> estimate, low, high;  ///< absent: it does not exist then
};

/// The lists say nothing about the odds of being on none of them beyond what a method assumes.
/// With xi those odds are divided: N(xi) = n + (N - n) / xi (the factor of the highest interaction
/// in Aleshin-Guendel, Sadinle and Wakefield 2021).
struct Identification {
    struct Point {
        double xi = 1;
        double estimate = 0, low = 0, high = 0;
    };
    std::vector<Point> points;         ///< xi ascending, 1/3 to 3
    std::optional<double> xi_halves;   ///< at which N is halved; absent: no xi can
    std::optional<double> xi_doubles;  ///< at which N is doubled
};

/// One chain of a sampler: a ladder, by its cold end.
struct ChainRecord {
    std::uint64_t draws = 0;             ///< kept
    std::vector<double> trace;           ///< N in order, up to 200 evenly chosen draws
    std::vector<double> exchange_rates;  ///< accepted, by pair of neighbours from the cold end
    std::vector<double> mode_shares;     ///< of its draws, by MethodResult::modes
};

struct DensityPoint {
    double total = 0;    ///< N
    double density = 0;  ///< per unit of log N; integrates to one, up to the tails left out
};

}  // namespace dalil
