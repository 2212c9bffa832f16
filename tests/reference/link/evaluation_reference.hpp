// The definitions of evaluation.hpp, word for word, over all pairs of records. Slow and obvious.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/link/evaluation.hpp"

namespace dalil::reference {

Evaluation evaluate(const std::vector<std::uint32_t>& entity,
                    const std::vector<std::uint32_t>& cluster,
                    const std::vector<std::uint32_t>& source);

}  // namespace dalil::reference
