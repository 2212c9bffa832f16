// synth/world.hpp: the invented people themselves, before any list sees them.
//
// People live in families (one surname, one village). The hard cases of real lists are there on
// purpose: twins, father and son of one name, cousins of one name and village, namesakes across
// families, people taken on one day. Nobody in it exists.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/synth/synth.hpp"
#include "synth/orthography.hpp"

namespace dalil::synth {

enum class Status : std::uint8_t { Detained, Sentenced, Released, Died };

struct Person {
    std::uint32_t id = 0;
    std::uint32_t family = 0;
    Sex sex = Sex::Male;
    GivenName given, father;
    FamilyName surname;
    std::int32_t born = 0;   ///< days since 1970-01-01
    std::int32_t event = 0;  ///< day of the arrest
    std::uint16_t village = 0, district = 0;
    Status status = Status::Detained;
    float visibility = 1;  ///< multiplies the chance of every list to hold this person
};

/// Exactly `people` persons, in order of families. The same seed gives the same people, and a
/// larger world begins with the people of a smaller one. Of the difficulty, `relatives` and
/// `namesakes` matter here.
std::vector<Person> invent_people(std::uint64_t people, std::uint64_t seed,
                                  const SynthDifficulty& difficulty, const Context& context);

}  // namespace dalil::synth
