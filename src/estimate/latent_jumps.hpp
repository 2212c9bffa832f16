// estimate/latent_jumps.hpp: learns jumps between the modes of a latent-class posterior.
//
// From places that cold chains have met: each mode is scouted by eight chains that stay in it, and
// what they meet becomes the proposal of a ModeJump. Learning ends before the draws that count.
//
//     auto jump = learn_latent_jump(density, places, cuts, ladder.state(), context);
//     if (jump != nullptr) ladder.set_jump(jump);
#pragma once

#include <memory>
#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/latent_ladder.hpp"

namespace dalil {

/// `cuts`: totals between modes, ascending. `like`: a ladder that has adapted. Null if fewer than
/// two modes were met.
std::shared_ptr<const ModeJump> learn_latent_jump(const LatentDensity& density,
                                                  const std::vector<LatentPlace>& places,
                                                  const std::vector<double>& cuts,
                                                  const LadderState& like, const Context& context);

}  // namespace dalil
