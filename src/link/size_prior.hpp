// link/size_prior.hpp: how many records a person has, and on which lists, before looking at the
// records.
//
// A partition with K people has prior weight prod over people of (prod_l c_l!) mu(person) / K (a
// Gibbs partition with freely learned weights, as in Betancourt, Sosa and Rodriguez 2022): merging
// two clusters gains ln[(a+b)! mu(a+b) / (a! mu(a) b! mu(b) K)].
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "link/entity.hpp"

namespace dalil::linking {

class SizePrior {
  public:
    /// Before any people are known: geometric sizes whose mean number of partners is what EM
    /// expects, and pairs of lists weighed by how often EM matches them. A pair within one list
    /// never gains from that.
    static SizePrior from_pairs(const Canonical& canonical, const Model& model);
    /// From people found among a `share` of the records. `lone` records stand alone beside the
    /// clusters.
    static SizePrior from_people(const Canonical& canonical, const std::vector<Cluster>& people,
                                 std::uint64_t lone, const std::vector<double>& lone_by_source,
                                 double share = 1);

    double merge_gain(const Cluster& a, const Cluster& b) const;
    double people() const { return people_; }

  private:
    double log_weight(const std::vector<SourceCount>& sources, std::uint32_t size) const;
    double log_size(std::uint32_t size) const;
    double pair_correction(const Cluster& a, const Cluster& b) const;

    double people_ = 1;
    bool by_pairs_ = true;
    std::uint32_t sources_ = 1;
    std::vector<double> log_size_;  ///< by size; beyond its end falls by log_tail_ each
    double log_tail_ = -1;
    std::vector<double> correction_;  ///< by_pairs_: ln(share of the pair of lists / mean share)
    struct Copies {
        std::vector<double> log_share;  ///< by number of records on the list, from 1
        double log_tail = -3;
    };
    std::map<std::uint64_t, double> log_pattern_;
    double log_unseen_pattern_ = -10;
    std::vector<Copies> copies_;
};

/// ln of half the observed shares and half a negative binomial with the same mean and variance;
/// index 0 is size 1. `tail` gets the slope beyond the last entry.
std::vector<double> smoothed_log_sizes(const std::vector<double>& counts, double& tail);

}  // namespace dalil::linking
