// estimate/lanes.hpp: eight points side by side, so that one instruction moves several of them.
//
// A value at eight points is `double[kLanes]`, worked on as two quads. exp and log are written out
// here, from operations that round alike everywhere, so that a chain takes the same way on every
// machine and with every vector width.
//
//     for (std::size_t l = 0; l < kLanes; l += kQuad) store(lane_exp(load(x + l)), y + l);
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

// Quads are only ever passed to functions that are inlined, so their calling convention is moot.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace dalil {

inline constexpr std::size_t kLanes = 8;
inline constexpr std::size_t kQuad = 4;
inline constexpr double kMostExponent =
    700;  ///< lane_exp takes no more, nor less than its negative

using Quad = double __attribute__((vector_size(32)));
using QuadBits = std::uint64_t __attribute__((vector_size(32)));
using LooseQuad = double __attribute__((vector_size(32), aligned(8), may_alias));

[[gnu::always_inline]] inline Quad load(const double* from) {
    return *reinterpret_cast<const LooseQuad*>(from);
}

[[gnu::always_inline]] inline void store(const Quad& value, double* to) {
    *reinterpret_cast<LooseQuad*>(to) = value;
}

[[gnu::always_inline]] inline Quad all(double value) {
    return Quad{value, value, value, value};
}

/// By Horner's rule; coefficients from the highest power down.
template <class... Lower>
[[gnu::always_inline]] inline Quad polynomial(const Quad& x, double highest, Lower... lower) {
    Quad p = all(highest);
    ((p = p * x + lower), ...);
    return p;
}

/// exp(x), relative error below 4e-16 times a few; x is cut to [-700, 700].
[[gnu::always_inline]] inline Quad lane_exp(const Quad& exponent) {
    Quad x = exponent;
    constexpr double kShift = 0x1.8p52;  // rounds to a whole number in the low bits
    constexpr double kLog2High = 0x1.62e42feep-1, kLog2Low = 0x1.a39ef35793c76p-33;
    x = x < -kMostExponent ? all(-kMostExponent) : x;
    x = x > kMostExponent ? all(kMostExponent) : x;
    const Quad shifted = x * 0x1.71547652b82fep0 + kShift;
    const Quad k = shifted - kShift;
    const Quad r = (x - k * kLog2High) - k * kLog2Low;
    // Taylor to r^13; |r| <= 0.347.
    const Quad p = polynomial(r, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                              1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24,
                              1.0 / 6, 0.5, 1.0, 1.0);
    const QuadBits power = std::bit_cast<QuadBits>(shifted) << 52;
    return std::bit_cast<Quad>(std::bit_cast<QuadBits>(p) + power);
}

/// log(x) of a positive, normal number.
[[gnu::always_inline]] inline Quad lane_log(const Quad& x) {
    constexpr double kLog2High = 0x1.62e42feep-1, kLog2Low = 0x1.a39ef35793c76p-33;
    constexpr std::uint64_t kHalfRoot = 0x3FE6A09E00000000;  // bits of about sqrt(1/2)
    const QuadBits bits = std::bit_cast<QuadBits>(x);
    // The mantissa is brought to [sqrt(1/2), sqrt(2)).
    const QuadBits above = (bits - kHalfRoot) & 0xFFF0000000000000;
    const Quad m = std::bit_cast<Quad>(bits - above);
    // The exponent, as a double, without a conversion of 64-bit integers.
    const QuadBits biased = (above + 0x4000000000000000) >> 52;
    const Quad k = std::bit_cast<Quad>(biased | 0x4330000000000000) - (0x1p52 + 1024);
    const Quad f = (m - 1) / (m + 1);
    const Quad s = f * f;
    const Quad p = polynomial(s, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7,
                              1.0 / 5, 1.0 / 3, 1.0);
    return k * kLog2High + (2 * f * p + k * kLog2Low);
}

}  // namespace dalil
