// workflow/contradictions.hpp: decisions that cannot all hold, in words that name them.
#pragma once

#include <string>
#include <vector>

#include "dalil/link/decisions.hpp"
#include "dalil/workflow/case_lists.hpp"

namespace dalil {

/// "a!1 same b!2 (decision 4) and b!2 same c!3 (decision 6), but a!1 different c!3 (decision 9):
/// ..."
std::string contradiction_text(const Contradiction& contradiction, const CaseLists& lists);

/// All of them, at most a hundred.
std::vector<std::string> contradiction_texts(const CaseLists& lists);

}  // namespace dalil
