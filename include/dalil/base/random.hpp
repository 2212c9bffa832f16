// base/random.hpp: random numbers that depend on keys, not on who asks first.
//
// A Rng is a stream named by a seed and up to three keys (stratum, draw, chain; or a record's
// content key). Two streams with different names are independent; the same name gives the same
// numbers on any machine, with any number of threads. Generator: Philox 4x32-10 (Salmon et al.
// 2011).
#pragma once

#include <array>
#include <cstdint>

namespace dalil {

class Rng {
  public:
    explicit Rng(std::uint64_t seed, std::uint64_t key1 = 0, std::uint64_t key2 = 0,
                 std::uint64_t key3 = 0);

    std::uint64_t bits();                  ///< 64 random bits
    double uniform();                      ///< in (0, 1), never 0 or 1
    std::uint64_t below(std::uint64_t n);  ///< in [0, n), unbiased; n > 0
    double normal();                       ///< mean 0, variance 1
    double exponential();                  ///< mean 1
    double gamma(double shape);            ///< scale 1; shape > 0 (Marsaglia and Tsang 2000)
    double beta(double a, double b);
    std::uint64_t binomial(std::uint64_t n, double p);
    std::uint64_t poisson(double mean);

  private:
    void refill();

    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> counter_;
    std::array<std::uint64_t, 2> buffer_{};
    int left_ = 0;
    double spare_normal_ = 0;
    bool has_spare_ = false;
};

}  // namespace dalil
