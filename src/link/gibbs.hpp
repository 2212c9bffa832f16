// link/gibbs.hpp: Gibbs sweeps over the atoms of one component.
#pragma once

#include <cstdint>
#include <vector>

#include <tsl/robin_map.h>

#include "dalil/base/random.hpp"
#include "link/partition.hpp"

namespace dalil::linking {

/// Records that stay together in every draw.
struct Atom {
    std::vector<std::uint32_t> records;
    Cluster cluster;
    std::uint32_t start = 0;  ///< label in the best partition
};

/// A set of atoms that only meet each other; atoms are numbered anew within it.
struct Component {
    std::vector<std::uint32_t> atoms;
    std::vector<std::vector<std::uint32_t>> neighbours;
    std::vector<std::vector<std::uint32_t>> drawn;  ///< per draw: cluster number of each atom
};

/// What all components share in one draw.
struct Perturbation {
    double evidence = 1, prior = 0, confidence = 1;
};

/// Takes an atom out and puts it back, alone or with a cluster near it, with odds given by the gain
/// of the merge. Gains are remembered by what is joined: a component visits few states, many times.
class ComponentSampler {
  public:
    ComponentSampler(const std::vector<Atom>& atoms, const Component& component,
                     const MergeRule& rule, EntityWork& work, std::uint64_t seed);
    void sweep(const Perturbation& p);
    const std::vector<std::uint32_t>& numbers() const { return cluster_of_; }

  private:
    struct Gain {
        float evidence = 0, prior = 0;
        bool forbidden = false;
    };

    void put(std::uint32_t x, std::uint32_t c);
    void take(std::uint32_t x);
    Gain gain(std::uint32_t x, std::uint32_t c);
    const Cluster& cluster_at(std::uint32_t c);
    std::uint32_t empty_cluster();
    void resample(std::uint32_t x, const Perturbation& p);

    const std::vector<Atom>& atoms_;
    const Component& component_;
    const MergeRule& rule_;
    EntityWork& work_;
    Rng rng_;
    std::vector<std::uint32_t> cluster_of_;
    std::vector<std::vector<std::uint32_t>> members_;
    std::vector<std::uint64_t> hash_;
    std::vector<std::uint32_t> free_;  ///< numbers of empty clusters
    tsl::robin_map<std::uint64_t, Gain> memo_;
    tsl::robin_map<std::uint64_t, Cluster> built_;
    std::vector<std::uint32_t> candidates_;
    std::vector<double> odds_;
};

}  // namespace dalil::linking
