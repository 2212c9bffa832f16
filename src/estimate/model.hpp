// estimate/model.hpp: which effects stand in a log-linear model.
//
// A model is hierarchical: with an effect stand all effects of its subsets, and every list has its
// main effect. It is named by its largest effects, lists numbered from 1: "[123,14,34]" has the
// effects 1, 2, 3, 4, 12, 13, 23, 14, 34 and 123. The effect of all lists together is never in: it
// would leave the number of unlisted people free.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dalil {

struct Model {
    std::size_t lists = 0;
    std::vector<std::uint64_t> terms;  ///< sets of lists, by size, then by value

    bool operator==(const Model&) const = default;
};

Model main_effects(std::size_t lists);

/// The model with these effects, their subsets and all main effects.
Model closed_model(std::size_t lists, const std::vector<std::uint64_t>& generators);

/// Every hierarchical model but the saturated one: 8 for 3 lists, 113 for 4, 6,893 for 5. lists
/// <= 5.
std::vector<Model> all_models(std::size_t lists);

std::string model_name(const Model& model);

/// Reads a name; lists above 9 are written with dots, "[1.12,3]". Nothing if it is no such model.
std::optional<Model> parse_model(std::string_view name, std::size_t lists);

}  // namespace dalil
