// plot/people_bar.hpp: the answer as one bar: how many people are documented, how many more were
// never listed.
#pragma once

#include <optional>
#include <string>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

struct PeopleBar {
    Span documented;
    bool upper_bound = false;    ///< the documented may be fewer: hatched, "at most"
    std::optional<Span> total;   ///< documented and never listed; absent: not known
    bool unknown_total = false;  ///< an estimate was refused: the bar stays open, "not known"
    bool lower_bound = false;    ///< the total is a bound: "at least"
};

std::string people_bar(const PeopleBar& bar, const Frame& frame);

}  // namespace dalil::plot
