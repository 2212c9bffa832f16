// link/gibbs.hpp: the sampler of one component of atoms that may be joined or parted.
//
//     Sampler sampler(atoms, graph, rule, seed);       // one per thread; keeps its buffers
//     sampler.start(component, chain);
//     sampler.sweep(perturbation);
//     sampler.cluster_of(i);                           // of the i-th atom of the component
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dalil/base/random.hpp"
#include "link/partition.hpp"

namespace dalil::linking {

/// Atoms in order of their smallest record, records of an atom side by side.
struct Atoms {
    std::vector<std::uint32_t> records;
    std::vector<std::uint32_t> begin{0};  ///< atoms + 1, into `records`
    std::vector<std::uint32_t> start;     ///< label of each atom in the best partition

    std::uint32_t count() const { return static_cast<std::uint32_t>(start.size()); }
    const std::uint32_t* first(std::uint32_t x) const { return records.data() + begin[x]; }
    const std::uint32_t* last(std::uint32_t x) const { return records.data() + begin[x + 1]; }
};

struct AtomGain {
    float evidence = 0, prior = 0;  ///< evidence is -infinity where the union is forbidden
};

/// Which atoms may meet, by component: a component is a range of places, its atoms ascending.
struct AtomGraph {
    std::vector<std::uint32_t> atom;             ///< by place
    std::vector<std::uint32_t> component_begin;  ///< components + 1, into places
    std::vector<std::uint32_t> edge_begin;       ///< places + 1, into the next two
    std::vector<std::uint32_t> to;               ///< place
    std::vector<AtomGain> gain;                  ///< of joining the two atoms alone

    std::uint32_t components() const {
        return static_cast<std::uint32_t>(component_begin.size() - 1);
    }
    std::uint32_t size(std::uint32_t c) const {
        return component_begin[c + 1] - component_begin[c];
    }
};

/// What all components share in one draw.
struct Perturbation {
    double evidence = 1, prior = 0, confidence = 1;
    double log_odds(AtomGain gain) const {
        const double odds =
            evidence * static_cast<double>(gain.evidence) + static_cast<double>(gain.prior) + prior;
        return odds > 0 ? confidence * odds : odds;
    }
};

/// Takes an atom out and puts it back, alone or with a cluster near it, with odds given by the gain
/// of the merge. Gains are remembered edge by edge: a component visits few states, many times.
class Sampler {
  public:
    Sampler(const Atoms& atoms, const AtomGraph& graph, const MergeRule& rule, std::uint64_t seed);

    /// Begins at the best partition. Chains of one component are independent of each other.
    void start(std::uint32_t component, std::uint32_t chain);
    void sweep(const Perturbation& p);
    /// Draws where one atom of the component is, given all others.
    void resample(std::uint32_t x, const Perturbation& p);
    std::uint32_t size() const { return static_cast<std::uint32_t>(cluster_of_.size()); }
    std::uint32_t cluster_of(std::uint32_t i) const { return cluster_of_[i]; }

  private:
    static constexpr std::size_t kWays = 4;
    /// Gains of an atom with the last few sets of atoms seen at the other end of an edge.
    struct alignas(64) Memo {
        std::array<std::uint64_t, kWays> what{};  ///< hash of the set
        std::array<AtomGain, kWays> gain{};
    };

    void put(std::uint32_t x, std::uint32_t c);
    void take(std::uint32_t x);
    AtomGain gain(std::uint32_t x, std::uint32_t c, Memo& memo);
    AtomGain computed(std::uint32_t x, std::uint32_t c);

    const Atoms& atoms_;
    const AtomGraph& graph_;
    const MergeRule& rule_;
    std::uint64_t seed_;
    EntityWork work_;
    Rng rng_;
    std::uint32_t from_ = 0;                  ///< place of the component's first atom
    std::vector<std::uint32_t> cluster_of_;   ///< by atom of the component
    std::vector<std::uint32_t> head_, next_;  ///< atoms of a cluster, as a list
    std::vector<std::uint64_t> hash_;         ///< by cluster: of the set of its atoms
    std::vector<std::uint32_t> free_;         ///< numbers of empty clusters
    std::vector<Memo> memo_;                  ///< by edge of the component
    std::vector<std::uint32_t> seen_;         ///< by cluster: number of the visit that saw it last
    std::uint32_t visit_ = 0;
    std::vector<std::pair<std::uint32_t, double>> odds_;
    Cluster mine_, other_;
    std::vector<std::uint32_t> records_;
};

}  // namespace dalil::linking
