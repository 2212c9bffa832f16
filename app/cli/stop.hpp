// cli/stop.hpp: Ctrl-C. The first one asks the work to stop; if it has not within a second, the
// program ends anyway: the case file and all outputs survive that, since they change in one step.
#pragma once

#include <stop_token>

namespace dalil::cli {

/// Call once, before any other thread exists.
std::stop_token watch_for_stop();

}  // namespace dalil::cli
