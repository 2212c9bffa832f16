// synth/varied.hpp: many invented worlds that differ in how hard they are, for studies of coverage.
//
//     for (std::uint64_t k = 0; k < 200; ++k) {
//         const VariedWorld world = varied_world(seed, k);
//         auto lists = invent_lists(world.options, context);
//     }
//
// A world is easy, ordinary or hard, in turn. Within that it draws how many lists there are (1 to
// 5), which ones (and so which scripts), about how many records (300 to 4,000), and each factor of
// SynthDifficulty; hard ones lack one or two columns. docs/methods/synthetic-data.md has the
// ranges.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dalil/synth/synth.hpp"

namespace dalil {

enum class Hardness : std::uint8_t { Easy, Ordinary, Hard };

std::string_view hardness_word(Hardness hardness);
std::optional<Hardness> hardness_from_word(std::string_view word);

struct VariedWorld {
    Hardness hardness = Hardness::Easy;
    SynthOptions options;
};

/// World `number` of the study `seed`; `records` bounds its size from above.
VariedWorld varied_world(std::uint64_t seed, std::uint64_t number, std::uint64_t records = 4000);

}  // namespace dalil
