// base/hash.hpp: digests of content. SHA-256 names originals; the 64-bit hash is for tables in
// memory and for keys of random streams, and is stable across machines and versions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dalil {

/// XXH3, 64 bits. Not for secrets, not against an adversary.
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);

/// Mixes two 64-bit values into one; order matters.
constexpr std::uint64_t mix64(std::uint64_t a, std::uint64_t b) {
    std::uint64_t x = a ^ (b + 0x9e3779b97f4a7c15ULL + (a << 6) + (a >> 2));
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace dalil
