// estimate/lane_random.hpp: random numbers for eight chains at once.
//
// One xoshiro256++ stream (Blackman and Vigna 2021) per lane, each started from four words of an
// Rng; normals by Box and Muller (1958). Same numbers for any vector width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dalil/base/random.hpp"
#include "estimate/lanes.hpp"

namespace dalil {

class LaneRandom {
  public:
    explicit LaneRandom(Rng& seeds);

    /// `count` times kLanes numbers in (0, 1).
    void uniforms(double* out, std::size_t count);
    /// `count` times kLanes standard normals.
    void normals(double* out, std::size_t count);

  private:
    std::uint64_t state_[4 * kLanes] = {};
    std::vector<double> spare_;
};

}  // namespace dalil
