// estimate/pair_groups.hpp: the people of two lists, grouped by what is known about them, as
// features for a regression.
//
// A covariate says something about a pair of lists only if both lists know it. Levels that hold
// fewer than kFewestOfLevel people on either list are pooled with "not known" into one level: a
// word that only one list uses would look like people whom the other list never meets. A covariate
// whose pooled level holds more than kMostPooled of either list is left out and named. Numbers
// become themselves and three hinges at their quartiles (piecewise linear), standardised.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dalil/estimate/covariates.hpp"

namespace dalil {

inline constexpr std::uint64_t kFewestOfLevel = 5;
inline constexpr double kMostPooled = 0.1;
inline constexpr std::size_t kMostLevels = 40;
inline constexpr std::uint32_t kMostCrossed = 200;  ///< two covariates with more cells stay apart

/// People with the same features.
struct PairGroup {
    std::vector<std::pair<std::uint32_t, double>> features;  ///< sparse: which, value
    std::vector<std::uint32_t> crossed;  ///< features that are 1: two covariates together
    std::uint32_t cell = 0;  ///< groups that agree but for the place of a number in its quarter
    std::uint64_t key = 0;   ///< of random streams; from the words of the covariates
    double first = 0, second = 0, both = 0;  ///< people on the first list only, ...
    double people() const { return first + second + both; }
};

struct PairGroups {
    std::string first, second;  ///< the lists
    std::vector<PairGroup> groups;
    std::uint32_t features = 0, cells = 0;
    std::uint32_t crossed = 0;  ///< features of two covariates, counted after the others
    std::vector<std::string> used, left_out;  ///< covariates
    double first_size = 0, second_size = 0, overlap = 0;
    double people() const { return first_size + second_size - overlap; }
};

/// Groups in order of their covariates' words; `a` and `b` index the table's lists.
PairGroups group_pair(const CovariateTable& table, std::size_t a, std::size_t b);

}  // namespace dalil
