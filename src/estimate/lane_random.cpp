#include "estimate/lane_random.hpp"

#include <algorithm>

#include "estimate/wide.hpp"

namespace dalil {

namespace {

using LooseBits = std::uint64_t __attribute__((vector_size(32), aligned(8), may_alias));

template <int Left>
[[gnu::always_inline]] inline QuadBits rotate(const QuadBits& x) {
    return (x << Left) | (x >> (64 - Left));
}

DALIL_WIDE void fill_uniform(std::uint64_t* state, double* out, std::size_t count) {
    for (std::size_t l = 0; l < kLanes; l += kQuad) {
        QuadBits s[4];
        for (std::size_t i = 0; i < 4; ++i) {
            s[i] = *reinterpret_cast<const LooseBits*>(state + i * kLanes + l);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const QuadBits bits = rotate<23>(s[0] + s[3]) + s[0];
            const QuadBits t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = rotate<45>(s[3]);
            const Quad one_to_two = std::bit_cast<Quad>((bits >> 12) | 0x3FF0000000000000);
            store(one_to_two - (1 - 0x1p-53), out + i * kLanes + l);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            *reinterpret_cast<LooseBits*>(state + i * kLanes + l) = s[i];
        }
    }
}

/// Element by element; the compiler finds the wide instruction.
[[gnu::always_inline]] inline Quad root(const Quad& x) {
    Quad r;
    for (std::size_t i = 0; i < kQuad; ++i) r[i] = __builtin_sqrt(x[i]);
    return r;
}

/// Two rows of uniforms become two rows of normals.
DALIL_WIDE void box_muller(double* first, double* second) {
    for (std::size_t l = 0; l < kLanes; l += kQuad) {
        const Quad radius = root(-2 * lane_log(load(first + l)));
        // The turn in quarters: a whole number and a rest within an eighth of a turn.
        constexpr double kShift = 0x1.8p52;
        const Quad quarters = 4 * load(second + l);
        const Quad shifted = quarters + kShift;
        const Quad x = (quarters - (shifted - kShift)) * 0x1.921fb54442d18p0;
        const Quad s = x * x;
        const Quad sine = x + x * s *
                                  polynomial(s, 1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880,
                                             -1.0 / 5040, 1.0 / 120, -1.0 / 6);
        const Quad cosine = polynomial(s, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720,
                                       1.0 / 24, -0.5, 1.0);
        const QuadBits turn = std::bit_cast<QuadBits>(shifted);
        const QuadBits odd = -(turn & 1);
        const QuadBits c = std::bit_cast<QuadBits>(cosine), z = std::bit_cast<QuadBits>(sine);
        const QuadBits along = (c & ~odd) | (z & odd), across = (z & ~odd) | (c & odd);
        // Signs in the four quarters: cos + - - +, sin + + - -.
        const QuadBits flip_along = ((turn ^ (turn >> 1)) & 1) << 63;
        const QuadBits flip_across = ((turn >> 1) & 1) << 63;
        store(radius * std::bit_cast<Quad>(along ^ flip_along), first + l);
        store(radius * std::bit_cast<Quad>(across ^ flip_across), second + l);
    }
}

}  // namespace

LaneRandom::LaneRandom(Rng& seeds) {
    for (std::uint64_t& word : state_) word = seeds.bits();
}

void LaneRandom::uniforms(double* out, std::size_t count) {
    fill_uniform(state_, out, count);
}

void LaneRandom::normals(double* out, std::size_t count) {
    const std::size_t pairs = (count + 1) / 2;
    spare_.resize(2 * pairs * kLanes);
    fill_uniform(state_, spare_.data(), 2 * pairs);
    for (std::size_t i = 0; i < pairs; ++i) {
        box_muller(spare_.data() + 2 * i * kLanes, spare_.data() + (2 * i + 1) * kLanes);
    }
    std::copy_n(spare_.data(), count * kLanes, out);
}

}  // namespace dalil
