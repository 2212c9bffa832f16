// Count tables that several tests use, and a way to draw tables with a known truth.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "dalil/base/random.hpp"
#include "dalil/estimate/capture_table.hpp"
#include "dalil/estimate/estimate.hpp"

namespace dalil::testing_tables {

/// Patterns as digits in the order of the lists: "101" is lists 1 and 3.
inline CaptureTable table_of(std::vector<std::string> lists,
                             std::initializer_list<std::pair<const char*, std::uint64_t>> cells) {
    CaptureTable table;
    table.lists = std::move(lists);
    for (const auto& [digits, count] : cells) {
        CaptureCell cell;
        for (std::size_t j = 0; digits[j] != '\0'; ++j) {
            if (digits[j] == '1') cell.pattern |= std::uint64_t{1} << j;
        }
        cell.count = count;
        table.cells.push_back(cell);
    }
    return table;
}

/// All methods but those that sample: a verdict from them takes milliseconds.
inline EstimateOptions without_samplers() {
    EstimateOptions options;
    for (const std::string& method : method_names()) {
        if (!method.starts_with("latent_class")) options.methods.push_back(method);
    }
    return options;
}

/// Killings in Kosovo 1999 (Ball, Betts, Scheuren, Dudukovic and Asher 2002).
inline CaptureTable kosovo() {
    return table_of({"EXH", "ABA", "OSCE", "HRW"}, {{"0001", 306},
                                                    {"0010", 936},
                                                    {"0011", 123},
                                                    {"0100", 845},
                                                    {"0101", 31},
                                                    {"0110", 217},
                                                    {"0111", 32},
                                                    {"1000", 1131},
                                                    {"1001", 106},
                                                    {"1010", 228},
                                                    {"1011", 42},
                                                    {"1100", 177},
                                                    {"1101", 18},
                                                    {"1110", 181},
                                                    {"1111", 27}});
}

/// Children with spina bifida (Hook, Albright and Cross 1980).
inline CaptureTable spina_bifida() {
    return table_of({"S1", "S2", "S3"}, {{"001", 60},
                                         {"010", 49},
                                         {"011", 4},
                                         {"100", 247},
                                         {"101", 112},
                                         {"110", 142},
                                         {"111", 12}});
}

/// Four centres in Rome (Abeni et al. 1994; cran/Rcapture HIV).
inline CaptureTable hiv_rome() {
    return table_of({"c1", "c2", "c3", "c4"}, {{"1110", 3},
                                               {"1101", 1},
                                               {"1100", 33},
                                               {"1010", 20},
                                               {"1001", 6},
                                               {"1000", 403},
                                               {"0111", 3},
                                               {"0110", 35},
                                               {"0101", 10},
                                               {"0100", 545},
                                               {"0011", 11},
                                               {"0010", 621},
                                               {"0001", 205}});
}

/// `people` people, list j holds each with probability chances[j], independently.
inline CaptureTable independent_lists(std::uint64_t people, const std::vector<double>& chances,
                                      Rng& rng) {
    std::vector<std::uint64_t> counts(std::size_t{1} << chances.size(), 0);
    for (std::uint64_t i = 0; i < people; ++i) {
        std::size_t pattern = 0;
        for (std::size_t j = 0; j < chances.size(); ++j) {
            if (rng.uniform() < chances[j]) pattern |= std::size_t{1} << j;
        }
        ++counts[pattern];
    }
    CaptureTable table;
    for (std::size_t j = 0; j < chances.size(); ++j)
        table.lists.push_back("L" + std::to_string(j + 1));
    for (std::size_t p = 1; p < counts.size(); ++p) {
        if (counts[p] > 0) table.cells.push_back({p, counts[p], false});
    }
    return table;
}

}  // namespace dalil::testing_tables
