// link/aliases.hpp: which values of a field stand for each other, learned from the people found:
// "bill" and "william", a town and its district, an old street name and the new one.
//
// A value that turns up beside another in several people is no longer a surprise there: the chance
// of b as a new value of a person who has a is
//
//     rest(a) * (what the likeness of a and b says) + (n_ab - 1) / (d_a + s)
//
// with n_ab the people who have both, d_a the further values of people who have a. One of the n_ab
// may be the very person in question and does not count; nor does what chance would bring together.
//
//     AliasCounts counts;  counts.add(values_of_a_person);  ...
//     ValueAliases aliases = counts.finish(number_of_values);
//     float w = aliases.weight(a, b, from_likeness, log_share_a, log_share_b);
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "dalil/base/hash.hpp"

namespace dalil::linking {

/// Values of one field in one person beyond which any two of them say nothing about each other.
inline constexpr std::size_t kMostAliased = 24;

class ValueAliases {
  public:
    /// ln of how much likelier b is as a further value of one person who has a than of a stranger;
    /// `likeness` is the same without aliases. Shares in ln.
    float weight(std::uint32_t a, std::uint32_t b, float likeness, float log_share_a,
                 float log_share_b) const;
    bool empty() const { return together_.empty(); }

    struct PairHash {
        std::size_t operator()(std::uint64_t pair) const { return mix64(pair, 0); }
    };
    using Pairs = tsl::robin_map<std::uint64_t, float, PairHash>;

  private:
    friend class AliasCounts;
    static std::uint64_t key(std::uint32_t a, std::uint32_t b) {
        return a < b ? std::uint64_t{a} << 32U | b : std::uint64_t{b} << 32U | a;
    }
    std::vector<float> further_;  ///< d_a + s, by code; 0 where no alias is known
    std::vector<float> rest_;     ///< share of further values that are no known alias
    Pairs together_;              ///< n_ab - 1, where at least 1
};

/// Gathers values seen together in people, one field at a time.
class AliasCounts {
  public:
    /// The distinct values of one person.
    void add(const std::vector<std::uint32_t>& codes);
    ValueAliases finish(std::size_t values);

  private:
    ValueAliases::Pairs repeated();

    std::vector<std::uint64_t> pairs_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> further_;
};

}  // namespace dalil::linking
