// tally/partition_count.hpp: the people of one partition, per stratum and per pattern of lists.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"
#include "tally/dimension.hpp"

namespace dalil {

/// So many people of a stratum stand on exactly these lists.
struct StratumCell {
    std::uint64_t stratum =
        0;  ///< mixed radix of the ranks of all dimensions, the first one leading
    std::uint64_t pattern = 0;
    std::uint64_t people = 0;
    std::uint64_t records = 0;
};

/// What all partitions of the same records share. Safe to use from many threads.
class PartitionCounter {
  public:
    /// The product of the numbers of values must stay below 2^63.
    PartitionCounter(const RecordSet& records, std::vector<Dimension> dimensions);

    /// One label per record, equal labels one person. Cells by stratum, then pattern.
    std::vector<StratumCell> count(std::vector<std::uint32_t> labels) const;

    /// A partition whose variants are counted by their differences.
    struct Base {
        std::vector<std::uint32_t> labels;
        std::vector<StratumCell> cells;
        std::vector<std::uint32_t> begin, members;  ///< records by label; empty if it is sparse
    };
    Base base(const std::vector<std::uint32_t>& labels) const;
    /// The same as count(labels after the moves).
    std::vector<StratumCell> count(const Base& base,
                                   const std::vector<PartitionDraws::Move>& moves) const;

    std::vector<std::uint32_t> ranks_of(std::uint64_t stratum) const;

  private:
    std::vector<StratumCell> count_whole(const std::vector<std::uint32_t>& labels,
                                         std::uint32_t people) const;
    std::uint64_t stratum_of(const std::uint32_t* begin, const std::uint32_t* end,
                             std::vector<std::uint32_t>& scratch) const;

    std::vector<std::uint64_t> bits_;  ///< per record: the bit of its list
    std::vector<Dimension> dimensions_;
};

}  // namespace dalil
