// estimate/r_random.hpp: the random numbers of R, so that a bootstrap of ours and one of an R
// package, both with one seed, resample the same people and can be compared digit for digit.
//
// Mersenne Twister 19937 (Matsumoto and Nishimura 1998), seeded as R's set.seed() does; binomial
// numbers by inversion below a mean of 30 and by the method BTPE above (Kachitvichyanukul and
// Schmeiser 1988), which are R's defaults since 1.7.
//
//     RRandom random(1234);
//     random.uniform();                     // 0.1137034, as runif(1) after set.seed(1234)
//     random.multinomial(10, {3, 1, 1});    // as rmultinom(1, 10, c(3, 1, 1))
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dalil {

class RRandom {
  public:
    explicit RRandom(std::uint32_t seed);

    double uniform();                                        ///< in (0, 1)
    std::uint64_t binomial(std::uint64_t trials, double p);  ///< trials below 2^31
    /// `weights` need not add up to one.
    std::vector<std::uint64_t> multinomial(std::uint64_t trials, std::span<const double> weights);

  private:
    static constexpr std::size_t kWords = 624;

    void refill();
    std::uint64_t invert(std::uint64_t trials, double p);
    std::uint64_t reject(std::uint64_t trials, double p);

    std::array<std::uint32_t, kWords> state_{};
    std::size_t next_ = kWords;
};

}  // namespace dalil
