// link/learning_sample.hpp: which records the rounds that learn from people look at.
//
// How values vary and how many records a person has is known from a quarter of a million records
// as well as from millions. Where there are more, records that may belong together by themselves
// (even odds or better) are drawn as a whole, by their content.
#pragma once

#include <cstdint>
#include <vector>

#include "link/partition.hpp"

namespace dalil::linking {

struct LearningSample {
    std::vector<RecordEdge> edges;    ///< between drawn records that were drawn together
    std::vector<std::uint8_t> drawn;  ///< by record
    Constraints constraints;          ///< those between drawn records
    double share = 1;                 ///< of the records; 1 is all of them, with nothing above set
};

/// `log_odds` of each edge.
LearningSample learning_sample(const Canonical& canonical, const std::vector<RecordEdge>& edges,
                               const std::vector<float>& log_odds, const Constraints& constraints);

}  // namespace dalil::linking
