// estimate/covariates.hpp: people on lists with what is known about each: sex, place, year, ...
//
//     CovariateSample sample;
//     sample.best.lists = {"A", "B"};
//     sample.best.covariates = {make_covariate("sex", {"", "f", "m"})};
//     sample.best.cells = {{0b01, {1}, 240}, {0b11, {2}, 35}, ...};
//     EstimateOptions options;
//     options.covariates = &sample;               // adds the method doubly_robust
//
// Code 0 of a covariate is "not known", a level of its own. People who agree in everything share a
// cell.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dalil/estimate/capture_table.hpp"

namespace dalil {

struct Covariate {
    std::string name;
    std::vector<std::string> levels;  ///< ascending; [0] is "", not known
    bool numeric = false;
    std::vector<double> values;  ///< numeric only: one per level; [0] unused
};

/// Numeric if there are more than twelve known levels and all of them are numbers.
Covariate make_covariate(std::string name, std::vector<std::string> levels);

struct CovariateCell {
    std::uint64_t pattern = 0;
    std::vector<std::uint32_t> codes;  ///< one per covariate, into its levels
    std::uint64_t count = 0;
};

struct CovariateTable {
    std::vector<std::string> lists;
    std::vector<Covariate> covariates;
    std::vector<CovariateCell> cells;

    CaptureTable captures() const;  ///< the same people without their covariates
};

/// The best partition, and draws of the linkage made when asked for: they are large.
struct CovariateSample {
    CovariateTable best;
    std::size_t draws = 0;
    std::function<CovariateTable(std::size_t draw)> draw;  ///< safe from many threads
    /// The covariates were named by a person: then two lists can carry an estimate.
    bool chosen = false;
};

}  // namespace dalil
