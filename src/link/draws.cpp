#include "link/draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <tuple>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"
#include "link/gibbs.hpp"
#include "link/groups.hpp"
#include "link/weak_joins.hpp"

namespace dalil::linking {
namespace {

constexpr double kOpenAbove = -6;      ///< nats; atoms further apart never meet in a hundred draws
constexpr double kShownAbove = -3;     ///< names alone: worth a person's look
constexpr double kShownAtMost = 0.95;  ///< probability of a pair that is kept apart all the same
constexpr std::uint32_t kFirstSweeps = 10;
constexpr std::uint32_t kLargeComponent = 2'000;  ///< atoms; beyond, draws are shared by chains
constexpr std::uint32_t kChains = 4;
constexpr std::uint32_t kAtomsPerTask = 1'000;
constexpr std::uint64_t kStream = 0x6472617773ULL;

struct AtomEdge {
    std::uint32_t a = 0, b = 0;  ///< atoms
    std::uint32_t record_a = 0, record_b = 0;
    AtomGain gain;
    bool names_only = false;
    std::uint32_t edge = 0;  ///< the best of the edges between their records
    double log_odds() const {
        return static_cast<double>(gain.evidence) + static_cast<double>(gain.prior);
    }
};

std::vector<Perturbation> perturbations(const DrawOptions& options, std::uint64_t seed) {
    std::vector<Perturbation> out(options.draws);
    for (std::uint32_t d = 0; d < options.draws; ++d) {
        Rng rng(seed, kStream, 1, d);
        out[d].evidence = std::exp(options.evidence_spread * rng.normal());
        out[d].prior = options.prior_shift + options.prior_spread * rng.normal();
        out[d].confidence = options.confidence * std::exp(options.confidence_spread * rng.normal());
    }
    return out;
}

/// Atoms with at least one record that has an edge to another atom, in order of their smallest
/// record. `index` gets the number of each label.
Atoms atoms_of(const PartitionInput& input, const Partition& best, const Groups& groups,
               std::vector<std::uint32_t>& index) {
    const std::uint32_t n = input.entity.canonical().n;
    std::vector<std::uint8_t> meets(n, 0);
    for (const RecordEdge& e : input.edges)
        if (best.atom_of[e.a] != best.atom_of[e.b])
            meets[best.atom_of[e.a]] = meets[best.atom_of[e.b]] = 1;
    Atoms out;
    index.assign(n, ~0U);
    for (std::uint32_t r = 0; r < n; ++r) {
        if (meets[r] == 0) continue;
        index[r] = out.count();
        const auto records = groups.records(r);
        out.records.insert(out.records.end(), records.begin(), records.end());
        out.begin.push_back(static_cast<std::uint32_t>(out.records.size()));
        out.start.push_back(best.cluster_of[r]);
    }
    return out;
}

/// One edge for each pair of atoms that records' edges connect: the best of those.
std::vector<AtomEdge> atom_edges(const PartitionInput& input, const Partition& best,
                                 const std::vector<std::uint32_t>& index) {
    std::vector<AtomEdge> out;
    for (std::uint32_t i = 0; i < input.edges.size(); ++i) {
        const RecordEdge& e = input.edges[i];
        const std::uint32_t a = best.atom_of[e.a], b = best.atom_of[e.b];
        const bool together = best.cluster_of[e.a] == best.cluster_of[e.b];
        if (a == b || (!together && best.weights[i].log_odds() < kOpenAbove - kLift)) continue;
        AtomEdge edge{index[a], index[b], e.a, e.b, {}, false, i};
        if (edge.a > edge.b) {
            std::swap(edge.a, edge.b);
            std::swap(edge.record_a, edge.record_b);
        }
        out.push_back(edge);
    }
    std::sort(out.begin(), out.end(), [&](const AtomEdge& x, const AtomEdge& y) {
        const float u = best.weights[x.edge].log_odds(), v = best.weights[y.edge].log_odds();
        return std::tie(x.a, x.b, v, x.edge) < std::tie(y.a, y.b, u, y.edge);
    });
    out.erase(
        std::unique(out.begin(), out.end(),
                    [](const AtomEdge& x, const AtomEdge& y) { return x.a == y.a && x.b == y.b; }),
        out.end());
    return out;
}

/// Weighs the edges between atoms; those between single records were weighed already.
void weigh(const MergeRule& rule, const Partition& best, const Groups& groups,
           std::vector<AtomEdge>& edges, const Context& context) {
    parallel_for(context, edges.size(), 4096, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        Cluster a, b;
        for (std::size_t i = begin; i < end; ++i) {
            AtomEdge& e = edges[i];
            const std::uint32_t x = best.atom_of[e.record_a], y = best.atom_of[e.record_b];
            EdgeWeight weight = best.weights[e.edge];
            if (groups.size(x) > 1 || groups.size(y) > 1) {
                const MergeRule::Parts parts =
                    rule.parts(groups.cluster(x, work, a), groups.cluster(y, work, b), work);
                weight = {static_cast<float>(parts.evidence), static_cast<float>(parts.prior), 0,
                          parts.forbidden, parts.names_only};
            }
            e.names_only = weight.names_only;
            e.gain = {weight.forbidden && !weight.names_only
                          ? -std::numeric_limits<float>::infinity()
                          : weight.evidence,
                      weight.prior};
        }
    });
}

std::uint32_t size_of(const Atoms& atoms, std::uint32_t x) {
    return atoms.begin[x + 1] - atoms.begin[x];
}

bool is_sampled(const Atoms& atoms, const AtomEdge& e) {
    if (atoms.start[e.a] == atoms.start[e.b]) return true;
    return !e.names_only && e.log_odds() >= kSampledAbove;
}

bool is_weak(const Atoms& atoms, const AtomEdge& e) {
    return !is_sampled(atoms, e) && !e.names_only && e.log_odds() >= kOpenAbove;
}

/// The atoms that edges touch, component by component. `place_of` gets the place of each atom.
AtomGraph graph_of(const Atoms& atoms, const std::vector<AtomEdge>& edges,
                   std::vector<std::uint32_t>& place_of) {
    std::vector<std::uint32_t> parent(atoms.count());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto find = [&](std::uint32_t x) {
        while (parent[x] != x) x = parent[x] = parent[parent[x]];
        return x;
    };
    std::vector<std::uint32_t> degree(atoms.count(), 0);
    for (const AtomEdge& e : edges) {
        ++degree[e.a];
        ++degree[e.b];
        const std::uint32_t a = find(e.a), b = find(e.b);
        parent[std::max(a, b)] = std::min(a, b);
    }
    // Components in order of their first atom, which is the root.
    AtomGraph out;
    std::vector<std::uint32_t> size(atoms.count(), 0), next(atoms.count(), 0);
    for (std::uint32_t x = 0; x < atoms.count(); ++x)
        if (degree[x] != 0) ++size[find(x)];
    std::uint32_t places = 0;
    for (std::uint32_t x = 0; x < atoms.count(); ++x) {
        if (size[x] == 0) continue;
        next[x] = places;
        out.component_begin.push_back(places);
        places += size[x];
    }
    out.component_begin.push_back(places);
    out.atom.resize(places);
    place_of.assign(atoms.count(), ~0U);
    for (std::uint32_t x = 0; x < atoms.count(); ++x)
        if (degree[x] != 0) {
            place_of[x] = next[find(x)]++;
            out.atom[place_of[x]] = x;
        }
    out.edge_begin.assign(std::size_t{places} + 1, 0);
    for (std::uint32_t p = 0; p < places; ++p)
        out.edge_begin[p + 1] = out.edge_begin[p] + degree[out.atom[p]];
    out.to.resize(2 * edges.size());
    out.gain.resize(2 * edges.size());
    std::vector<std::uint32_t> at(out.edge_begin.begin(), out.edge_begin.end() - 1);
    for (const AtomEdge& e : edges) {
        const std::uint32_t a = place_of[e.a], b = place_of[e.b];
        // What only names speak for may have been drawn together with more, never alone.
        AtomGain gain = e.gain;
        if (e.names_only) gain.evidence = -std::numeric_limits<float>::infinity();
        out.to[at[a]] = b;
        out.gain[at[a]++] = gain;
        out.to[at[b]] = a;
        out.gain[at[b]++] = gain;
    }
    return out;
}

/// Components that one thread draws one after the other, or some draws of a large one.
struct Task {
    std::uint32_t begin = 0, end = 0;  ///< components
    std::uint32_t chain = 0;
    std::uint32_t first_draw = 0, last_draw = 0;
};

struct Drawn {
    struct Change {
        std::uint32_t draw, record, label;
    };
    std::vector<Change> changes;
    std::vector<std::uint32_t> people;    ///< per draw
    std::vector<std::uint16_t> together;  ///< per edge of the graph, from the task's first on
};

std::vector<Task> tasks_of(const AtomGraph& graph, std::uint32_t draws) {
    std::vector<Task> large, out;
    Task open{0, 0, 0, 0, draws};
    std::uint32_t atoms = 0;
    const auto close = [&](std::uint32_t next) {
        if (open.end > open.begin) out.push_back(open);
        open.begin = open.end = next;
        atoms = 0;
    };
    for (std::uint32_t c = 0; c < graph.components(); ++c) {
        if (graph.size(c) > kLargeComponent) {
            close(c + 1);
            for (std::uint32_t chain = 0; chain < kChains; ++chain)
                large.push_back(
                    {c, c + 1, chain, draws * chain / kChains, draws * (chain + 1) / kChains});
            continue;
        }
        open.end = c + 1;
        atoms += graph.size(c);
        if (atoms >= kAtomsPerTask) close(c + 1);
    }
    close(graph.components());
    // The longest first.
    out.insert(out.begin(), large.begin(), large.end());
    return out;
}

/// Notes what the component looks like in one draw.
class Recorder {
  public:
    Recorder(const Atoms& atoms, const AtomGraph& graph, const Partition& best)
        : atoms_(atoms), graph_(graph), best_(best) {}

    void record(const Sampler& sampler, std::uint32_t component, std::uint32_t draw,
                std::uint32_t first_edge, Drawn& out) {
        const std::uint32_t from = graph_.component_begin[component];
        const std::uint32_t n = graph_.size(component);
        smallest_.assign(n, ~0U);
        for (std::uint32_t x = 0; x < n; ++x) {
            std::uint32_t& label = smallest_[sampler.cluster_of(x)];
            out.people[draw] += label == ~0U;
            label = std::min(label, *atoms_.first(graph_.atom[from + x]));
        }
        for (std::uint32_t x = 0; x < n; ++x) {
            const std::uint32_t atom = graph_.atom[from + x];
            const std::uint32_t label = smallest_[sampler.cluster_of(x)];
            for (const std::uint32_t* r = atoms_.first(atom); r != atoms_.last(atom); ++r)
                if (best_.cluster_of[*r] != label) out.changes.push_back({draw, *r, label});
        }
        for (std::uint32_t x = 0; x < n; ++x)
            for (std::uint32_t e = graph_.edge_begin[from + x]; e < graph_.edge_begin[from + x + 1];
                 ++e) {
                const std::uint32_t y = graph_.to[e] - from;
                out.together[e - first_edge] +=
                    x < y && sampler.cluster_of(x) == sampler.cluster_of(y);
            }
    }

  private:
    const Atoms& atoms_;
    const AtomGraph& graph_;
    const Partition& best_;
    std::vector<std::uint32_t> smallest_;
};

std::vector<Drawn> sample_components(const std::vector<Task>& tasks, const Atoms& atoms,
                                     const AtomGraph& graph, const MergeRule& rule,
                                     const Partition& best, const std::vector<Perturbation>& draws,
                                     const Context& context) {
    std::vector<Drawn> out(tasks.size());
    std::uint64_t work = 0;
    for (const Task& task : tasks)
        work += std::uint64_t{graph.component_begin[task.end] - graph.component_begin[task.begin]} *
                (task.last_draw - task.first_draw);
    Stage stage(context, "drawing people", work);
    // Where not all merges were looked at, drawing them all would take as long: people stay there.
    const auto is_cut = [&](std::uint32_t c) {
        for (std::uint32_t p = graph.component_begin[c]; p < graph.component_begin[c + 1]; ++p)
            if (best.cut[*atoms.first(graph.atom[p])] != 0) return true;
        return false;
    };
    parallel_for(context, tasks.size(), 1, [&](std::size_t begin, std::size_t) {
        const Task& task = tasks[begin];
        Drawn& drawn = out[begin];
        Sampler sampler(atoms, graph, rule, context.seed);
        Recorder recorder(atoms, graph, best);
        const std::uint32_t first_edge = graph.edge_begin[graph.component_begin[task.begin]];
        drawn.people.assign(draws.size(), 0);
        drawn.together.assign(graph.edge_begin[graph.component_begin[task.end]] - first_edge, 0);
        for (std::uint32_t c = task.begin; c < task.end; ++c) {
            sampler.start(c, task.chain);
            const bool pair = graph.size(c) == 2;
            const bool still = is_cut(c);
            for (std::uint32_t s = 0; s < kFirstSweeps && !pair && !still; ++s)
                sampler.sweep(draws[(task.first_draw + s) % draws.size()]);
            for (std::uint32_t d = task.first_draw; d < task.last_draw; ++d) {
                context.check_stop();
                // Of two atoms, one is drawn given the other: that is all there is to draw.
                if (pair && !still)
                    sampler.resample(1, draws[d]);
                else if (!still)
                    sampler.sweep(draws[d]);
                recorder.record(sampler, c, d, first_edge, drawn);
                stage.advance(graph.size(c));
            }
        }
    });
    return out;
}

/// People whose records are all in no component.
std::uint32_t fixed_people(const Partition& best, const Atoms& atoms, const AtomGraph& graph) {
    std::vector<std::uint8_t> drawn(best.cluster_of.size(), 0);
    for (const std::uint32_t x : graph.atom) drawn[atoms.start[x]] = 1;
    std::uint32_t out = 0;
    for (std::uint32_t r = 0; r < best.cluster_of.size(); ++r)
        out += best.cluster_of[r] == r && drawn[r] == 0;
    return out;
}

/// Sorts the changes of all tasks by draw.
void gather(const std::vector<Drawn>& drawn, std::uint32_t draws, std::uint32_t fixed,
            PartitionSample& out) {
    out.begin.assign(draws + 1, 0);
    out.people.assign(draws, fixed);
    for (const Drawn& part : drawn) {
        for (const auto& change : part.changes) ++out.begin[change.draw + 1];
        for (std::uint32_t d = 0; d < draws; ++d) out.people[d] += part.people[d];
    }
    std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
    out.changes.resize(out.begin.back());
    std::vector<std::size_t> next(out.begin.begin(), out.begin.end() - 1);
    for (const Drawn& part : drawn)
        for (const auto& change : part.changes)
            out.changes[next[change.draw]++] = {change.record, change.label};
}

/// Adds how often the two ends of each edge were together.
void add_open(const std::vector<AtomEdge>& edges, const AtomGraph& graph,
              const std::vector<std::uint32_t>& place_of, const std::vector<Task>& tasks,
              const std::vector<Drawn>& drawn, std::uint32_t draws, PartitionSample& out) {
    std::vector<std::uint32_t> together(graph.to.size(), 0);
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        const std::uint32_t first = graph.edge_begin[graph.component_begin[tasks[t].begin]];
        for (std::size_t e = 0; e < drawn[t].together.size(); ++e)
            together[first + e] += drawn[t].together[e];
    }
    // Edges are sorted by their atoms, and so are those of each atom in the graph.
    for (const AtomEdge& e : edges) {
        const std::uint32_t a = place_of[e.a];
        const auto begin = graph.to.begin() + graph.edge_begin[a];
        const auto end = graph.to.begin() + graph.edge_begin[a + 1];
        const auto at = std::find(begin, end, place_of[e.b]) - graph.to.begin();
        out.open.push_back({e.record_a, e.record_b,
                            static_cast<double>(together[static_cast<std::size_t>(at)]) / draws,
                            e.log_odds()});
    }
}

}  // namespace

PartitionSample draw_partitions(const PartitionInput& input, const Partition& best,
                                const Groups& people, const DrawOptions& options,
                                const Context& context) {
    const MergeRule rule(input.entity, input.prior, input.constraints);
    std::vector<std::uint32_t> index, place_of;
    const auto groups = std::make_unique<Groups>(best.atom_of, input.entity, context);
    const Atoms atoms = atoms_of(input, best, *groups, index);
    std::vector<AtomEdge> edges = atom_edges(input, best, index);
    weigh(rule, best, *groups, edges, context);
    PartitionSample out;
    std::vector<WeakEdge> weak;
    for (const AtomEdge& e : edges) {
        if (e.names_only && e.log_odds() > kShownAbove)
            out.open.push_back({e.record_a, e.record_b,
                                std::min(kShownAtMost, 1 / (1 + std::exp(-e.log_odds()))),
                                e.log_odds()});
        if (is_weak(atoms, e))
            weak.push_back(
                {e.record_a, e.record_b, e.gain, size_of(atoms, e.a), size_of(atoms, e.b)});
    }
    std::erase_if(edges, [&](const AtomEdge& e) { return !is_sampled(atoms, e); });
    const AtomGraph graph = graph_of(atoms, edges, place_of);
    const std::vector<Task> tasks = tasks_of(graph, options.draws);
    const std::vector<Perturbation> draws = perturbations(options, context.seed);
    {
        const std::vector<Drawn> drawn =
            sample_components(tasks, atoms, graph, rule, best, draws, context);
        gather(drawn, options.draws, fixed_people(best, atoms, graph), out);
        add_open(edges, graph, place_of, tasks, drawn, options.draws, out);
    }
    join_weakly(rule, best, people, weak, draws, out, context);
    return out;
}

}  // namespace dalil::linking
