#include "link/draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"
#include "link/gibbs.hpp"

namespace dalil::linking {
namespace {

constexpr double kOpenAbove = -6;   ///< nats; atoms further apart never meet in a hundred draws
constexpr double kShownAbove = -3;  ///< names alone: worth a person's look
constexpr int kSweepsPerDraw = 2;
constexpr int kFirstSweeps = 10;
constexpr std::uint64_t kStream = 0x6472617773ULL;

struct AtomEdge {
    std::uint32_t a = 0, b = 0;  ///< atoms
    std::uint32_t record_a = 0, record_b = 0;
    double gain = 0;
    bool names_only = false;
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

void sample_components(std::vector<Component>& components, const std::vector<Atom>& atoms,
                       const MergeRule& rule, const std::vector<Perturbation>& draws,
                       const Context& context) {
    Stage stage(context, "drawing people", components.size());
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
        stage.advance(end - begin);
    });
}

/// Builds the atoms' clusters and weighs the edges between them.
void weigh(const PartitionInput& input, const MergeRule& rule, std::vector<Atom>& atoms,
           std::vector<AtomEdge>& edges, const Context& context) {
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
}

/// Lists the records whose cluster is drawn; returns the number of people without such a record.
std::uint32_t mark_active(const Partition& best, const std::vector<Atom>& atoms,
                          const std::vector<Component>& components, PartitionSample& out) {
    const std::size_t n = best.cluster_of.size();
    std::vector<std::uint8_t> active(n, 0), drawn_person(n, 0);
    for (const Component& component : components)
        for (const std::uint32_t x : component.atoms)
            for (const std::uint32_t r : atoms[x].records) active[r] = 1;
    std::uint32_t fixed_people = 0;
    for (std::uint32_t r = 0; r < n; ++r) {
        if (active[r] != 0) {
            out.active.push_back(r);
            drawn_person[best.cluster_of[r]] = 1;
        }
    }
    for (std::uint32_t r = 0; r < n; ++r)
        fixed_people += best.cluster_of[r] == r && drawn_person[r] == 0;
    return fixed_people;
}

/// Labels of the active records in one draw; returns the number of people among them.
std::uint32_t label_draw(const std::vector<Atom>& atoms, const std::vector<Component>& components,
                         std::size_t draw, std::vector<std::uint32_t>& label_of) {
    std::uint32_t people = 0;
    for (const Component& component : components) {
        const auto& numbers = component.drawn[draw];
        std::vector<std::uint32_t> smallest(component.atoms.size(), ~0U);
        for (std::size_t x = 0; x < numbers.size(); ++x)
            smallest[numbers[x]] =
                std::min(smallest[numbers[x]], atoms[component.atoms[x]].records[0]);
        for (const std::uint32_t s : smallest) people += s != ~0U;
        for (std::size_t x = 0; x < numbers.size(); ++x)
            for (const std::uint32_t r : atoms[component.atoms[x]].records)
                label_of[r] = smallest[numbers[x]];
    }
    return people;
}

/// Adds how often the two ends of each edge were together.
void add_open(const std::vector<AtomEdge>& edges, const std::vector<Component>& components,
              const std::vector<std::uint32_t>& place, std::uint32_t draws, PartitionSample& out) {
    std::vector<std::uint32_t> component_of(place.size(), ~0U);
    for (std::uint32_t c = 0; c < components.size(); ++c)
        for (const std::uint32_t x : components[c].atoms) component_of[x] = c;
    for (const AtomEdge& e : edges) {
        double together = 0;
        for (const auto& numbers : components[component_of[e.a]].drawn)
            together += numbers[place[e.a]] == numbers[place[e.b]];
        out.open.push_back({e.record_a, e.record_b, together / draws, e.gain, false});
    }
}

}  // namespace

PartitionSample draw_partitions(const PartitionInput& input, const Partition& best,
                                const DrawOptions& options, const Context& context) {
    const MergeRule rule(input.entity, input.prior, input.constraints);
    std::vector<std::uint32_t> index, place;
    std::vector<Atom> atoms = atoms_of(input, best, index);
    std::vector<AtomEdge> edges = atom_edges(input, best, index);
    weigh(input, rule, atoms, edges, context);
    PartitionSample out;
    for (const AtomEdge& e : edges)
        if (e.names_only && e.gain > kShownAbove)
            out.open.push_back({e.record_a, e.record_b, 0, e.gain, true});
    std::erase_if(edges, [&](const AtomEdge& e) {
        const bool together = atoms[e.a].start == atoms[e.b].start;
        return !together && (e.names_only || e.gain < kOpenAbove);
    });
    std::vector<Component> components = components_of(atoms, edges, place);
    sample_components(components, atoms, rule, perturbations(options, context.seed), context);
    const std::uint32_t fixed_people = mark_active(best, atoms, components, out);
    std::vector<std::uint32_t> label_of(best.cluster_of.size(), ~0U);
    for (std::uint32_t d = 0; d < options.draws; ++d) {
        out.people.push_back(fixed_people + label_draw(atoms, components, d, label_of));
        out.labels.emplace_back();
        for (const std::uint32_t r : out.active) out.labels.back().push_back(label_of[r]);
    }
    add_open(edges, components, place, options.draws, out);
    return out;
}

}  // namespace dalil::linking
