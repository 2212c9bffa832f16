// estimate/independence.hpp: all lists independent, everybody with the same chances (model Mt).
//
// Maximum likelihood of Darroch (1958): 1 - n/N = product over lists of (1 - n_j/N). Only list
// sizes and n enter, so any number of lists costs the same.
#pragma once

#include <optional>
#include <span>
#include <utility>

#include "dalil/estimate/estimate.hpp"
#include "dalil/estimate/replicates.hpp"
#include "estimate/mixture.hpp"
#include "estimate/usable_lists.hpp"

namespace dalil {

/// Root of Darroch's equation; nothing if nobody is on two lists; n if a list holds everybody.
std::optional<double> independence_total(std::span<const double> sizes, double n);

/// The level whose intervals settle the verdict, whatever level is shown.
inline constexpr double kVerdictLevel = 0.95;

/// A result with what is needed to mix it with those of other tables.
struct MethodRun {
    MethodResult result;
    std::vector<Component> components;  ///< empty when there is no estimate
    double log_evidence = 0;            ///< log of the sum over models of exp(-BIC/2)
    /// Ends at kVerdictLevel, of methods that are too dear to run again for them.
    std::optional<std::pair<double, double>> verdict_interval;
    /// What combining replicates needs; of samplers, others have it in their components.
    std::optional<ReplicatePosterior> posterior;
};

MethodRun estimate_independence(const UsableTable& usable, double level);

}  // namespace dalil
