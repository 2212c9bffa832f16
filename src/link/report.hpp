// link/report.hpp: what the linkage learned, in words and figures for people.
#pragma once

#include "link/fit.hpp"

namespace dalil::linking {

LinkReport make_report(const Fit& fit);

}  // namespace dalil::linking
