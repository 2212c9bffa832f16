#include "link/draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <tsl/robin_map.h>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"

namespace dalil::linking {
namespace {

constexpr double kOpenAbove = -6;  ///< nats; atoms further apart never meet in a hundred draws
constexpr int kSweepsPerDraw = 2;
constexpr int kFirstSweeps = 10;
constexpr std::uint64_t kStream = 0x6472617773ULL;

struct Atom {
    std::vector<std::uint32_t> records;
    Cluster cluster;
    std::uint32_t start = 0;  ///< best cluster
};

struct AtomEdge {
    std::uint32_t a = 0, b = 0;  ///< atoms
    std::uint32_t record_a = 0, record_b = 0;
    double gain = 0;
    bool names_only = false;
};

/// What all components share in one draw.
struct Perturbation {
    double evidence = 1, prior = 0, confidence = 1;
};

std::vector<Perturbation> perturbations(const DrawOptions& options, std::uint64_t seed) {
    std::vector<Perturbation> out(options.draws);
    for (std::uint32_t d = 0; d < options.draws; ++d) {
        Rng rng(seed, kStream, 1, d);
        out[d].evidence = std::exp(options.evidence_spread * rng.normal());
        out[d].prior = options.prior_spread * rng.normal();
        out[d].confidence = options.confidence * std::exp(options.confidence_spread * rng.normal());
    }
    return out;
}

/// Atoms with at least one record that has an edge to another atom, in order of their smallest
/// record.
std::vector<Atom> atoms_of(const PartitionInput& input, const Partition& best,
                           std::vector<std::uint32_t>& index) {
    const std::uint32_t n = input.entity.canonical().n;
    std::vector<std::uint8_t> meets(n, 0);
    for (const RecordEdge& e : input.edges)
        if (best.atom_of[e.a] != best.atom_of[e.b])
            meets[best.atom_of[e.a]] = meets[best.atom_of[e.b]] = 1;
    std::vector<Atom> out;
    index.assign(n, ~0U);
    for (std::uint32_t r = 0; r < n; ++r) {
        const std::uint32_t label = best.atom_of[r];
        if (meets[label] == 0) continue;
        if (index[label] == ~0U) {
            index[label] = static_cast<std::uint32_t>(out.size());
            out.push_back({{}, {}, best.cluster_of[r]});
        }
        out[index[label]].records.push_back(r);
    }
    return out;
}

std::vector<AtomEdge> atom_edges(const PartitionInput& input, const Partition& best,
                                 const std::vector<std::uint32_t>& index) {
    std::vector<AtomEdge> out;
    for (const RecordEdge& e : input.edges) {
        const std::uint32_t a = best.atom_of[e.a], b = best.atom_of[e.b];
        if (a == b) continue;
        AtomEdge edge{index[a], index[b], e.a, e.b, 0, false};
        if (edge.a > edge.b) {
            std::swap(edge.a, edge.b);
            std::swap(edge.record_a, edge.record_b);
        }
        out.push_back(edge);
    }
    std::sort(out.begin(), out.end(), [](const AtomEdge& x, const AtomEdge& y) {
        return std::tie(x.a, x.b, x.record_a, x.record_b) <
               std::tie(y.a, y.b, y.record_a, y.record_b);
    });
    out.erase(
        std::unique(out.begin(), out.end(),
                    [](const AtomEdge& x, const AtomEdge& y) { return x.a == y.a && x.b == y.b; }),
        out.end());
    return out;
}

/// A set of atoms that only meet each other; atoms are numbered anew within it.
struct Component {
    std::vector<std::uint32_t> atoms;
    std::vector<std::vector<std::uint32_t>> neighbours;
    std::vector<std::vector<std::uint32_t>> drawn;  ///< per draw: cluster number of each atom
};

std::vector<Component> components_of(const std::vector<Atom>& atoms,
                                     const std::vector<AtomEdge>& edges,
                                     std::vector<std::uint32_t>& place) {
    std::vector<std::uint32_t> parent(atoms.size());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto find = [&](std::uint32_t x) {
        while (parent[x] != x) x = parent[x] = parent[parent[x]];
        return x;
    };
    std::vector<std::uint8_t> open(atoms.size(), 0);
    for (const AtomEdge& e : edges) {
        open[e.a] = open[e.b] = 1;
        const std::uint32_t a = find(e.a), b = find(e.b);
        parent[std::max(a, b)] = std::min(a, b);
    }
    std::vector<Component> out;
    std::vector<std::uint32_t> number(atoms.size(), ~0U);
    place.assign(atoms.size(), ~0U);
    for (std::uint32_t x = 0; x < atoms.size(); ++x) {
        if (open[x] == 0) continue;
        const std::uint32_t root = find(x);
        if (number[root] == ~0U) {
            number[root] = static_cast<std::uint32_t>(out.size());
            out.emplace_back();
        }
        Component& component = out[number[root]];
        place[x] = static_cast<std::uint32_t>(component.atoms.size());
        component.atoms.push_back(x);
        component.neighbours.emplace_back();
    }
    for (const AtomEdge& e : edges) {
        Component& component = out[number[find(e.a)]];
        component.neighbours[place[e.a]].push_back(place[e.b]);
        component.neighbours[place[e.b]].push_back(place[e.a]);
    }
    return out;
}

class ComponentSampler {
  public:
    ComponentSampler(const std::vector<Atom>& atoms, Component& component, const MergeRule& rule,
                     EntityWork& work, std::uint64_t seed)
        : atoms_(atoms),
          component_(component),
          rule_(rule),
          work_(work),
          rng_(seed, kStream, 2,
               rule.entity().canonical().keys[atoms[component.atoms[0]].records[0]]),
          cluster_of_(component.atoms.size()),
          members_(component.atoms.size()),
          hash_(component.atoms.size(), 0) {
        tsl::robin_map<std::uint32_t, std::uint32_t> first;
        for (std::uint32_t x = 0; x < component.atoms.size(); ++x) {
            const std::uint32_t start = atoms_[component.atoms[x]].start;
            const auto [at, fresh] = first.try_emplace(start, x);
            cluster_of_[x] = at->second;
            put(x, at->second);
        }
        for (std::uint32_t c = 0; c < members_.size(); ++c)
            if (members_[c].empty()) free_.push_back(c);
    }

    void sweep(const Perturbation& p) {
        for (std::uint32_t x = 0; x < cluster_of_.size(); ++x) resample(x, p);
    }

    std::vector<std::uint32_t> numbers() const { return cluster_of_; }

  private:
    struct Gain {
        float evidence, prior;
        bool forbidden;
    };

    static std::uint64_t token(std::uint32_t x) { return mix64(x + 1, kStream); }
    void put(std::uint32_t x, std::uint32_t c) {
        members_[c].insert(std::upper_bound(members_[c].begin(), members_[c].end(), x), x);
        hash_[c] ^= token(x);
        cluster_of_[x] = c;
    }
    void take(std::uint32_t x) {
        const std::uint32_t c = cluster_of_[x];
        std::erase(members_[c], x);
        hash_[c] ^= token(x);
        if (members_[c].empty()) free_.push_back(c);
    }

    Gain gain(std::uint32_t x, std::uint32_t c) {
        const auto [at, fresh] = memo_.try_emplace(mix64(hash_[c], token(x)), Gain{});
        if (!fresh) return at->second;
        const MergeRule::Parts parts =
            rule_.parts(atoms_[component_.atoms[x]].cluster, cluster_at(c), work_);
        at.value() = {static_cast<float>(parts.evidence), static_cast<float>(parts.prior),
                      parts.forbidden};
        return at->second;
    }

    const Cluster& cluster_at(std::uint32_t c) {
        const auto& members = members_[c];
        if (members.size() == 1) return atoms_[component_.atoms[members[0]]].cluster;
        const auto [at, fresh] = built_.try_emplace(hash_[c]);
        if (fresh) {
            std::vector<std::uint32_t> records;
            for (const std::uint32_t x : members) {
                const auto& more = atoms_[component_.atoms[x]].records;
                records.insert(records.end(), more.begin(), more.end());
            }
            at.value() = rule_.entity().of(records, work_);
        }
        return at->second;
    }

    std::uint32_t empty_cluster() {
        const std::uint32_t c = free_.back();
        free_.pop_back();
        return c;
    }

    void resample(std::uint32_t x, const Perturbation& p) {
        take(x);
        candidates_.clear();
        for (const std::uint32_t y : component_.neighbours[x])
            candidates_.push_back(cluster_of_[y]);
        std::sort(candidates_.begin(), candidates_.end());
        candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
        odds_.clear();
        double most = 0;
        for (const std::uint32_t c : candidates_) {
            const Gain g = gain(x, c);
            double log_odds = g.forbidden ? -1e30
                                          : p.evidence * static_cast<double>(g.evidence) +
                                                static_cast<double>(g.prior) + p.prior;
            if (log_odds > 0) log_odds *= p.confidence;
            odds_.push_back(log_odds);
            most = std::max(most, log_odds);
        }
        double total = std::exp(-most);
        for (double& o : odds_) total += o = std::exp(o - most);
        double u = rng_.uniform() * total - std::exp(-most);
        std::uint32_t to = ~0U;
        for (std::size_t i = 0; u > 0 && i < odds_.size(); ++i) {
            u -= odds_[i];
            to = candidates_[i];
        }
        put(x, to == ~0U ? empty_cluster() : to);
    }

    const std::vector<Atom>& atoms_;
    Component& component_;
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

void sample_components(std::vector<Component>& components, const std::vector<Atom>& atoms,
                       const MergeRule& rule, const std::vector<Perturbation>& draws,
                       const Context& context) {
    parallel_for(context, components.size(), 64, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t c = begin; c < end; ++c) {
            context.check_stop();
            ComponentSampler sampler(atoms, components[c], rule, work, context.seed);
            for (int s = 0; s < kFirstSweeps; ++s)
                sampler.sweep(draws[static_cast<std::size_t>(s) % draws.size()]);
            for (const Perturbation& p : draws) {
                for (int s = 0; s < kSweepsPerDraw; ++s) sampler.sweep(p);
                components[c].drawn.push_back(sampler.numbers());
            }
        }
    });
}

}  // namespace

PartitionSample draw_partitions(const PartitionInput& input, const Partition& best,
                                const DrawOptions& options, const Context& context) {
    const MergeRule rule(input.entity, input.prior, input.constraints);
    std::vector<std::uint32_t> index;
    std::vector<Atom> atoms = atoms_of(input, best, index);
    std::vector<AtomEdge> edges = atom_edges(input, best, index);
    parallel_for(context, atoms.size(), 1024, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t x = begin; x < end; ++x)
            atoms[x].cluster = input.entity.of(atoms[x].records, work);
    });
    parallel_for(context, edges.size(), 4096, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t e = begin; e < end; ++e) {
            const MergeRule::Parts parts =
                rule.parts(atoms[edges[e].a].cluster, atoms[edges[e].b].cluster, work);
            edges[e].names_only = parts.names_only;
            edges[e].gain =
                parts.forbidden && !parts.names_only ? -1e30 : parts.evidence + parts.prior;
        }
    });
    PartitionSample out;
    for (const AtomEdge& e : edges)
        if (e.names_only && e.gain > -3)
            out.open.push_back({e.record_a, e.record_b, 0, e.gain, true});
    std::erase_if(edges, [&](const AtomEdge& e) {
        const bool together = atoms[e.a].start == atoms[e.b].start;
        return !together && (e.names_only || e.gain < kOpenAbove);
    });
    std::vector<std::uint32_t> place;
    std::vector<Component> components = components_of(atoms, edges, place);
    sample_components(components, atoms, rule, perturbations(options, context.seed), context);

    std::vector<std::uint32_t> component_of(atoms.size(), ~0U);
    std::vector<std::uint32_t> best_count(1, 0);
    std::vector<std::uint8_t> active(best.cluster_of.size(), 0);
    for (std::uint32_t c = 0; c < components.size(); ++c)
        for (const std::uint32_t x : components[c].atoms) {
            component_of[x] = c;
            for (const std::uint32_t r : atoms[x].records) active[r] = 1;
        }
    std::uint32_t fixed_people = 0;
    for (std::uint32_t r = 0; r < best.cluster_of.size(); ++r)
        fixed_people += best.cluster_of[r] == r;
    // People with an active record are counted draw by draw.
    std::vector<std::uint8_t> drawn_person(best.cluster_of.size(), 0);
    for (std::uint32_t r = 0; r < active.size(); ++r)
        if (active[r]) {
            out.active.push_back(r);
            if (drawn_person[best.cluster_of[r]] == 0) {
                drawn_person[best.cluster_of[r]] = 1;
                --fixed_people;
            }
        }
    for (std::uint32_t d = 0; d < options.draws; ++d) {
        std::uint32_t people = fixed_people;
        std::vector<std::uint32_t> label_of(best.cluster_of.size(), ~0U);
        for (const Component& component : components) {
            std::vector<std::uint32_t> smallest(component.atoms.size(), ~0U);
            for (std::size_t x = 0; x < component.atoms.size(); ++x)
                smallest[component.drawn[d][x]] =
                    std::min(smallest[component.drawn[d][x]], atoms[component.atoms[x]].records[0]);
            for (const std::uint32_t s : smallest) people += s != ~0U;
            for (std::size_t x = 0; x < component.atoms.size(); ++x)
                for (const std::uint32_t r : atoms[component.atoms[x]].records)
                    label_of[r] = smallest[component.drawn[d][x]];
        }
        std::vector<std::uint32_t> labels;
        labels.reserve(out.active.size());
        for (const std::uint32_t r : out.active) labels.push_back(label_of[r]);
        out.labels.push_back(std::move(labels));
        out.people.push_back(people);
    }
    for (const AtomEdge& e : edges) {
        const Component& component = components[component_of[e.a]];
        double together = 0;
        for (const auto& numbers : component.drawn)
            together += numbers[place[e.a]] == numbers[place[e.b]];
        out.open.push_back({e.record_a, e.record_b, together / options.draws, e.gain, false});
    }
    return out;
}

}  // namespace dalil::linking
