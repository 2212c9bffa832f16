// synth/difficulty.hpp: the plans of the lists that options ask for, made easier or harder.
#pragma once

#include <vector>

#include "dalil/base/result.hpp"
#include "dalil/synth/synth.hpp"
#include "synth/list_plan.hpp"

namespace dalil::synth {

/// Errors: "synth-lists", "synth-difficulty".
Result<void> check_difficulty(const SynthOptions& options);

/// The lists chosen, with chances multiplied and columns left out.
std::vector<ListPlan> plans_of(const SynthOptions& options);

}  // namespace dalil::synth
