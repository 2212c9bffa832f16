#include "link/em.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"

namespace dalil::linking {
namespace {

/// Twins among the pairs of one household or family; without the bound, matches whose given names
/// are missing or misspelt would turn into twins.
constexpr double kMostTwins = 0.03;
constexpr double kFewestRelatives = 10;      ///< pairs
constexpr double kLeastRelatives = 0.01;     ///< of the number of matches
constexpr std::size_t kMostPairs = 300'000;  ///< to learn from
constexpr double kChanceFloor = 0.05;  ///< matches never explain more than 95 % of all agreement

std::int16_t binned(float gain) {
    return static_cast<std::int16_t>(std::lround(static_cast<double>(gain) / kGainBin));
}

bool same_cell(const Cell& a, const Cell& b) {
    return a.pattern == b.pattern && a.list_pair == b.list_pair &&
           a.gain_individual == b.gain_individual && a.gain_shared == b.gain_shared;
}

bool cell_less(const Cell& a, const Cell& b) {
    if (a.pattern != b.pattern) return a.pattern < b.pattern;
    if (a.list_pair != b.list_pair) return a.list_pair < b.list_pair;
    if (a.gain_individual != b.gain_individual) return a.gain_individual < b.gain_individual;
    return a.gain_shared < b.gain_shared;
}

/// Expected numbers of pairs, by class, field and level.
struct Expected {
    std::vector<LevelTable> match;
    std::vector<std::array<LevelTable, kRelatedClasses>> related;
    std::vector<double> matches;  ///< by pair of lists
    std::array<double, kRelatedClasses> relatives{};

    explicit Expected(const Model& model = {})
        : match(model.fields.size()),
          related(model.fields.size()),
          matches(model.pair_count.size(), 0) {}

    void add(const Expected& other) {
        for (std::size_t f = 0; f < match.size(); ++f)
            for (std::size_t l = 0; l < kMaxLevels; ++l) {
                match[f][l] += other.match[f][l];
                for (std::size_t k = 0; k < kRelatedClasses; ++k)
                    related[f][k][l] += other.related[f][k][l];
            }
        for (std::size_t p = 0; p < matches.size(); ++p) matches[p] += other.matches[p];
        for (std::size_t k = 0; k < kRelatedClasses; ++k) relatives[k] += other.relatives[k];
    }
};

void expect_cell(const Model& model, const Cell& cell, Expected& out) {
    const double share = model.match_share[cell.list_pair];
    const double gain_shared = cell.gain_shared * kGainBin;
    double match = cell.gain_individual * kGainBin + gain_shared;
    std::array<double, kRelatedClasses> related{};
    related.fill(gain_shared);
    const std::size_t fields = model.fields.size();
    for (std::size_t f = 0; f < fields; ++f) {
        const std::uint8_t level = level_of(cell.pattern, f);
        match += static_cast<double>(model.fields[f].log_match[level]);
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            related[k] += static_cast<double>(model.fields[f].log_related[k][level]);
    }
    double as_match = share * std::exp(std::min(match, 300.0));
    std::array<double, kRelatedClasses> as_related{};
    double total = 1 + as_match;
    for (std::size_t k = 0; k < kRelatedClasses; ++k) {
        if (model.related_share[k] <= 0) continue;
        as_related[k] = model.related_share[k] * std::exp(std::min(related[k], 300.0));
        total += as_related[k];
    }
    const double scale = cell.pairs / total;
    if (cell.bystanders) as_match = 0;
    out.matches[cell.list_pair] += as_match * scale;
    for (std::size_t k = 0; k < kRelatedClasses; ++k) out.relatives[k] += as_related[k] * scale;
    for (std::size_t f = 0; f < fields; ++f) {
        const std::uint8_t level = level_of(cell.pattern, f);
        if (level == kMissing) continue;
        out.match[f][level] += as_match * scale;
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            out.related[f][k][level] += as_related[k] * scale;
    }
}

Expected expectation(const Model& model, const std::vector<Cell>& cells, const Context& context) {
    return parallel_reduce(
        context, cells.size(), 8192, Expected(model),
        [&](std::size_t begin, std::size_t end) {
            Expected part(model);
            for (std::size_t c = begin; c < end; ++c) expect_cell(model, cells[c], part);
            return part;
        },
        [](Expected a, const Expected& b) {
            a.add(b);
            return a;
        });
}

/// Shares within each group of levels, drawn towards the prior mean.
LevelTable shares(const FieldModel& field, const LevelTable& counts, const LevelTable& prior,
                  const EmOptions& options) {
    std::array<double, 4> total{};
    for (std::uint8_t l = 0; l < field.levels; ++l) total[field.group[l]] += counts[l];
    LevelTable out{};
    for (std::uint8_t l = 0; l < field.levels; ++l) {
        const double seen = total[field.group[l]];
        const double weight = std::max(options.prior_weight,
                                       options.prior_pairs / (options.prior_pairs + seen + 1e-9));
        const double share = seen > 0 ? counts[l] / seen : prior[l];
        out[l] = (1 - weight) * share + weight * prior[l];
    }
    return out;
}

void maximise(Model& model, const Expected& expected, const EmOptions& options) {
    for (std::size_t f = 0; f < model.fields.size(); ++f) {
        FieldModel& field = model.fields[f];
        field.m = shares(field, expected.match[f], field.m_prior, options);
        if (options.capped) cap_different(field, largest_different(field));
        if (options.monotone) make_monotone(field);
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            field.related[k] =
                shares(field, expected.related[f][k], field.related_prior[k], options);
        update_logs(field);
    }
    double pairs = 0;
    for (std::size_t p = 0; p < model.pair_count.size(); ++p) {
        pairs += model.pair_count[p];
        if (model.pair_count[p] > 0)
            model.match_share[p] =
                std::min(0.5, (expected.matches[p] + 0.5) / (model.pair_count[p] + 1));
    }
    for (std::size_t k = 0; k < kRelatedClasses; ++k)
        if (model.related_share[k] > 0)
            model.related_share[k] = std::clamp(expected.relatives[k] / pairs, 1e-12, 0.5);
    model.related_share[kTwins] = std::min(
        model.related_share[kTwins],
        kMostTwins * (model.related_share[kHousehold] + model.related_share[kFamilyInEvent]));
}

/// A class that only a handful of pairs seem to belong to was made by them: it tells nothing.
void drop_rare_relatives(Model& model) {
    double pairs = 0, matches = 0;
    for (std::size_t p = 0; p < model.pair_count.size(); ++p) {
        pairs += model.pair_count[p];
        matches += model.pair_count[p] * model.match_share[p];
    }
    for (double& share : model.related_share)
        if (share * pairs < std::min(kFewestRelatives, kLeastRelatives * matches)) share = 0;
}

}  // namespace

PairSample sample_of(const std::vector<ComparedPair>& pairs, const Canonical& canonical) {
    PairSample out;
    if (pairs.size() <= kMostPairs + kMostPairs / 2) {
        out.pairs = pairs;
        return out;
    }
    const double share = static_cast<double>(kMostPairs) / static_cast<double>(pairs.size());
    const auto limit = static_cast<std::uint64_t>(share * 0x1p64);
    for (const ComparedPair& pair : pairs)
        if (mix64(canonical.keys[pair.a], canonical.keys[pair.b]) < limit)
            out.pairs.push_back(pair);
    out.weight = 1 / share;
    return out;
}

std::vector<Cell> count_patterns(const Model& model, const Canonical& canonical,
                                 const PairSample& sample) {
    std::vector<Cell> cells;
    cells.reserve(sample.pairs.size());
    for (const ComparedPair& pair : sample.pairs)
        cells.push_back({pair.pattern,
                         model.list_pair(canonical.source[pair.a], canonical.source[pair.b]),
                         binned(pair.gain_individual), binned(pair.gain_shared), sample.weight});
    std::sort(cells.begin(), cells.end(), cell_less);
    std::size_t last = 0;
    for (std::size_t c = 1; c < cells.size(); ++c) {
        if (same_cell(cells[last], cells[c]))
            cells[last].pairs += sample.weight;
        else
            cells[++last] = cells[c];
    }
    if (!cells.empty()) cells.resize(last + 1);
    return cells;
}

void cap_different(FieldModel& field, double largest) {
    for (std::uint8_t l = 0; l < field.levels; ++l) {
        const bool last = l + 1 == field.levels || field.group[l + 1] != field.group[l];
        if (!last || field.m[l] <= largest) continue;
        const double scale = (1 - largest) / (1 - field.m[l]);
        for (std::uint8_t i = 0; i < l; ++i)
            if (field.group[i] == field.group[l]) field.m[i] *= scale;
        field.m[l] = largest;
    }
}

void make_monotone(FieldModel& field) {
    // Pool adjacent violators on the mean ratio of a level, weighted by how often it occurs (Ayer
    // et al. 1955).
    struct Pool {
        double m, chance;
        std::uint8_t first, last;
    };
    std::vector<Pool> pools;
    for (std::uint8_t l = 0; l < field.levels; ++l) {
        pools.push_back({field.m[l], field.chance_rate[l], l, l});
        while (pools.size() > 1) {
            Pool& above = pools[pools.size() - 2];
            const Pool& below = pools.back();
            if (field.group[above.last] != field.group[below.first] ||
                above.m * below.chance >= below.m * above.chance)
                break;
            above.m += below.m;
            above.chance += below.chance;
            above.last = below.last;
            pools.pop_back();
        }
    }
    for (const Pool& pool : pools)
        for (std::uint8_t l = pool.first; l <= pool.last; ++l)
            field.m[l] = pool.m * field.chance_rate[l] / pool.chance;
}

void run_em(Model& model, const std::vector<Cell>& cells, const EmOptions& options,
            const Context& context) {
    for (int round = 0; round < options.rounds; ++round)
        maximise(model, expectation(model, cells, context), options);
    drop_rare_relatives(model);
}

void subtract_matches(Model& model, const Canonical& canonical,
                      const std::vector<Comparator>& comparators, const PairSample& sample,
                      const Context& context) {
    const std::vector<ComparedPair>& pairs = sample.pairs;
    struct Sums {
        LevelTable gain{}, pairs{};
    };
    using Gains = std::vector<Sums>;
    const std::size_t fields = model.fields.size();
    const Gains matched = parallel_reduce(
        context, pairs.size(), 16'384, Gains(fields),
        [&](std::size_t begin, std::size_t end) {
            AgreementCache cache(14);
            Gains part(fields);
            for (std::size_t p = begin; p < end; ++p) {
                const double odds = pair_odds(model, canonical, pairs[p]).log_odds();
                if (odds < -4) continue;
                const double probability = sample.weight / (1 + std::exp(-odds));
                for (std::size_t f = 0; f < fields; ++f) {
                    const auto& codes = canonical.fields[f].codes;
                    const Agreement agreement =
                        comparators[f].compare(codes[pairs[p].a], codes[pairs[p].b], cache);
                    if (agreement.level == kMissing) continue;
                    part[f].pairs[agreement.level] += probability;
                    part[f].gain[agreement.level] +=
                        probability * std::exp(static_cast<double>(agreement.log_gain));
                }
            }
            return part;
        },
        [&](Gains a, const Gains& b) {
            for (std::size_t f = 0; f < fields; ++f)
                for (std::size_t l = 0; l < kMaxLevels; ++l) {
                    a[f].gain[l] += b[f].gain[l];
                    a[f].pairs[l] += b[f].pairs[l];
                }
            return a;
        });
    for (std::size_t f = 0; f < fields; ++f) {
        FieldModel& field = model.fields[f];
        for (std::uint8_t l = 0; l < field.levels; ++l) {
            const double group_pairs = std::max(field.group_pairs[field.group[l]], 1.0);
            const auto rest = [&](double all, double matches) {
                return std::max(all - matches / group_pairs, kChanceFloor * all);
            };
            field.chance[l] = rest(field.chance_all[l], matched[f].gain[l]);
            field.chance_rate[l] = rest(field.chance_share[l], matched[f].pairs[l]);
        }
        update_logs(field);
    }
}

}  // namespace dalil::linking
