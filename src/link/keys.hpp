// link/keys.hpp: the keys by which records come to be compared: two records that share a key are a
// candidate.
//
// A kind of key is a recipe for 64-bit hashes: of one field (exact, skeleton, first letters, one
// letter left out, parts of a date, ...), or of coarse keys of two different fields together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "link/compare.hpp"

namespace dalil::linking {

/// Hashes of every value of a field, in one of several variants.
struct ValueKeys {
    std::vector<std::uint32_t> offsets;  ///< values + 1
    std::vector<std::uint64_t> hashes;
};

/// Keys of a record are the union (one part) or all combinations (two parts) of the keys of its
/// values.
struct KeyKind {
    struct Part {
        std::uint32_t field = 0;
        const ValueKeys* keys = nullptr;
    };
    std::string name;
    std::vector<Part> any;       ///< union over these fields
    std::vector<Part> together;  ///< two parts, combined; used when `any` is empty
    bool either_order = false;   ///< the two parts share a key space: names may stand crossed
};

struct KeySet {
    std::vector<std::vector<ValueKeys>> tables;  ///< owns what the kinds point to
    std::vector<KeyKind> kinds;
};

inline constexpr double kLargestMeanBlock = 300;

/// Combinations whose blocks would be larger than `largest_mean_block` on average are left out: few
/// of their blocks are small enough to be used.
KeySet make_keys(const Canonical& canonical, const std::vector<Comparator>& comparators,
                 double largest_mean_block = kLargestMeanBlock, const Context& context = {});

/// All keys of one record of one kind, appended to `out`.
void keys_of_record(const KeyKind& kind, const Canonical& canonical, std::uint32_t record,
                    std::vector<std::uint64_t>& out);

}  // namespace dalil::linking
