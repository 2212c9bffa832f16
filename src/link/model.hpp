// link/model.hpp: the weights: what agreement of each field is worth, and how rare a match is.
//
// For a pair of records with agreement levels x_f and term-frequency gains g_f the likelihood ratio
// of "one person" against "two people who have nothing to do with each other" is the product over
// fields of
//
//     m_f(x_f) g_f / E_u[g_f 1(x_f)]
//
// (Fellegi and Sunter 1969, with relative frequencies in the way of Newcombe 1959). A class of
// related people (household, neighbours, one event) has its own chances for the fields that
// relatives share.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dalil/base/context.hpp"
#include "link/aliases.hpp"
#include "link/compare.hpp"

namespace dalil::linking {

inline constexpr int kRelatedClasses = 6;
/// Ways of being related. Twins share the date of birth too: of all that is a person's own, only
/// the given name tells them apart.
enum Related : std::size_t { kHousehold, kNeighbours, kEvent, kFamilyInEvent, kRegion, kTwins };
using LevelTable = std::array<double, kMaxLevels>;

struct FieldModel {
    std::uint8_t levels = 0;
    std::array<std::uint8_t, kMaxLevels> group{};
    FieldRole role = FieldRole::Shared;
    bool is_name = false;
    bool is_birth = false;     ///< date of birth: twins share it
    bool is_number = false;    ///< of the person
    bool relates = false;      ///< a surname, a place, an event: what a class of relatives shares
    bool beyond_names = true;  ///< says something that the name does not tell already

    LevelTable m{};           ///< P(level | same person), within its group
    LevelTable m_prior{};     ///< its prior mean
    LevelTable chance_all{};  ///< E[g 1(level)] over all pairs of records that have the field
    LevelTable
        chance_share{};  ///< P(level) over all pairs, within its group: u as it is usually shown
    LevelTable chance_rate{};                           ///< P(level) over pairs of different people
    LevelTable chance{};                                ///< the same over pairs of different people
    std::array<LevelTable, kRelatedClasses> related{};  ///< P(level | related, not same)
    std::array<LevelTable, kRelatedClasses> related_prior{};
    std::array<double, 4> group_pairs{};  ///< number of pairs of records in each group of levels

    double alpha = 0.3;  ///< how readily a person's records bring a new value (cluster likelihood)
    LevelTable theta{};  ///< P(level to the nearest earlier value | new value)
    ValueAliases aliases;  ///< empty until people were found

    // Logarithms, kept by update_logs().
    std::array<float, kMissing + 1> log_match{};  ///< ln(m / chance); 0 at kMissing
    std::array<std::array<float, kMissing + 1>, kRelatedClasses> log_related{};
    std::array<float, kMissing + 1> log_theta{};
    double log_alpha = 0, log_chance_same = 0;
    std::array<double, 33> log_rising{};  ///< ln [(alpha + 1) ... (alpha + n - 1)], by n
};

struct Model {
    std::vector<FieldModel> fields;
    std::array<double, kRelatedClasses>
        related_share{};              ///< share of all pairs; 0 switches a class off
    std::vector<double> match_share;  ///< per pair of lists, sources * sources, symmetric
    std::vector<double> pair_count;   ///< number of pairs of records per pair of lists

    std::uint32_t sources = 0;
    std::uint32_t list_pair(std::uint32_t s, std::uint32_t t) const {
        return s <= t ? s * sources + t : t * sources + s;
    }
};

void update_logs(FieldModel& field);

/// Number of pairs of records per pair of lists, and a first guess at the share of matches.
void count_pairs(Model& model, const Canonical& canonical);

/// A model before any pair was looked at: prior means, and chances of agreement from the values
/// alone.
Model first_model(const Canonical& canonical, const std::vector<Comparator>& comparators,
                  const Context& context);

}  // namespace dalil::linking
