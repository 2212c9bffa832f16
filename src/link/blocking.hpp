// link/blocking.hpp: which pairs of records are compared at all. Pairs are streamed, never stored.
//
// Blocks of all kinds of keys are taken smallest first until a budget of raw pairs per record is
// used up; the pairs of a record are then walked block by block, and a stamp sees to it that each
// comes once. Few records are compared all with all.
//
//     Blocks blocks = make_blocks(canonical, keys, options, context);
//     candidates_of(blocks, canonical, a, stamps, others);   // all b > a that share a block
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "link/keys.hpp"

namespace dalil::linking {

struct BlockingOptions {
    double raw_pairs_per_record = 100;  ///< 100 to 400 give the same accuracy
    std::uint32_t largest_block = 300;
    std::uint32_t compare_all_below = 1'500;  ///< records
};

struct Blocks {
    bool all_pairs = false;
    std::vector<std::uint32_t> members;  ///< records of all used blocks, ascending within a block
    std::vector<std::uint64_t> block_begin;   ///< blocks + 1, into members
    std::vector<std::uint32_t> blocks_of;     ///< used blocks of all records
    std::vector<std::uint64_t> record_begin;  ///< records + 1, into blocks_of
    std::uint32_t largest_used = 0;
    std::vector<std::string> kinds_used;
    std::vector<std::uint8_t>
        left_out;  ///< one per record: 1 for surplus copies of identical records
};

/// `active[r]` == 0 keeps a record out of every block (surplus copies).
Blocks make_blocks(const Canonical& canonical, const KeySet& keys, const BlockingOptions& options,
                   const std::vector<std::uint8_t>& left_out, const Context& context);

/// Adds all candidates b > a to `out`, each once. `stamps` has one entry per record and belongs to
/// the thread; it must not hold the number of `a` from other data.
void candidates_of(const Blocks& blocks, const Canonical& canonical, std::uint32_t a,
                   std::vector<std::uint32_t>& stamps, std::vector<std::uint32_t>& out);

}  // namespace dalil::linking
