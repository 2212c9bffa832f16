// synth/slips.hpp: the ways in which hands and ears change a name: slips of the keyboard, other
// romanisations, letters that a keyboard lacks, characters of the same sound.
#pragma once

#include <string>

#include "dalil/base/random.hpp"
#include "synth/orthography.hpp"

namespace dalil::synth {

/// One slip: a letter dropped, doubled, swapped with its neighbour or replaced. In Han one
/// character is replaced by one of the same sound. Words of one letter stay.
std::string slip(const std::string& word, Orthography orthography, Rng& rng);

/// Another accepted spelling of the same name in the same alphabet; the word itself if there is
/// none.
std::string variant(const std::string& word, Orthography orthography, Rng& rng);

/// Kazakh typed on a Russian keyboard: қ becomes к, ә becomes а.
std::string without_kazakh_letters(const std::string& word);

}  // namespace dalil::synth
