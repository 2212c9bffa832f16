// estimate/model_search.hpp: which log-linear models are worth looking at, fitted.
//
// Up to four lists: all. Five: all that can still come within reach of the best. More: models with
// effects of two lists, found by adding and dropping one at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/kernel.hpp"
#include "estimate/model.hpp"

namespace dalil {

/// Models whose BIC is farther from the best have no say in an average: weight below exp(-5).
inline constexpr double kAveragedDelta = 10;

/// A model with its fit; `interval`, `delta` (of BIC, to the best) and `weight` are filled when
/// ranked.
struct Fitted {
    Model model;
    std::string name;
    Existence existence = Existence::Exists;
    std::optional<LoglinearFit> fit;
    std::optional<ProfileInterval> interval;
    double delta = 0, weight = 0;
};

Fitted fit_one(const CellTable& cells, Model model);

std::vector<Fitted> fit_all(const CellTable& cells, const std::vector<Model>& models,
                            const Context& context);

/// Every model within kAveragedDelta of the best of those searched is among them.
std::vector<Fitted> search_models(const CellTable& cells, const Context& context);

}  // namespace dalil
