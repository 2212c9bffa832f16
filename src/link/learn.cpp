#include "link/learn.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "link/em.hpp"

namespace dalil::linking {
namespace {

constexpr double kPriorWeight = 0.05;
constexpr double kLeastAlpha = 0.005, kMostAlpha = 5;

struct Variation {
    std::vector<double> new_values;  ///< by field: distinct values beyond the first
    std::vector<std::vector<double>>
        sizes;  ///< by field: number of people by number of filled records
    std::vector<LevelTable> edges;

    explicit Variation(std::size_t fields = 0)
        : new_values(fields, 0), sizes(fields), edges(fields) {}
    void add(const Variation& other) {
        for (std::size_t f = 0; f < new_values.size(); ++f) {
            new_values[f] += other.new_values[f];
            if (sizes[f].size() < other.sizes[f].size()) sizes[f].resize(other.sizes[f].size(), 0);
            for (std::size_t n = 0; n < other.sizes[f].size(); ++n)
                sizes[f][n] += other.sizes[f][n];
            for (std::size_t l = 0; l < kMaxLevels; ++l) edges[f][l] += other.edges[f][l];
        }
    }
};

void observe(const EntityModel& entity, const Cluster& person, EntityWork& work, Variation& out) {
    for (std::size_t f = 0; f < out.new_values.size(); ++f) {
        const ClusterValue* begin = person.values.data() + person.begin[f];
        const ClusterValue* end = person.values.data() + person.begin[f + 1];
        std::uint32_t records = 0, distinct = 0;
        for (const ClusterValue* v = begin; v != end; ++v) {
            if (entity.is_range(f, v->code)) continue;
            records += v->count;
            ++distinct;
        }
        if (end != begin) entity.field_log_likelihood(f, begin, end, work, &out.edges[f]);
        if (records < 2) continue;
        out.new_values[f] += distinct - 1;
        if (out.sizes[f].size() <= records) out.sizes[f].resize(records + 1, 0);
        ++out.sizes[f][records];
    }
}

/// Solves E[new values | alpha] = seen, with the old alpha as one in twenty of the observations.
double solve_alpha(const std::vector<double>& sizes, double new_values, double before) {
    double trials = 0;
    for (std::size_t n = 2; n < sizes.size(); ++n) trials += sizes[n] * static_cast<double>(n - 1);
    const double weight = std::max(kPriorWeight * trials, 5.0);
    const double target = new_values + weight * before / (1 + before);
    const auto expected = [&](double alpha) {
        double sum = weight * alpha / (1 + alpha);
        double per_person = 0;
        for (std::size_t n = 2; n < sizes.size(); ++n) {
            per_person += alpha / (static_cast<double>(n - 1) + alpha);
            sum += sizes[n] * per_person;
        }
        return sum;
    };
    double low = std::log(kLeastAlpha), high = std::log(kMostAlpha);
    for (int step = 0; step < 50; ++step) {
        const double middle = (low + high) / 2;
        (expected(std::exp(middle)) < target ? low : high) = middle;
    }
    return std::exp((low + high) / 2);
}

/// Shares of the levels at which new values attach, drawn a twentieth towards the prior mean of m.
void set_theta(FieldModel& field, const LevelTable& edges) {
    double seen = 0, prior = 0;
    for (std::uint8_t l = 1; l < field.levels; ++l)
        if (field.group[l] == 0) {
            seen += edges[l];
            prior += field.m_prior[l];
        }
    const double weight = std::max(kPriorWeight, 10.0 / (10.0 + seen));
    for (std::uint8_t l = 1; l < field.levels; ++l)
        if (field.group[l] == 0)
            field.theta[l] = (1 - weight) * (seen > 0 ? edges[l] / seen : 0) +
                             weight * field.m_prior[l] / std::max(prior, 1e-9);
}

/// m of a pair: the same value, or a new one at the level where it attaches.
void set_m(FieldModel& field, const LevelTable& edges) {
    const double fresh = field.alpha / (1 + field.alpha);
    field.m[0] = 1 - fresh;
    double blunt = 0;
    for (std::uint8_t l = 1; l < field.levels; ++l) {
        if (field.group[l] == 0)
            field.m[l] = fresh * field.theta[l];
        else
            blunt += edges[l];
    }
    const double weight = std::max(kPriorWeight, 10.0 / (10.0 + blunt));
    for (std::uint8_t l = 1; l < field.levels; ++l)
        if (field.group[l] != 0)
            field.m[l] =
                (1 - weight) * (blunt > 0 ? edges[l] / blunt : 0) + weight * field.m_prior[l];
}

/// A person's own name, birth and numbers are not new more often than not, whatever was merged.
void cap_new_values(FieldModel& field) {
    if (field.role != FieldRole::Individual) return;
    std::uint8_t different = 0;
    while (different + 1 < field.levels && field.group[different + 1] == field.group[0])
        ++different;
    const double fresh = field.alpha / (1 + field.alpha);
    const double most = largest_different(field) / std::max(field.theta[different], 1e-9);
    if (fresh > most) field.alpha = std::max(kLeastAlpha, most / (1 - most));
}

/// Two writings of one value attach as the same value would.
void set_theta_of_same(FieldModel& field) {
    field.theta[0] = field.m[0] * (1 + field.alpha) / field.alpha;
}

}  // namespace

void variation_from_pairs(Model& model) {
    for (FieldModel& field : model.fields) {
        field.alpha = std::clamp((1 - field.m[0]) / field.m[0], kLeastAlpha, kMostAlpha);
        double rest = 0;
        for (std::uint8_t l = 1; l < field.levels; ++l)
            if (field.group[l] == 0) rest += field.m[l];
        for (std::uint8_t l = 1; l < field.levels; ++l)
            field.theta[l] = field.group[l] == 0 ? field.m[l] / std::max(rest, 1e-9) : field.m[l];
        set_theta_of_same(field);
        update_logs(field);
    }
}

void learn_variation(Model& model, const EntityModel& entity, const std::vector<Cluster>& people,
                     const Context& context) {
    const std::size_t fields = model.fields.size();
    const Variation seen = parallel_reduce(
        context, people.size(), 2048, Variation(fields),
        [&](std::size_t begin, std::size_t end) {
            EntityWork work(14);
            Variation part(fields);
            for (std::size_t p = begin; p < end; ++p) observe(entity, people[p], work, part);
            return part;
        },
        [](Variation a, const Variation& b) {
            a.add(b);
            return a;
        });
    for (std::size_t f = 0; f < fields; ++f) {
        FieldModel& field = model.fields[f];
        field.alpha = solve_alpha(seen.sizes[f], seen.new_values[f], field.alpha);
        set_theta(field, seen.edges[f]);
        cap_new_values(field);
        set_m(field, seen.edges[f]);
        if (field.role == FieldRole::Individual) cap_different(field, largest_different(field));
        make_monotone(field);
        for (std::uint8_t l = 1; l < field.levels; ++l)
            if (field.group[l] == 0) field.theta[l] = field.m[l] / std::max(1 - field.m[0], 1e-9);
        set_theta_of_same(field);
        update_logs(field);
    }
}

void learn_aliases(Model& model, const EntityModel& entity, const std::vector<Cluster>& people,
                   const Context& context) {
    const Canonical& canonical = entity.canonical();
    parallel_for(context, model.fields.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t f = begin; f < end; ++f) {
            const ValueKind kind = canonical.fields[f].kind;
            if (kind == ValueKind::Date || kind == ValueKind::Number) continue;
            AliasCounts counts;
            std::vector<std::uint32_t> codes;
            for (const Cluster& person : people) {
                codes.clear();
                for (std::uint32_t v = person.begin[f]; v < person.begin[f + 1]; ++v)
                    codes.push_back(person.values[v].code);
                counts.add(codes);
            }
            model.fields[f].aliases = counts.finish(canonical.fields[f].values.size());
        }
    });
}

SizePrior learn_sizes(const Canonical& canonical, const LearningSample& sample,
                      const std::vector<Cluster>& people) {
    std::vector<double> lone(canonical.sources(), 0);
    std::uint64_t alone = 0;
    for (std::uint32_t r = 0; r < canonical.n; ++r) {
        if (sample.share < 1 && sample.drawn[r] == 0) continue;
        ++lone[canonical.source[r]];
        ++alone;
    }
    for (const Cluster& person : people) {
        alone -= person.size();
        for (const SourceCount& s : person.sources) lone[s.source] -= s.count;
    }
    return SizePrior::from_people(canonical, people, alone, lone, sample.share);
}

}  // namespace dalil::linking
